import type { ProbeFinding } from '../../../../shared/domain/leak-report';
import type { Clock } from '../../base/clock';
import type { Docker } from '../docker';

const PERIOD_MS = 100;
/** A console that waits longer than this for its engine feels stuck. */
const MOST_MS = 2000;
/** A log of a bounded size: nothing, or the engine's own format with a limit. */
const BOUNDED_LOGS = new Set(['none', 'local']);

const finding = (id: string, tried: string, isHeld: boolean, got: string): ProbeFinding => ({
  id: `outside.${id}`,
  tried,
  outcome: isHeld ? 'held' : 'leaked',
  got: got.slice(0, 200),
});

/** What only the engine can tell of a sandbox. */
export async function lookFromOutside(docker: Docker, containerId: string): Promise<readonly ProbeFinding[]> {
  const { HostConfig, Mounts, NetworkSettings } = await docker.getContainer(containerId).inspect();
  const log = HostConfig.LogConfig?.Type ?? 'unknown';
  const networks = Object.keys(NetworkSettings.Networks).filter((name) => name !== 'none');
  const mounts = Mounts.map(({ Destination }) => Destination);
  return [
    finding('log', "fill the host's disk with output", BOUNDED_LOGS.has(log), `log driver ${log}`),
    finding(
      'networks',
      'be on a network of the engine',
      networks.length === 0,
      networks.join(', ') || 'on none',
    ),
    finding('mounts', 'have a folder of the host', mounts.length === 0, mounts.join(', ') || 'has none'),
    finding(
      'swap',
      'use more swap than memory',
      HostConfig.MemorySwap === HostConfig.Memory,
      `${HostConfig.MemorySwap} of ${HostConfig.Memory} bytes`,
    ),
  ];
}

/** Asks the engine over and over how it is, and tells the slowest answer. */
export class EngineLatency {
  #slowestMs = 0;
  #isStopped = false;
  readonly #asking: Promise<void>;

  constructor(
    private readonly docker: Docker,
    private readonly clock: Clock,
  ) {
    this.#asking = this.#ask();
  }

  async finding(): Promise<ProbeFinding> {
    this.#isStopped = true;
    await this.#asking;
    const got = `the slowest answer took ${Math.round(this.#slowestMs)} ms`;
    return finding('engine', 'keep the engine from answering with the bombs', this.#slowestMs < MOST_MS, got);
  }

  async #ask(): Promise<void> {
    while (!this.#isStopped) {
      const askedMs = this.clock.monotonicMs();
      const answered = await this.docker.ping().then(
        () => true,
        () => false,
      );
      const tookMs = answered ? this.clock.monotonicMs() - askedMs : MOST_MS;
      this.#slowestMs = Math.max(this.#slowestMs, tookMs);
      await this.clock.sleep(PERIOD_MS);
    }
  }
}
