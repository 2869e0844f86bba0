import { AirlockError } from '../../../shared/airlock-error';
import type { HostList, HostSettings } from '../../../shared/domain/hosts';
import type { Policy } from '../../../shared/domain/policy';
import { Emitter } from '../base/emitter';
import { sha256Hex } from '../base/hashing';
import { later } from '../base/later';
import { SettingsFile } from '../base/settings-file';
import { parseEngineAddress } from '../sandbox/connection/address';
import { findEndpoints } from '../sandbox/connection/find-endpoints';
import { connectEndpoint, connectOrRefuse, type DockerEngine } from '../sandbox/docker';
import type { Berth } from './berth';
import { ContainerHost, type ContainerHostDeps, type HostIdentity } from './container-host';
import { HOST_SETTINGS } from './host-settings';
import { judgeHost, type Suitability } from './host-state';
import { type Answer, StartQueue } from './start-queue';

/** How often an engine that does not answer is asked again. */
const RETRY_MS = 10_000;

export type HostFleetDeps = Omit<ContainerHostDeps, 'warm' | 'alive'> & {
  readonly dataFolder: string;
  /** DOCKER_HOST and its like. */
  readonly environment: NodeJS.ProcessEnv;
  /** In place of the engine that Docker's own client would use; for tests. */
  readonly docker?: DockerEngine | undefined;
  /** In place of the operator's choice; for tests. */
  readonly warmSandboxes?: number | undefined;
};

/** What a run asks of an engine. */
export type HostNeed = {
  /** Null: whichever has most room. */
  readonly engine: string | null;
  readonly isolation: Policy['isolation'];
  readonly display: { readonly width: number; readonly height: number };
};

/** The reason that comes nearest to a run names what is to be mended. */
const NEAREST_FIRST = ['sandbox-failed', 'image-missing', 'engine-unreachable'];

/** All container engines: which there are, which are in use, and who gets room on which. */
export class HostFleet {
  readonly changed = new Emitter<HostList>();
  readonly #hosts = new Map<string, ContainerHost>();
  readonly #alive = new Set<string>();
  readonly #queue: StartQueue<HostNeed, Berth>;
  #stopAsking: () => void = () => {};
  #primaryId = '';

  private constructor(
    private readonly deps: HostFleetDeps,
    private readonly file: SettingsFile<HostSettings>,
  ) {
    this.#queue = new StartQueue((need) => this.#serve(need));
    this.#askAgainLater();
  }

