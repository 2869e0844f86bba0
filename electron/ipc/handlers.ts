import type { ImportPreview } from '../../shared/domain/credential-import';
import type { IdleDetection } from '../../shared/domain/idle-detection';
import type { AppInfo } from '../../shared/domain/settings';
import type { Handlers } from '../../shared/ipc/contract';
import type { Engine } from '../engine/console/engine';
import { checkEgressLines } from '../engine/egress/check-egress';
import { DEFAULT_MODEL } from '../engine/models/model-table';
import { checkPolicyText } from '../engine/policy/document/check-policy';
import { formatPolicy, updateDocument } from '../engine/policy/document/format-policy';
import { suggestedFileName } from '../engine/policy/document/policy-file-name';
import type { LivePort } from '../engine/sessions/live-view';

/** What an operator is asked to choose. */
export type WantedFile = { readonly title: string; readonly ending: string; readonly maxBytes: number };
export type PickedFile = { readonly name: string; readonly bytes: Buffer };

/** What a call needs from the window it came from. */
export type CallerWindow = {
  /** Opens a byte channel to the window for a live view of the session. */
  openLivePort(sessionId: string): LivePort;
  copyText(text: string): void;
  /** Whether the system tells that nobody is at the machine. */
  idleDetection(): IdleDetection;
  /** Asks where to and writes the text there. The path, or null when the operator changed their mind. */
  saveFile(suggestedName: string, text: string): Promise<string | null>;
  /** Asks for a file of up to so many bytes and reads it. Null when the operator changed their mind. */
  pickFile(wanted: WantedFile): Promise<PickedFile | null>;
};

const EXPORT_FILE: WantedFile = {
  title: 'Export of a password manager',
  ending: 'csv',
  maxBytes: 10 * 1024 * 1024,
};

/** The calls of one window, on the engine. */
export function createHandlers(engine: Engine, window: CallerWindow): Handlers {
  const { sessions, approvals, keys, fleet, policies, vault, imports, catalogue, modelWay } = engine;
  return {
    'app:info': async () => describeApp(engine),
    'app:copy': async ({ text }) => {
      window.copyText(text);
      return undefined;
    },
    'check-up:run': () => engine.checkUp(),
    'check-up:model-way': () => modelWay.check(),
    'check-up:end-model-way': async () => {
      modelWay.cancel();
      return undefined;
    },
    'models:list': async () => catalogue.open(),
    'models:refresh': () => catalogue.refresh(),
    'image:build': (input) => done(engine.buildImage(input?.engine ?? null)),
    'hosts:list': async () => fleet.list(),
    'hosts:save': (settings) => fleet.save(settings),
    'hosts:check': (input) => fleet.check(input.engine),
    'key:status': async () => keys.status(),
    'key:save': ({ key }) => keys.save(key),
    'key:delete': () => keys.delete(),
    'vault:status': async () => vault.status(),
    'vault:unlock': ({ passphrase }) => vault.unlock(passphrase),
    'vault:lock': () => vault.lock(),
    'vault:look-again': () => vault.lookAgain(),
    'vault:set-passphrase': ({ current, next }) => vault.setPassphrase(current, next),
    'vault:begin-anew': () => vault.beginAnew(),
    'credentials:list': async () => vault.list(),
    'credentials:save': (draft) => vault.save(draft),
    'credentials:remove': ({ id }) => done(vault.remove(id)),
    'credentials:import-preview': () => previewImport(engine, window),
    'credentials:import-take': (choice) => imports.take(choice),
    'credentials:import-drop': async () => {
      imports.drop();
      return undefined;
    },
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
    'sessions:guide': ({ sessionId, text }) => done(sessions.guide(sessionId, text)),
    'sessions:take-back-guidance': ({ sessionId, guidanceId }) =>
      done(sessions.takeBackGuidance(sessionId, guidanceId)),
    'sessions:get-on': ({ sessionId, way }) => done(sessions.getOn(sessionId, way)),
    'sessions:register-passkey': ({ sessionId, draft }) => sessions.registerPasskey(sessionId, draft),
    'sessions:cancel-passkey': async ({ sessionId }) => {
      sessions.cancelPasskey(sessionId);
      return undefined;
    },
    'sessions:look-before-hand-back': ({ sessionId }) => sessions.lookBeforeHandBack(sessionId),
    'sessions:keep-sign-in': async (wanted) => {
      // Nothing should be read out that can't be kept.
      vault.requireOpen();
      return sessions.keepSignIn(wanted, (entry) => vault.keep(entry));
    },
    'sessions:record': ({ sessionId }) => sessions.record(sessionId),
    'sessions:watch': ({ sessionId }) =>
      done(sessions.watch(sessionId, () => window.openLivePort(sessionId))),
    'sessions:connections': async ({ sessionId }) => sessions.connections(sessionId),
    'sessions:test-leaks': ({ sessionId }) => sessions.testLeaks(sessionId),
    'redaction:pick': ({ sessionId, point, up }) => sessions.pick(sessionId, point, up),
    'redaction:preview': ({ sessionId, selector }) => sessions.previewMask(sessionId, selector),
    'approvals:list': async () => approvals.list(),
    'approvals:decide': (decision) => engine.decide(decision),
    'grants:list': async () => sessions.grants(),
    'grants:withdraw': ({ sessionId, grantId }) => done(sessions.withdrawGrant(sessionId, grantId)),
    'preferences:get': async () => engine.preferences,
    'preferences:save': (preferences) => engine.savePreferences(preferences),
    'idle-detection:get': async () => window.idleDetection(),
  };
}

async function previewImport(
  { vault, imports }: Engine,
  window: CallerWindow,
): Promise<ImportPreview | null> {
  // Nobody should look for a file that can't be taken.
  vault.requireOpen();
  const file = await window.pickFile(EXPORT_FILE);
  return file === null ? null : imports.preview(file.name, file.bytes);
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
    defaultModel: DEFAULT_MODEL,
  };
}
