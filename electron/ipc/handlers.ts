import type { IdleDetection } from '../../shared/domain/idle-detection';
import type { AppInfo } from '../../shared/domain/settings';
import type { Handlers } from '../../shared/ipc/contract';
import { CLAUDE_MODELS, DEFAULT_MODEL } from '../engine/agent/claude-models';
import type { Engine } from '../engine/console/engine';
import { checkEgressLines } from '../engine/egress/check-egress';
import { checkPolicyText } from '../engine/policy/document/check-policy';
import { formatPolicy, updateDocument } from '../engine/policy/document/format-policy';
import { suggestedFileName } from '../engine/policy/document/policy-file-name';
import type { LivePort } from '../engine/sessions/live-view';

/** What a call needs from the window it came from. */
export type CallerWindow = {
  /** Opens a byte channel to the window for a live view of the session. */
  openLivePort(sessionId: string): LivePort;
  copyText(text: string): void;
  /** Whether the system tells that nobody is at the machine. */
  idleDetection(): IdleDetection;
  /** Asks where to and writes the text there. The path, or null when the operator changed their mind. */
  saveFile(suggestedName: string, text: string): Promise<string | null>;
};

/** The calls of one window, on the engine. */
export function createHandlers(engine: Engine, window: CallerWindow): Handlers {
  const { sessions, approvals, keys, fleet, policies } = engine;
  return {
    'app:info': async () => describeApp(engine),
    'app:copy': async ({ text }) => {
      window.copyText(text);
      return undefined;
    },
    'check-up:run': () => engine.checkUp(),
    'image:build': (input) => done(engine.buildImage(input?.engine ?? null)),
    'hosts:list': async () => fleet.list(),
    'hosts:save': (settings) => fleet.save(settings),
    'hosts:check': (input) => fleet.check(input.engine),
    'key:status': async () => keys.status(),
    'key:save': ({ key }) => keys.save(key),
    'key:delete': () => keys.delete(),
    'policies:list': () => policies.list(),
    'policies:save': ({ text, replaces }) => policies.save(text, replaces),
    'policies:remove': ({ id }) => done(policies.remove(id)),
    'policies:check': async ({ text }) => checkPolicyText(text),
    'policies:format': async ({ policy, format, into }) =>
      into === null ? formatPolicy(policy, format) : updateDocument(into, policy),
    'policies:dry-run': ({ policy, subject }) => engine.dryRun(policy, subject),
    'policies:export': ({ policy, format }) =>
      window.saveFile(suggestedFileName(policy.name, format), formatPolicy(policy, format)),
    'egress:check': ({ policy, lines }) => checkEgressLines(policy, lines),
    'sessions:list': () => sessions.list(),
    'sessions:start': (settings) => sessions.start(settings),
    'sessions:pause': ({ sessionId }) => done(sessions.pause(sessionId)),
    'sessions:resume': ({ sessionId }) => done(sessions.resume(sessionId)),
    'sessions:stop': ({ sessionId }) => done(sessions.stop(sessionId)),
    'sessions:take-over': ({ sessionId }) => done(sessions.takeOver(sessionId)),
    'sessions:hand-back': ({ sessionId }) => done(sessions.handBack(sessionId)),
    'sessions:record': ({ sessionId }) => sessions.record(sessionId),
    'sessions:watch': ({ sessionId }) =>
      done(sessions.watch(sessionId, () => window.openLivePort(sessionId))),
    'sessions:connections': async ({ sessionId }) => sessions.connections(sessionId),
    'sessions:test-leaks': ({ sessionId }) => sessions.testLeaks(sessionId),
    'approvals:list': async () => approvals.list(),
    'approvals:decide': (decision) => engine.decide(decision),
    'grants:list': async () => sessions.grants(),
    'grants:withdraw': ({ sessionId, grantId }) => done(sessions.withdrawGrant(sessionId, grantId)),
    'preferences:get': async () => engine.preferences,
    'preferences:save': (preferences) => engine.savePreferences(preferences),
    'idle-detection:get': async () => window.idleDetection(),
  };
}

async function done(work: Promise<void>): Promise<undefined> {
  await work;
  return undefined;
}

function describeApp({ deps: { about, folders } }: Engine): AppInfo {
  return {
    version: about.version,
    electron: about.electronVersion,
    runtime: about.runtime,
    platform: process.platform,
    operator: about.operator,
    dataFolder: folders.data,
    models: CLAUDE_MODELS,
    defaultModel: DEFAULT_MODEL,
  };
}
