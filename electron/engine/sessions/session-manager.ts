import { AirlockError } from '../../../shared/airlock-error';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import type { Credential } from '../../../shared/domain/credential';
import type { Point } from '../../../shared/domain/geometry';
import type { Grant } from '../../../shared/domain/grant';
import type { HandBackLook, KeepSignIn } from '../../../shared/domain/hand-back';
import type { LeakReport } from '../../../shared/domain/leak-report';
import type { OpenConnection } from '../../../shared/domain/open-connection';
import type { PasskeyDraft } from '../../../shared/domain/passkey-draft';
import type { MaskPreview, PickedElement } from '../../../shared/domain/picking';
import type { Session, SessionSettings } from '../../../shared/domain/session';
import type { WayOn } from '../../../shared/domain/way-on';
import { SERVED_HOST } from '../../../shared/reach/served-host';
import type { Model } from '../agent/model';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { createSessionId } from '../base/ids';
import { cancelled } from '../base/limits';
import type { ApprovalQueue } from '../desk/approval-queue';
import type { UpstreamProxies } from '../egress/reaching/upstream-proxy';
import type { HostFleet, HostNeed } from '../hosts/host-fleet';
import { createPasskeyPortal } from '../practice/passkey-portal';
import { PracticeCredentials } from '../practice/practice-credentials';
import { COPY_HOST, createPracticeSite, PRACTICE_HOST } from '../practice/practice-site';
import type { SessionArchive } from '../record/session-archive';
import { SessionFolder } from '../record/session-folder';
import type { Credentials } from '../vault/credentials';
import type { LivePort } from './live-view';
import { RunningSession } from './running-session';
import type { KeepEntry } from './sign-in-by-hand';
import { checkDisk, checkSettings, checkTask } from './start-checks';

export type SessionManagerDeps = {
  readonly sessionsFolder: string;
  readonly practiceFolder: string;
  readonly appVersion: string;
  readonly operator: string;
  readonly clock: Clock;
  readonly fleet: HostFleet;
  readonly approvals: ApprovalQueue;
  readonly archive: SessionArchive;
  /** Where the operator's own network wants connections to go through. */
  readonly upstreamProxy: UpstreamProxies;
  readonly credentials: Credentials;
  /** The model for a session; throws `model-auth` when there is no key. */
  readonly modelFor: (settings: SessionSettings) => Promise<() => Model>;
};

/** All sessions: the running ones and, through the archive, the past ones. */
export class SessionManager {
  readonly changed = new Emitter<Session>();
  readonly recorded = new Emitter<{ readonly sessionId: string; readonly entry: AuditEntry }>();
  readonly words = new Emitter<{ readonly sessionId: string; readonly text: string }>();
  readonly grantsChanged = new Emitter<readonly Grant[]>();
  /** The last one has ended, and is kept; or was refused before it began. */
  readonly allEnded = new Emitter<void>();
  readonly #running = new Map<string, RunningSession>();
  readonly #starting = new Set<Promise<Session>>();
  readonly #closing = new Set<Promise<void>>();
  #isDisposed = false;

  constructor(private readonly deps: SessionManagerDeps) {}

  /** Finds the past sessions and closes what a crash left open. */
  async open(): Promise<void> {
    await this.deps.archive.open();
  }

  /** How many sessions run, wait for room or are about to. */
  get running(): number {
    return this.#running.size + this.#starting.size;
  }