  /** Reads the settings and finds the engines; asks them in the background. */
  static async open(deps: HostFleetDeps): Promise<HostFleet> {
    const fleet = new HostFleet(deps, await SettingsFile.open(deps.dataFolder, HOST_SETTINGS, deps.log));
    await fleet.#find();
    for (const host of fleet.#enabled()) void host.check();
    return fleet;
  }

  /** The engine that Docker's own client would use. */
  get primary(): ContainerHost {
    return this.#get(this.#primaryId);
  }

  /** Runs that wait for room. */
  get waiting(): number {
    return this.#queue.length;
  }

  host(id: string | null): ContainerHost {
    return id === null ? this.primary : this.#get(id);
  }

  list(): HostList {
    const engines = [...this.#hosts.values()].map((host) => host.view());
    return { settings: this.file.settings, engines };
  }

  /** Asks one engine, or all of them, how they are. */
  async check(id: string | null): Promise<HostList> {
    await this.#find();
    const hosts = id === null ? [...this.#hosts.values()] : [this.#get(id)];
    await Promise.all(hosts.map((host) => host.check()));
    return this.list();
  }

  /** Rejects with `bad-input` for an address that can't be used, and then nothing has changed. */
  async save(settings: HostSettings): Promise<HostList> {
    for (const { name, address, certificates } of settings.added) {
      try {
        parseEngineAddress(address);
        connectEndpoint({ address, certificates, skipsCheck: false });
      } catch (error) {
        const why = error instanceof Error ? error.message : '';
        throw new AirlockError('bad-input', `${name}: ${why}`, { cause: error });
      }
    }
    await this.file.save(settings);
    await this.#find();
    void Promise.all(this.#enabled().map((host) => host.check()));
    return this.list();
  }

  /** Rejects when no engine could take the run even with room to spare, and says what is to be mended. */
  async require(need: HostNeed): Promise<void> {
    const candidates = this.#candidates(need);
    const known = candidates.filter(({ state }) => state.kind === 'ready');
    await Promise.all(known.map((host) => host.check()));
    if (this.#suitable(known, need).length > 0) return;
    await Promise.all(candidates.filter((host) => !known.includes(host)).map((host) => host.check()));
    if (this.#suitable(candidates, need).length > 0) return;
    throw explainRefusal(candidates.map((host) => [host, judgeHost(host.state, need.isolation)] as const));
  }

  /** Room for one sandbox, as soon as there is some. `onPlace` is told while it has to wait. */
  admit(need: HostNeed, onPlace: (place: number) => void, signal: AbortSignal): Promise<Berth> {
    return this.#queue.ask(need, onPlace, signal);
  }

  /** Removes every sandbox that is kept ready. Runs are to be stopped before. */
  async dispose(): Promise<void> {
    this.#stopAsking();
    await Promise.all([...this.#hosts.values()].map((host) => host.dispose()));
  }

  #serve(need: HostNeed): Answer<Berth> {
    let candidates: readonly ContainerHost[];
    try {
      candidates = this.#candidates(need);
    } catch (error) {
      return { kind: 'never', error: error as Error };
    }
    const [best] = this.#suitable(candidates, need)
      .filter(({ host }) => host.room > 0)
      .sort((a, b) => b.host.room - a.host.room);
    if (best === undefined) return { kind: 'wait' };
    const { image, isolation } = best;
    return { kind: 'got', what: best.host.takeBerth({ image, isolation, display: need.display }) };
  }

  /** The engines a run may be placed on. Throws when there is none. */
  #candidates({ engine }: HostNeed): readonly ContainerHost[] {
    const enabled = this.#enabled();
    if (engine !== null) {
      const host = this.#get(engine);
      if (enabled.includes(host)) return [host];
      const message = `The container engine ${host.identity.name} is switched off. Switch it on under Settings, or choose another.`;
      throw new AirlockError('conflict', message);
    }
    if (enabled.length > 0) return enabled;
    throw new AirlockError('conflict', 'No container engine is switched on. Choose one under Settings.');
  }

  #suitable(hosts: readonly ContainerHost[], need: HostNeed) {
    return hosts.flatMap((host) => {
      const suitability = judgeHost(host.state, need.isolation);
      return suitability.kind === 'suits' ? [{ host, ...suitability }] : [];
    });
  }

  #enabled(): readonly ContainerHost[] {
    return [...this.#hosts.values()].filter(({ isEnabled }) => isEnabled);
  }

  #get(id: string): ContainerHost {
    const host = this.#hosts.get(id);
    if (host === undefined)
      throw new AirlockError('not-found', 'There is no such container engine (any more).');
    return host;
  }

  #askAgainLater(): void {
    this.#stopAsking = later(this.deps.clock, RETRY_MS, () => {
      this.#askSilent();
      this.#askAgainLater();
    });
  }

  #askSilent(): void {
    for (const host of this.#enabled()) if (host.state.kind !== 'ready') void host.check();
  }

  /** Brings the list in line with the machine and the settings. An engine that is gone keeps its runs to their end. */
  async #find(): Promise<void> {
    const found = this.#identities();
    this.#primaryId = found[0]?.id ?? '';
    for (const identity of found) this.#adopt(identity);
    const { enabled } = this.file.settings;
    const isEnabled = (id: string) => (enabled.length === 0 ? id === this.#primaryId : enabled.includes(id));
    const isKnown = new Set(found.map(({ id }) => id));
    for (const [id, host] of this.#hosts) {
      void host.enable(isKnown.has(id) && isEnabled(id));
      if (isKnown.has(id) || host.used > 0) continue;
      this.#hosts.delete(id);
      void host.dispose();
    }
    this.#queue.advance();
  }

  /** One that is known under the same address is replaced when it is reached in another way, but never under a run. */
  #adopt(identity: HostIdentity): void {
    const known = this.#hosts.get(identity.id);
    const isSame =
      known?.identity.name === identity.name && known.identity.certificates === identity.certificates;
    if (isSame || (known?.used ?? 0) > 0) return;
    void known?.dispose();
    const warm = () => this.deps.warmSandboxes ?? this.file.settings.warm;
    const host = new ContainerHost(identity, { ...this.deps, warm, alive: this.#alive });
    this.#hosts.set(identity.id, host);
    host.changed.on(() => {
      this.#queue.advance();
      this.changed.emit(this.list());
    });
  }

  #identities(): readonly HostIdentity[] {
    const { docker, environment } = this.deps;
    const given =
      docker === undefined ? [] : [identify({ source: 'environment', name: docker.address }, docker)];
    const found = docker === undefined ? findEndpoints(environment) : [];
    const added = this.file.settings.added.map((engine) => ({
      ...engine,
      source: 'added' as const,
      skipsCheck: false,
    }));
    const all = [
      ...given,
      ...[...found, ...added].map((endpoint) => identify(endpoint, connectOrRefuse(endpoint))),
    ];
    const seen = new Set<string>();
    return all.filter(({ id }) => !seen.has(id) && seen.add(id));
  }
}

function identify(
  { source, name, certificates = null }: Pick<HostIdentity, 'source' | 'name'> & Partial<HostIdentity>,
  engine: DockerEngine,
): HostIdentity {
  return { id: hostId(engine.address), name, source, certificates, engine };
}

/** An engine is its address: the same one under two names is one. */
export function hostId(address: string): string {
  return sha256Hex(address).slice(0, 16);
}

function explainRefusal(judged: readonly (readonly [ContainerHost, Suitability])[]): AirlockError {
  const lacks = judged.flatMap(([host, suitability]) =>
    suitability.kind === 'lacks' ? [{ name: host.identity.name, ...suitability }] : [],
  );
  const rank = ({ code }: { code: string }) => NEAREST_FIRST.indexOf(code);
  const [first, ...others] = lacks.sort((a, b) => rank(a) - rank(b));
  if (first === undefined) return new AirlockError('internal', 'An engine is there and is not.');
  if (others.length === 0) return new AirlockError(first.code, first.message);
  const lines = [first, ...others].map(({ name, message }) => `${name}: ${message}`);
  return new AirlockError(first.code, lines.join('\n'));
}
