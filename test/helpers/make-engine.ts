import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { Engine } from '../../electron/engine/console/engine';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import type { MessagesRequest } from '../../electron/engine/practice/messages-request';
import { createPracticeModel, type Script } from '../../electron/engine/practice/messages-server';
import type { Approval } from '../../shared/domain/approval';
import type { AuditEntry, AuditKind } from '../../shared/domain/audit-entry';
import type { Policy } from '../../shared/domain/policy';
import type { Session, SessionSettings } from '../../shared/domain/session';
import { type EngineChanges, engineDeps, ownerOf } from './make-engine-deps';
import { finish } from './make-loop';
import { containersOf } from './make-sandbox';
import { samplePolicy } from './sample-policy';
import { sampleSettings } from './sample-settings';

/** Plays turns in order and says it is done after the last. */
export function playTurns(turns: readonly AssistantTurn[]): Script {
  const left = [...turns];
  return () => left.shift() ?? finish();
}

export type EngineOptions = {
  /** Plays the model; the practice scenarios without it. */
  readonly script?: Script;
  /** Used and left in place; a new one, removed afterwards, without it. */
  readonly dataFolder?: string;
  readonly deps?: EngineChanges;
};

/**
 * A whole engine on real Docker, with a model that plays a script over HTTP. When the test has finished it is disposed,
 * and it is an error if one of its containers is left.
 */
export async function makeEngine(options: EngineOptions = {}) {
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'airlock-engine-')));
  const requests: MessagesRequest[] = [];
  const { script } = options;
  const practiceModel = () =>
    createPracticeModel({
      wordDelayMs: 0,
      ...(script && {
        script: (request: MessagesRequest) => {
          requests.push(request);
          return script(request);
        },
      }),
    });
  const engine = await Engine.create(engineDeps(dataFolder, { practiceModel, ...options.deps }));
  const entries: { readonly sessionId: string; readonly entry: AuditEntry }[] = [];
  engine.sessions.recorded.on((recorded) => entries.push(recorded));
  const views = new Map((await engine.sessions.list()).map((past) => [past.id, past]));
  engine.sessions.changed.on((changed) => views.set(changed.id, changed));
  const { docker } = engine.docker;

  onTestFinished(async () => {
    await engine.dispose();
    const left = await containersOf(docker, ownerOf(dataFolder)).catch(() => []);
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  });

  /** Starts a session; the policy's changes are on top of the supervised one. */
  const start = (policy: Partial<Policy> = {}, changes: Partial<SessionSettings> = {}): Promise<Session> =>
    engine.sessions.start(
      sampleSettings({
        policy: samplePolicy({ allowed_hosts: ['billing.practice.test:80'], ...policy }),
        ...changes,
      }),
    );
  const session = (id: string): Session => {
    const found = views.get(id);
    if (found === undefined) throw new Error(`no session ${id}`);
    return found;
  };
  /** The session as soon as `isThere` holds for it. */
  const until = (id: string, isThere: (session: Session) => boolean): Promise<Session> =>
    new Promise((resolve) => {
      const stop = engine.sessions.changed.on((changed) => {
        if (changed.id === id) check();
      });
      const check = () => {
        const now = session(id);
        if (!isThere(now)) return;
        stop();
        resolve(now);
      };
      check();
    });
  const untilState = (id: string, ...states: Session['state'][]) =>
    until(id, ({ state }) => states.includes(state));
  /** The first entry of a kind, written already or yet to come, that `isIt` accepts. */
  const untilEntry = <K extends AuditKind>(
    id: string,
    kind: K,
    isIt: (entry: Extract<AuditEntry, { kind: K }>) => boolean = () => true,
  ): Promise<Extract<AuditEntry, { kind: K }>> =>
    new Promise((resolve) => {
      const fits = (sessionId: string, entry: AuditEntry): entry is Extract<AuditEntry, { kind: K }> =>
        sessionId === id && entry.kind === kind && isIt(entry as Extract<AuditEntry, { kind: K }>);
      const stop = engine.sessions.recorded.on(({ sessionId, entry }) => {
        if (!fits(sessionId, entry)) return;
        stop();
        resolve(entry);
      });
      for (const { sessionId, entry } of entries) {
        if (!fits(sessionId, entry)) continue;
        stop();
        resolve(entry);
      }
    });
  const approvalOf = (id: string): Promise<Approval> =>
    new Promise((resolve) => {
      const find = (pending: readonly Approval[]) => pending.find(({ sessionId }) => sessionId === id);
      const stop = engine.approvals.changed.on((pending) => {
        const found = find(pending);
        if (found === undefined) return;
        stop();
        resolve(found);
      });
      const now = find(engine.approvals.list());
      if (now === undefined) return;
      stop();
      resolve(now);
    });
  const folder = (id: string): string => path.join(dataFolder, 'sessions', id);
  /** The session's container, once it has one. */
  const containerOf = async (id: string) =>
    docker.getContainer((await untilEntry(id, 'sandbox-ready')).detail.containerId);
  /** Names of all containers of this engine, in any state. */
  const containers = () => containersOf(docker, ownerOf(dataFolder));
  /** True while the container that the session has got exists in any state. */
  const hasContainer = async (id: string): Promise<boolean> => {
    const got = entries.find(({ sessionId, entry }) => sessionId === id && entry.kind === 'sandbox-ready');
    if (got?.entry.kind !== 'sandbox-ready') return false;
    const names = await docker.listContainers({ all: true });
    const { containerId } = got.entry.detail;
    return names.some(({ Id }) => Id === containerId);
  };
  return {
    engine,
    docker,
    dataFolder,
    requests,
    entries,
    start,
    session,
    until,
    untilState,
    untilEntry,
    approvalOf,
    folder,
    containerOf,
    containers,
    hasContainer,
  };
}
