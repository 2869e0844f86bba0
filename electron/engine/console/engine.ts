import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import type { ApprovalDecision, SettledApproval } from '../../../shared/domain/approval';
import type { CheckUp } from '../../../shared/domain/check-up';
import type { DryRunStep, DryRunSubject } from '../../../shared/domain/dry-run';
import type { Policy } from '../../../shared/domain/policy';
import type { Preferences } from '../../../shared/domain/preferences';
import type { SessionSettings } from '../../../shared/domain/session';
import { parseAction } from '../actions/parse-call';
import { createModel, type Model } from '../agent/model';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import type { Log } from '../base/log';
import { SettingsFile } from '../base/settings-file';
import { ApprovalQueue } from '../desk/approval-queue';
import type { UpstreamProxies } from '../egress/upstream-proxy';
import type { ContainerHost, LeakTest } from '../hosts/container-host';
import { HostFleet } from '../hosts/host-fleet';
import { PolicyStore } from '../policy/document/policy-store';
import { type DryRunTools, dryRun, dryRunAction } from '../policy/dry-run/dry-run';
import { createPracticeModel, type PracticeModel, practiceModelId } from '../practice/messages-server';
import { SessionArchive } from '../record/session-archive';
import { assessRisk } from '../risk/assess-risk';
import type { DockerEngine } from '../sandbox/docker';
import { runLeakTest } from '../sandbox/probe/leak-test';
import { buildSandboxImage, pullBase } from '../sandbox/sandbox-image';
import { answerApproval } from '../sessions/answer-approval';
import { SessionManager } from '../sessions/session-manager';
import { ApiKeyStore } from '../vault/api-key-store';
import type { Cipher } from '../vault/cipher';
import { runCheckUp } from './check-up';
import { readConsoleId } from './console-id';
import { PREFERENCES } from './preferences';

/** What the console gives the engine. Everything of Electron's comes in through here. */
export type EngineDeps = {
  readonly dataFolder: string;
  readonly imageFolder: string;
  readonly practiceFolder: string;
  readonly appVersion: string;
  readonly electronVersion: string;
  readonly runtime: 'official' | 'npm-fallback';
  /** Account name of the person at the console; stands in every decision. */
  readonly operator: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly cipher: Cipher;
  readonly environmentKey: string | undefined;
  /** The proxies that the operator's environment asks for. */
  readonly upstreamProxy: UpstreamProxies;
  /** DOCKER_HOST and its like; the console's own unless given. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Another engine than the one Docker's own client would choose; for tests. */
  readonly docker?: DockerEngine;
  /** How many sandboxes are kept ready, whatever the settings say; for tests. */
  readonly warmSandboxes?: number;
  /** Another leak test; for tests. */
  readonly leakTest?: LeakTest;
  /** Plays the model of practice scenarios; the built-in one unless a test brings its own. */
  readonly practiceModel?: () => Promise<PracticeModel>;
  /** The API's address, when it is not the official one; for tests. */
  readonly apiBaseUrl?: string;
};

export type ImageProgress = { readonly line: string; readonly state: 'building' | 'done' | 'failed' };

const DRY_RUN_TOOLS: DryRunTools = { parse: parseAction, assess: assessRisk };
const BASE_IMAGE = 'debian:bookworm-slim';
const BASE_IDLE_LIMIT_MS = 20_000;

/** Everything behind the window: sessions, approvals, keys and the check-up. Runs in plain Node. */
export class Engine {
  readonly imageProgress = new Emitter<ImageProgress>();
  readonly preferencesChanged = new Emitter<Preferences>();
  #practiceModel: Promise<PracticeModel> | null = null;
  #build: Promise<void> | null = null;

  private constructor(
    readonly deps: EngineDeps,
    readonly fleet: HostFleet,
    readonly sessions: SessionManager,
    readonly approvals: ApprovalQueue,
    readonly keys: ApiKeyStore,
    readonly policies: PolicyStore,
    private readonly preferencesFile: SettingsFile<Preferences>,
  ) {}

