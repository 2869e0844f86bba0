import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { Emitter } from '../../../../electron/engine/base/emitter';
import type { FreshSandbox, SandboxShape } from '../../../../electron/engine/hosts/fresh-sandbox';
import { WarmPool } from '../../../../electron/engine/hosts/warm-pool';
import type { Sandbox } from '../../../../electron/engine/sandbox/sandbox';
import type { SandboxFault } from '../../../../electron/engine/sandbox/sandbox-fault';
import { ManualClock } from '../../../helpers/manual-clock';

const SHAPE: SandboxShape = {
  image: 'airlock/sandbox:1',
  isolation: { level: 'runc', runtime: null },
  display: { width: 1280, height: 800 },
};

class FakeSandbox {
  readonly failed = new Emitter<SandboxFault>();
  readonly unresponsive = new Emitter<SandboxFault>();
  isDisposed = false;

  async dispose(): Promise<void> {
    this.isDisposed = true;
  }

  die(): void {
    this.failed.emit({ where: 'container', what: 'its container was killed' });
  }
}

function makePool(options: { leaks?: () => boolean; fail?: () => boolean; clock?: ManualClock } = {}) {
  const made: FakeSandbox[] = [];
  const wanted = { size: 1, shape: SHAPE };
  const changed = new Emitter<void>();
  const pool = new WarmPool({
    create: async (shape, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new Error('aborted');
      if (options.fail?.()) throw new Error('no room on the disk');
      const sandbox = new FakeSandbox();
      made.push(sandbox);
      const leaks = { passed: !options.leaks?.(), durationMs: 1, findings: [] };
      return { sandbox: sandbox as unknown as Sandbox, shape, leaks } satisfies FreshSandbox;
    },
    wanted: () => wanted,
    clock: options.clock ?? systemClock,
    log: { warn: () => undefined },
    onChange: () => changed.emit(),
  });
  onTestFinished(() => pool.dispose());
  const untilReady = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => pool.ready === count && resolve();
      changed.on(() => setImmediate(check));
      check();
    });
  return { pool, made, wanted, untilReady };
}

describe('the warm pool', () => {
  it('hands each one over once, and makes another when asked to adjust', async () => {
    const { pool, made, untilReady } = makePool();
    await pool.adjust();
    await untilReady(1);
    const taken = pool.take(SHAPE);
    expect([taken?.sandbox, pool.take(SHAPE)]).toEqual([made[0], null]);
    await pool.adjust();
    await untilReady(1);
    expect(made[0]?.isDisposed).toBe(false);
    expect(pool.take(SHAPE)?.sandbox).toBe(made[1]);
  });

  it.each([
    ['another image', { ...SHAPE, image: 'airlock/sandbox:2' }],
    ['another isolation', { ...SHAPE, isolation: { level: 'gvisor', runtime: 'runsc' } as const }],
    ['another size', { ...SHAPE, display: { width: 1024, height: 768 } }],
  ])('hands nothing over to one that needs %s', async (_what, shape) => {
    const { pool, untilReady } = makePool();
    await pool.adjust();
    await untilReady(1);
    expect(pool.take(shape)).toBeNull();
  });

  it('never keeps one that leaked', async () => {
    let isLeaking = true;
    const clock = new ManualClock();
    const { pool, made, untilReady } = makePool({ leaks: () => isLeaking, clock });
    await pool.adjust();
    while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    expect([made.length, made[0]?.isDisposed, pool.ready]).toEqual([1, true, 0]);
    isLeaking = false;
    clock.advance(1000);
    await untilReady(1);
  });

  it('drops one that dies and makes another', async () => {
    const { pool, made, untilReady } = makePool();
    await pool.adjust();
    await untilReady(1);
    made[0]?.die();
    expect(pool.ready).toBe(0);
    await untilReady(1);
    expect([made.length, made[0]?.isDisposed]).toEqual([2, true]);
  });

  it('leaves one alone that dies after it was handed over', async () => {
    const { pool, made, untilReady } = makePool();
    await pool.adjust();
    await untilReady(1);
    pool.take(SHAPE);
    made[0]?.die();
    expect([made[0]?.isDisposed, made.length]).toEqual([false, 1]);
  });

  it('replaces one that has waited too long', async () => {
    const clock = new ManualClock();
    const { pool, made, untilReady } = makePool({ clock });
    await pool.adjust();
    await untilReady(1);
    clock.advance(30 * 60_000);
    while (made.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(made[0]?.isDisposed).toBe(true);
  });

  it('gives way: what is surplus is gone when adjusting answers', async () => {
    const { pool, made, wanted, untilReady } = makePool();
    wanted.size = 2;
    await pool.adjust();
    await untilReady(2);
    wanted.size = 0;
    await pool.adjust();
    expect([pool.ready, made.map(({ isDisposed }) => isDisposed)]).toEqual([0, [true, true]]);
  });

  it('gives up one that is being made when its room is needed', async () => {
    const { pool, made, wanted } = makePool();
    await pool.adjust();
    wanted.size = 0;
    await pool.adjust();
    expect([pool.ready, made.filter(({ isDisposed }) => !isDisposed)]).toEqual([0, []]);
  });

  it('tries again later and later when none can be made', async () => {
    const clock = new ManualClock();
    let tries = 0;
    const fail = () => {
      tries += 1;
      return true;
    };
    const { pool } = makePool({ clock, fail });
    const untilTried = async (times: number) => {
      while (tries < times || clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    };
    await pool.adjust();
    await untilTried(1);
    clock.advance(999);
    await untilTried(1);
    expect(tries).toBe(1);
    clock.advance(1);
    await untilTried(2);
    clock.advance(1999);
    await untilTried(2);
    expect(tries).toBe(2);
    clock.advance(1);
    await untilTried(3);
  });

  it('leaves nothing when it is disposed, also while it makes one', async () => {
    const { pool, made, untilReady } = makePool();
    await pool.adjust();
    await untilReady(1);
    pool.take(SHAPE);
    void pool.adjust();
    await pool.dispose();
    await pool.adjust();
    expect(pool.ready).toBe(0);
    expect(made.slice(1).every(({ isDisposed }) => isDisposed)).toBe(true);
  });
});
