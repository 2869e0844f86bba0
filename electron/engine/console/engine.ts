import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ApprovalDecision, SettledApproval } from '../../../shared/domain/approval';
import type { CheckUp } from '../../../shared/domain/check-up';
import type { DryRunStep, DryRunSubject } from '../../../shared/domain/dry-run';
import type { Policy } from '../../../shared/domain/policy';
import type { Preferences } from '../../../shared/domain/preferences';
import { parseAction } from '../actions/parse-call';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import type { Log } from '../base/log';
import { SettingsFile } from '../base/settings-file';
import { ApprovalQueue } from '../desk/approval-queue';
import { createFetch } from '../egress/reaching/proxied-fetch';
import { trustedCertificates } from '../egress/reaching/trusted-certificates';
import type { UpstreamProxies } from '../egress/reaching/upstream-proxy';
import type { LeakTest } from '../hosts/container-host';
import { HostFleet } from '../hosts/host-fleet';
import { ModelCatalogue } from '../models/model-catalogue';
import { PolicyStore } from '../policy/document/policy-store';
import { type DryRunTools, dryRun, dryRunAction } from '../policy/dry-run/dry-run';
import { createPracticeModel, type PracticeModel } from '../practice/messages-server';
import { SessionArchive } from '../record/session-archive';
import { assessRisk } from '../risk/assess-risk';
import type { DockerEngine } from '../sandbox/docker';
import { createLeakTest } from '../sandbox/probe/leak-test';
import { answerApproval } from '../sessions/answer-approval';
import { SessionManager } from '../sessions/session-manager';
import { ApiKeyStore } from '../vault/api-key-store';
import type { Cipher } from '../vault/cipher';
import { Imports } from '../vault/import/imports';
import { Vault } from '../vault/vault';
import { runCheckUp } from './check-up';
import { readConsoleId } from './console-id';
import { DataFolderLock } from './data-folder-lock';
import { ImageBuild, type ImageProgress } from './image-build';
import { ModelWay } from './model-way';
import { Models, type ModelsDeps } from './models';
import { addressIn, PREFERENCES, savePreferences } from './preferences';

/** What stands in for the real thing in tests. */
export type StandIns = {
  /** In place of the engine that Docker's own client would choose. */
  readonly docker?: DockerEngine;
  /** How many sandboxes are kept ready, whatever the settings say. */
  readonly warmSandboxes?: number;
  readonly leakTest?: LeakTest;
  /** Plays the model of practice scenarios. */
  readonly practiceModel?: () => Promise<PracticeModel>;
};

