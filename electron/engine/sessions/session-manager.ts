import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../shared/airlock-error';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import type { Session, SessionSettings } from '../../../shared/domain/session';
import type { Model } from '../agent/model';
import type { ApprovalQueue } from '../approvals/approval-queue';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { createSessionId } from '../base/ids';
import type { Log } from '../base/log';
import { createEgressBroker } from '../egress/egress-broker';
import { createPracticeSite, PRACTICE_HOST } from '../practice/practice-site';
import type { Browser } from '../sandbox/browser/browser';
import { type DockerEngine, pingDocker } from '../sandbox/docker';
import { reapSandboxes } from '../sandbox/reap';
import { Sandbox } from '../sandbox/sandbox';
import { findSandboxImage } from '../sandbox/sandbox-image';
import type { EgressRecorder } from './egress-recorder';
import type { LivePort } from './live-view';
import { RunningSession } from './running-session';
import type { SessionArchive } from './session-archive';
import { SessionFolder } from './session-folder';
import { checkDisk, checkSettings } from './start-checks';

export type SessionManagerDeps = {
  readonly sessionsFolder: string;
  readonly imageFolder: string;
  readonly practiceFolder: string;
  readonly appVersion: string;
  readonly operator: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly engine: DockerEngine;
  readonly approvals: ApprovalQueue;
  readonly archive: SessionArchive;
  /** The model for a session; throws `model-auth` when there is no key. */
  readonly modelFor: (settings: SessionSettings) => Promise<() => Model>;
};

/** All sessions: the running ones and, through the archive, the past ones. */
export class SessionManager {
  readonly changed = new Emitter<Session>();
  readonly recorded = new Emitter<{ readonly sessionId: string; readonly entry: AuditEntry }>();
  readonly words = new Emitter<{ readonly sessionId: string; readonly text: string }>();
  readonly #running = new Map<string, RunningSession>();
  readonly #past = new Map<string, Session>();
  readonly #closing = new Set<Promise<void>>();
  readonly #owner: string;

  constructor(private readonly deps: SessionManagerDeps) {
    this.#owner = createHash('sha256').update(deps.sessionsFolder).digest('hex').slice(0, 16);
  }

  /** Reads the past sessions and removes sandboxes that a crash left. The second part waits for nobody. */
  async open(): Promise<void> {
    for (const session of await this.deps.archive.open()) this.#past.set(session.id, session);
    const { docker } = this.deps.engine;
    void reapSandboxes({ docker, log: this.deps.log }, this.#owner, () => false).catch(() => undefined);
  }

  /** How many sessions are running. */
  get running(): number {
    return this.#running.size;
  }

  /** Newest first. */
  list(): readonly Session[] {
    const running = [...this.#running.values()].map(({ view }) => view);
    return [...running, ...this.#past.values()].sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Checks everything that can be checked first, so that a refused start leaves nothing behind and loses nothing. */
  async start(settings: SessionSettings): Promise<Session> {
    checkSettings(settings);
    await checkDisk(this.deps.sessionsFolder);
    const model = await this.deps.modelFor(settings);
    model();
    const image = await this.#requireImage();
    const { clock, sessionsFolder, approvals, operator, appVersion } = this.deps;
    const id = createSessionId(clock.wallMs());
    const folder = await SessionFolder.create(sessionsFolder, id, settings.policy, clock);
    const session = await RunningSession.start(
      {
        folder,
        approvals,
        clock,
        operator,
        appVersion,
        imageName: image,
        model,
        createSandbox: (egress, signal) => this.#createSandbox(id, image, settings, egress, signal),
      },
      settings,
    );
    this.#follow(id, session);
    return session.view;
  }

  async pause(id: string): Promise<void> {
    await this.#get(id).pause();
  }

  async resume(id: string): Promise<void> {
    await this.#get(id).resume();
  }

  async stop(id: string): Promise<void> {
    await this.#get(id).stop();
  }

  async takeOver(id: string): Promise<void> {
    await this.#get(id).takeOver();
  }

  async handBack(id: string): Promise<void> {
    await this.#get(id).handBack();
  }

  async watch(id: string, port: LivePort): Promise<void> {
    await this.#get(id).watch(port);
  }

  record(id: string): Promise<readonly AuditEntry[]> {
    return this.deps.archive.readRecord(id);
  }

  readFrame(id: string, name: string): Promise<Buffer | null> {
    return this.deps.archive.readFrame(id, name);
  }

  /** Stops every running session and waits until their sandboxes are gone and their folders are left alone. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#running.values()].map((session) => session.stop()));
    await Promise.all(this.#closing);
  }

  #follow(id: string, session: RunningSession): void {
    this.#running.set(id, session);
    session.changed.on((view) => this.changed.emit(view));
    session.recorded.on((entry) => this.recorded.emit({ sessionId: id, entry }));
    session.words.on((text) => this.words.emit({ sessionId: id, text }));
    this.changed.emit(session.view);
    const closed = session.done.then(async () => {
      this.#running.delete(id);
      this.#past.set(id, session.view);
      await this.deps.archive.saveSummary(session.view).catch(() => undefined);
    });
    this.#closing.add(closed);
    void closed.finally(() => this.#closing.delete(closed));
  }

  #get(id: string): RunningSession {
    const session = this.#running.get(id);
    if (session !== undefined) return session;
    if (this.#past.has(id)) throw new AirlockError('conflict', 'This session has already ended.');
    throw new AirlockError('not-found', 'There is no such session.');
  }

  async #requireImage(): Promise<string> {
    const { engine, imageFolder } = this.deps;
    const answer = await pingDocker(engine);
    if (answer.kind === 'unreachable') {
      throw new AirlockError('engine-unreachable', `${answer.reason} ${answer.remedy}`);
    }
    const image = await findSandboxImage(engine.docker, imageFolder);
    if (image.kind === 'missing') {
      throw new AirlockError(
        'image-missing',
        `The sandbox image ${image.tag} is not there. Build it under Settings, or run npm run setup.`,
      );
    }
    return image.tag;
  }

  async #createSandbox(
    id: string,
    image: string,
    settings: SessionSettings,
    egress: EgressRecorder,
    signal: AbortSignal,
  ): Promise<Sandbox> {
    const { engine, clock, log, imageFolder, practiceFolder, appVersion } = this.deps;
    const site = createPracticeSite({ folder: practiceFolder });
    const broker = createEgressBroker({
      policy: settings.policy,
      services: new Map([[PRACTICE_HOST, site.handle]]),
      onDecided: (decision) => egress.note(decision),
    });
    signal.addEventListener('abort', () => broker.dispose(), { once: true });
    const seccompProfile = await readFile(path.join(imageFolder, 'seccomp.json'), 'utf8');
    const sandbox = await Sandbox.create(
      { docker: engine.docker, clock, log },
      {
        sandboxId: id,
        owner: this.#owner,
        version: appVersion,
        image,
        display: settings.display,
        seccompProfile,
      },
      signal,
    );
    const network = {
      attach: (stream: Duplex) => broker.attach(stream),
      guard: async (browser: Browser) => {
        browser.guard({ judge: () => ({ isAllowed: true }), onRefused: () => undefined });
      },
    };
    await sandbox.begin({ network, startUrl: settings.startUrl });
    return sandbox;
  }
}