  static async create(deps: EngineDeps): Promise<Engine> {
    const sessionsFolder = path.join(deps.dataFolder, 'sessions');
    await mkdir(sessionsFolder, { recursive: true, mode: 0o700 });
    const keys = await ApiKeyStore.open(deps);
    const approvals = new ApprovalQueue(deps.clock, deps.operator);
    const { clock, log } = deps;
    const fleet = await openFleet(deps);
    const archive = new SessionArchive(sessionsFolder, clock, log);
    let engine: Engine | null = null;
    const sessions = new SessionManager({
      ...deps,
      sessionsFolder,
      fleet,
      approvals,
      archive,
      modelFor: (settings) => {
        if (engine === null) throw new AirlockError('internal', 'The engine is not ready.');
        return engine.#modelFor(settings);
      },
    });
    const preferences = await SettingsFile.open(deps.dataFolder, PREFERENCES, log);
    const policies = await PolicyStore.open(deps.dataFolder);
    engine = new Engine(deps, fleet, sessions, approvals, keys, policies, preferences);
    await sessions.open();
    return engine;
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
    return this.preferencesFile.settings;
  }

  async savePreferences(preferences: Preferences): Promise<Preferences> {
    await this.preferencesFile.save(preferences);
    this.preferencesChanged.emit(preferences);
    return preferences;
  }

  async checkUp(): Promise<CheckUp> {
    const { deps, docker: engine } = this;
    const items = await runCheckUp({ ...deps, engine, keyStatus: () => this.keys.status() });
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
   * Builds the sandbox image, on the engine that Docker's own client would use unless another is named. Progress comes
   * as events. One build at a time: a second call joins the first.
   */
  buildImage(hostId: string | null = null): Promise<void> {
    this.#build ??= this.#buildImage(this.fleet.host(hostId)).finally(() => {
      this.#build = null;
    });
    return this.#build;
  }

  /** Stops all sessions, removes their sandboxes and those kept ready, closes the practice model. */
  async dispose(): Promise<void> {
    await this.sessions.dispose();
    await this.fleet.dispose();
    const practice = await this.#practiceModel?.catch(() => null);
    await practice?.close();
  }

  async #modelFor({ model }: SessionSettings): Promise<() => Model> {
    if (model.kind === 'practice') {
      this.#practiceModel ??= (this.deps.practiceModel ?? createPracticeModel)();
      const { baseUrl, apiKey } = await this.#practiceModel;
      const practice = createModel({ apiKey, baseUrl, model: practiceModelId(model.scenario) });
      return () => practice;
    }
    // Made anew for each turn: the operator may have saved another key while the session was paused.
    const { apiBaseUrl } = this.deps;
    return () =>
      this.keys.useKey((apiKey) =>
        createModel({ apiKey, model: model.model, ...(apiBaseUrl !== undefined && { baseUrl: apiBaseUrl }) }),
      );
  }

  async #buildImage(host: ContainerHost): Promise<void> {
    const report = (line: string) => this.imageProgress.emit({ line, state: 'building' });
    const { docker } = host.identity.engine;
    try {
      const pulled = await pullBase(docker, BASE_IMAGE, {
        idleLimitMs: BASE_IDLE_LIMIT_MS,
        onProgress: report,
      });
      if (pulled.kind === 'unavailable') {
        throw new AirlockError(
          'image-missing',
          `${BASE_IMAGE} could not be pulled: ${pulled.reason}. Run npm run setup, which can do without a registry.`,
        );
      }
      await buildSandboxImage(docker, {
        folder: this.deps.imageFolder,
        base: BASE_IMAGE,
        onProgress: report,
      });
      await host.check();
      this.imageProgress.emit({ line: 'The sandbox image is ready.', state: 'done' });
    } catch (error) {
      const line = error instanceof AirlockError ? error.message : 'The image could not be built.';
      this.imageProgress.emit({ line, state: 'failed' });
      throw error;
    }
  }
}

async function openFleet(deps: EngineDeps): Promise<HostFleet> {
  const { imageFolder, environment = process.env, leakTest = runLeakTest } = deps;
  const owner = await readConsoleId(deps.dataFolder);
  const seccompProfile = () => readFile(path.join(imageFolder, 'seccomp.json'), 'utf8');
  return HostFleet.open({ ...deps, owner, environment, leakTest, seccompProfile });
}