  /** Newest first, as they are when it answers: the past ones are read from the disk. */
  async list(): Promise<readonly Session[]> {
    const before = [...this.#running.values()];
    const past = await this.deps.archive.list();
    const running = [...new Set([...before, ...this.#running.values()])].map(({ view }) => view);
    const ids = new Set(running.map(({ id }) => id));
    return [...running, ...past.filter(({ id }) => !ids.has(id))].sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Checks everything that can be checked first, so that a refused start leaves nothing behind and loses nothing. */
  start(settings: SessionSettings): Promise<Session> {
    const starting = this.#start(settings);
    this.#starting.add(starting);
    const done = () => {
      this.#starting.delete(starting);
      this.#tellIfAllEnded();
    };
    starting.then(done, done);
    return starting;
  }

  async #start(settings: SessionSettings): Promise<Session> {
    checkSettings(settings);
    checkTask(settings, this.deps.credentials);
    await checkDisk(this.deps.sessionsFolder);
    const model = await this.deps.modelFor(settings);
    model();
    const { clock, sessionsFolder, fleet } = this.deps;
    await fleet.require(this.#needOf(settings));
    if (this.#isDisposed) throw cancelled('The start');
    const id = createSessionId(clock.wallMs());
    const folder = await SessionFolder.create(sessionsFolder, id, settings.policy, clock);
    const session = await this.#begin(folder, settings, model).catch(async (error: unknown) => {
      // It never began, and a record without a first line is no record.
      await folder.discard();
      throw error;
    });
    this.#follow(id, session);
    return session.view;
  }

  async #begin(
    folder: SessionFolder,
    settings: SessionSettings,
    model: () => Model,
  ): Promise<RunningSession> {
    const { approvals, clock, operator, appVersion, fleet, upstreamProxy, credentials, practiceFolder } =
      this.deps;
    const need = this.#needOf(settings);
    const site = { folder: practiceFolder, now: () => clock.wallMs() };
    return RunningSession.start(
      {
        folder,
        approvals,
        clock,
        operator,
        appVersion,
        model,
        admit: (onPlace, signal) => fleet.admit(need, onPlace, signal),
        upstreamProxy,
        credentials: settings.model.kind === 'practice' ? this.#practised(settings) : credentials,
        services: new Map([
          [PRACTICE_HOST, createPracticeSite(site).handle],
          [COPY_HOST, createPracticeSite(site).handle],
          [SERVED_HOST, createPasskeyPortal(site).handle],
        ]),
      },
      settings,
    );
  }

  /** A practice run has credentials of its own, and none of the vault's. */
  #practised({ policy }: SessionSettings): Credentials {
    const origin = `http://${PRACTICE_HOST}`;
    return new PracticeCredentials(this.deps.clock, { origin, policy: policy.name });
  }

  async pause(id: string): Promise<void> {
    await this.#get(id).pause();
  }

  async resume(id: string): Promise<void> {
    await this.#get(id).voice.resume();
  }

  async stop(id: string): Promise<void> {
    await this.#get(id).stop();
  }

  async takeOver(id: string): Promise<void> {
    await this.#get(id).hand.takeOver();
  }

  async handBack(id: string): Promise<void> {
    await this.#get(id).hand.handBack();
  }

  /** Lets the operator, who has taken over, have the page in front make a passkey. */
  registerPasskey(id: string, draft: PasskeyDraft): Promise<Credential> {
    return this.#get(id).hand.registerPasskey(draft);
  }

  cancelPasskey(id: string): void {
    this.#get(id).hand.cancelPasskey();
  }

  /** What the agent would get if the run were handed back now. */
  async lookBeforeHandBack(id: string): Promise<HandBackLook> {
    return this.#get(id).hand.signInByHand.look();
  }

  /** Keeps what the operator has signed in by hand. */
  async keepSignIn(wanted: KeepSignIn, save: KeepEntry): Promise<Credential> {
    return this.#get(wanted.sessionId).hand.signInByHand.keep(wanted, save);
  }

  /** Lets the agent of a session do nothing until the returned function is called. */
  hold(id: string): () => void {
    return this.#get(id).hold();
  }

  /** What operators have approved for the rest of running sessions. */
  grants(): readonly Grant[] {
    return [...this.#running.values()].flatMap(({ grants }) => grants);
  }

  /** Says something to the agent. Rejects with `bad-input` where it holds a secret, and with `audit-failed`. */
  async guide(id: string, text: string): Promise<void> {
    await this.#get(id).voice.guide(text);
  }

  /** Rejects with `conflict` once the agent has read it. */
  async takeBackGuidance(id: string, guidanceId: string): Promise<void> {
    await this.#get(id).voice.takeBack(guidanceId);
  }

  /** Gets a run going whose conversation the model refuses as it is. Rejects with `conflict` where this is no way on. */
  async getOn(id: string, way: WayOn): Promise<void> {
    await this.#get(id).voice.getOn(way);
  }

  async withdrawGrant(sessionId: string, grantId: string): Promise<void> {
    await this.#get(sessionId).withdrawGrant(grantId);
  }

  /** Pauses every session whose agent works, because nobody watches. */
  async pauseUnattended(reason: string): Promise<void> {
    await Promise.allSettled([...this.#running.values()].map((session) => session.pauseUnattended(reason)));
  }

  /** How far the open connections of a running session are; none for one that has ended. */
  connections(id: string): readonly OpenConnection[] {
    return this.deps.archive.has(id) ? [] : this.#get(id).connections();
  }

  /** Tries once more to get out of a session's sandbox. */
  async testLeaks(id: string): Promise<LeakReport> {
    return this.#get(id).testLeaks();
  }

  /** Rejects with `conflict` when there is nothing to watch, and then `openPort` has not been asked. */
  async watch(id: string, openPort: () => LivePort): Promise<void> {
    await this.#get(id).hand.watch(openPort);
  }

  /** The element that a running session shows at a point of its screen. Rejects with `conflict` when it shows nothing. */
  async pick(id: string, point: Point, up: number): Promise<PickedElement | null> {
    return this.#get(id).hand.picker.at(point, up);
  }

  /** What a selector would make black in a running session's pictures. Rejects as `pick` does. */
  async previewMask(id: string, selector: string): Promise<MaskPreview> {
    return this.#get(id).hand.picker.preview(selector);
  }

  record(id: string): Promise<readonly AuditEntry[]> {
    return this.deps.archive.readRecord(id);
  }

  readFrame(id: string, name: string): Promise<Buffer | null> {
    return this.deps.archive.readFrame(id, name);
  }

  /** Stops every running session and waits until their sandboxes are gone and their folders are left alone. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#running.values()].map((session) => session.stop()));
    await Promise.all(this.#closing);
  }

  #follow(id: string, session: RunningSession): void {
    this.#running.set(id, session);
    session.changed.on((view) => this.changed.emit(view));
    session.recorded.on((entry) => this.recorded.emit({ sessionId: id, entry }));
    session.words.on((text) => this.words.emit({ sessionId: id, text }));
    session.grantsChanged.on(() => this.grantsChanged.emit(this.grants()));
    this.changed.emit(session.view);
    const closed = session.done.then(async () => {
      const kept = this.deps.archive.keep(session.view);
      this.#running.delete(id);
      await kept;
    });
    this.#closing.add(closed);
    void closed.finally(() => {
      this.#closing.delete(closed);
      this.#tellIfAllEnded();
    });
  }

  #tellIfAllEnded(): void {
    if (this.running === 0 && this.#closing.size === 0) this.allEnded.emit();
  }

  #get(id: string): RunningSession {
    const session = this.#running.get(id);
    if (session !== undefined) return session;
    if (this.deps.archive.has(id)) throw new AirlockError('conflict', 'This session has already ended.');
    throw new AirlockError('not-found', 'There is no such session.');
  }

  #needOf({ engine, policy, display }: SessionSettings): HostNeed {
    return { engine, isolation: policy.isolation, display };
  }
}