/** What the console gives the engine. Everything of Electron's comes in through here. */
export type EngineDeps = {
  readonly folders: {
    /** Where records, policies, settings, the saved key and the vault are kept. */
    readonly data: string;
    /** What the sandbox image is made of. */
    readonly image: string;
    readonly practice: string;
  };
  readonly about: {
    readonly version: string;
    readonly electronVersion: string;
    readonly runtime: 'official' | 'npm-fallback';
    /** Account name of the person at the console; stands in every decision. */
    readonly operator: string;
  };
  readonly clock: Clock;
  readonly log: Log;
  readonly cipher: Cipher;
  readonly environmentKey: string | undefined;
  /** The proxies that the operator's environment asks for. */
  readonly upstreamProxy: UpstreamProxies;
  /** DOCKER_HOST and its like, and what other programs are found by; the console's own unless given. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly standIns?: StandIns;
};

const DRY_RUN_TOOLS: DryRunTools = { parse: parseAction, assess: assessRisk };

/** What the engine is made of. */
type EngineParts = {
  readonly lock: DataFolderLock;
  readonly fleet: HostFleet;
  readonly sessions: SessionManager;
  readonly approvals: ApprovalQueue;
  readonly keys: ApiKeyStore;
  readonly vault: Vault;
  readonly policies: PolicyStore;
  readonly preferences: SettingsFile<Preferences>;
  readonly models: Models;
  readonly catalogue: ModelCatalogue;
  readonly modelWay: ModelWay;
};

/** Everything behind the window: sessions, approvals, keys, the vault and the check-up. Runs in plain Node. */
export class Engine {
  readonly preferencesChanged = new Emitter<Preferences>();
  readonly fleet: HostFleet;
  readonly sessions: SessionManager;
  readonly approvals: ApprovalQueue;
  readonly keys: ApiKeyStore;
  readonly vault: Vault;
  readonly imports: Imports;
  readonly policies: PolicyStore;
  /** Which models a run can be given to. */
  readonly catalogue: ModelCatalogue;
  /** Whether the model can be asked. */
  readonly modelWay: ModelWay;
  readonly #imageBuild: ImageBuild;

  private constructor(
    readonly deps: EngineDeps,
    private readonly parts: EngineParts,
  ) {
    this.fleet = parts.fleet;
    this.sessions = parts.sessions;
    this.approvals = parts.approvals;
    this.keys = parts.keys;
    this.vault = parts.vault;
    this.imports = new Imports(parts.vault, deps.clock);
    this.policies = parts.policies;
    this.catalogue = parts.catalogue;
    this.modelWay = parts.modelWay;
    this.#imageBuild = new ImageBuild(deps.folders.image);
  }

  /** Rejects with `conflict` when another console has the data folder, and has then touched nothing in it. */
  static async create(deps: EngineDeps): Promise<Engine> {
    const lock = await DataFolderLock.take(deps.folders.data, deps.about.operator, deps.clock);
    return Engine.#open(deps, lock).catch(async (error: unknown) => {
      await lock.release();
      throw error;
    });
  }

  static async #open(deps: EngineDeps, lock: DataFolderLock): Promise<Engine> {
    const { folders, about, clock, log, cipher, environmentKey, standIns = {} } = deps;
    const sessionsFolder = path.join(folders.data, 'sessions');
    await mkdir(sessionsFolder, { recursive: true, mode: 0o700 });
    const keys = await ApiKeyStore.open({ dataFolder: folders.data, cipher, environmentKey, log });
    const vault = await openVault(deps);
    const fleet = await openFleet(deps);
    const approvals = new ApprovalQueue(clock, about.operator);
    const preferences = await SettingsFile.open(folders.data, PREFERENCES, log);
    const startPractice = standIns.practiceModel ?? createPracticeModel;
    const reach = await modelReach(deps, keys, preferences);
    const catalogue = openCatalogue(reach);
    const models = new Models({ ...reach, startPractice, row: (id) => catalogue.row(id) });
    const sessions = new SessionManager({
      sessionsFolder,
      practiceFolder: folders.practice,
      appVersion: about.version,
      operator: about.operator,
      clock,
      fleet,
      approvals,
      archive: new SessionArchive(sessionsFolder, clock, log),
      upstreamProxy: deps.upstreamProxy,
      credentials: vault,
      modelFor: (settings) => models.for(settings),
    });
    const policies = await PolicyStore.open(folders.data);
    await sessions.open();
    const modelWay = new ModelWay(reach);
    const opened = { lock, fleet, sessions, approvals, keys, vault, policies, preferences };
    return new Engine(deps, { ...opened, models, catalogue, modelWay });
  }

  /** How the building of the sandbox image goes. */
  get imageProgress(): Emitter<ImageProgress> {
    return this.#imageBuild.progress;
  }

  /** The engine that Docker's own client would use. */
  get docker(): DockerEngine {
    return this.fleet.primary.identity.engine;
  }

  /** An operator's answer, and what is to become of the run. Rejects as `answerApproval` does. */
  decide(decision: ApprovalDecision): Promise<SettledApproval> {
    return answerApproval(this, decision);
  }

  get preferences(): Preferences {
    return this.parts.preferences.settings;
  }

  /** Rejects with `bad-input` and `disk-full`. */
  async savePreferences(preferences: Preferences): Promise<Preferences> {
    const before = this.preferences.modelAddress;
    await savePreferences(this.parts.preferences, preferences);
    if (preferences.modelAddress !== before) this.catalogue.forget();
    this.preferencesChanged.emit(preferences);
    return preferences;
  }

  async checkUp(): Promise<CheckUp> {
    const { deps, docker: engine } = this;
    const { folders, about } = deps;
    const items = await runCheckUp({
      engine,
      imageFolder: folders.image,
      dataFolder: folders.data,
      keyStatus: () => this.keys.status(),
      runtime: about.runtime,
      electronVersion: about.electronVersion,
    });
    return { items, checkedAt: deps.clock.wallMs() };
  }

  /** What a policy says to the actions of a past session, or to one action. Rejects with `not-found`. */
  async dryRun(policy: Policy, subject: DryRunSubject): Promise<readonly DryRunStep[]> {
    if (subject.kind === 'session') {
      return dryRun(policy, await this.sessions.record(subject.sessionId), DRY_RUN_TOOLS);
    }
    const now = new Date(this.deps.clock.wallMs());
    return [dryRunAction(policy, subject.action, subject.target, { now, tools: DRY_RUN_TOOLS })];
  }

  /**
   * Builds the sandbox image, on the host that Docker's own client would use unless another is named. Progress comes as
   * events. One build at a time: a second call joins the first.
   */
  async buildImage(hostId: string | null = null): Promise<void> {
    await this.#imageBuild.on(this.fleet.host(hostId));
  }

  /** Stops all sessions, removes their sandboxes and those kept ready, and gives the data folder back. */
  async dispose(): Promise<void> {
    await this.sessions.dispose();
    await this.fleet.dispose();
    this.modelWay.cancel();
    this.catalogue.dispose();
    await this.parts.models.dispose();
    this.imports.drop();
    await this.vault.close();
    await this.parts.lock.release();
  }
}

type ModelReach = Omit<ModelsDeps, 'startPractice' | 'row'>;

/** How Claude is reached, with whose key, and by whom its server has to be vouched for. */
async function modelReach(
  { clock, log, upstreamProxy, environment = process.env }: EngineDeps,
  keys: ApiKeyStore,
  preferences: SettingsFile<Preferences>,
): Promise<ModelReach> {
  const ca = await trustedCertificates(environment, (what) => log.warn(what));
  return { clock, keys, fetch: createFetch(upstreamProxy, { ca }), address: () => addressIn(preferences) };
}

function openCatalogue({ clock, keys, fetch, address }: ModelReach): ModelCatalogue {
  const hasKey = () => !['none', 'unreadable'].includes(keys.status().source);
  const catalogue = new ModelCatalogue({ clock, fetch, address, hasKey, useKey: (use) => keys.useKey(use) });
  keys.changed.on(() => catalogue.forget());
  return catalogue;
}

function openVault({ folders, cipher, clock, environment = process.env }: EngineDeps): Promise<Vault> {
  return Vault.open({ dataFolder: folders.data, cipher, clock, environment });
}

async function openFleet(deps: EngineDeps): Promise<HostFleet> {
  const { folders, about, clock, log, environment = process.env, standIns = {} } = deps;
  return HostFleet.open({
    clock,
    log,
    dataFolder: folders.data,
    imageFolder: folders.image,
    appVersion: about.version,
    owner: await readConsoleId(folders.data),
    environment,
    leakTest: standIns.leakTest ?? createLeakTest(clock),
    docker: standIns.docker,
    warmSandboxes: standIns.warmSandboxes,
    seccompProfile: () => readFile(path.join(folders.image, 'seccomp.json'), 'utf8'),
  });
}
