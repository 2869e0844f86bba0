import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StartQueue } from '../../../../electron/engine/hosts/start-queue';

const never = new AbortController().signal;

/** A queue on rooms that are counted; `give` gives one back. */
function makeQueue(rooms: Record<string, number>) {
  const free = { ...rooms };
  const queue = new StartQueue<string, string>((need) => {
    const room = Object.keys(free).find((name) => (need === 'any' || need === name) && (free[name] ?? 0) > 0);
    if (room === undefined) {
      if (need !== 'any' && !(need in free)) return { kind: 'never', error: new Error('switched off') };
      return { kind: 'wait' };
    }
    free[room] = (free[room] ?? 0) - 1;
    return { kind: 'got', what: room };
  });
  const give = (name: string) => {
    free[name] = (free[name] ?? 0) + 1;
    queue.advance();
  };
  return { queue, give, free };
}

const noPlace = () => undefined;

describe('the queue for room', () => {
  it('gives two that ask in the same moment one room between them', async () => {
    const { queue, give } = makeQueue({ a: 1 });
    const order: string[] = [];
    const first = queue.ask('any', noPlace, never).then(() => order.push('first'));
    const second = queue.ask('any', noPlace, never).then(() => order.push('second'));
    await first;
    expect([order, queue.length]).toEqual([['first'], 1]);
    give('a');
    await second;
    expect([order, queue.length]).toEqual([['first', 'second'], 0]);
  });

  it('tells everybody their place, and again when it changes', async () => {
    const { queue, give } = makeQueue({ a: 0 });
    const told: Record<string, number[]> = { b: [], c: [], d: [] };
    const stop = new AbortController();
    const ask = (name: string, signal = never) =>
      queue.ask('any', (place) => told[name]?.push(place), signal).catch(() => name);
    const waits = [ask('b'), ask('c', stop.signal), ask('d')];
    expect(told).toEqual({ b: [1], c: [2], d: [3] });
    stop.abort();
    expect(told).toEqual({ b: [1], c: [2], d: [3, 2] });
    give('a');
    expect(told).toEqual({ b: [1], c: [2], d: [3, 2, 1] });
    give('a');
    await Promise.all(waits);
  });

  it('takes nothing for one that was stopped, before or while it waits', async () => {
    const { queue, give, free } = makeQueue({ a: 0 });
    const stop = new AbortController();
    const waiting = queue.ask('any', noPlace, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(queue.ask('any', noPlace, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    give('a');
    expect([free, queue.length]).toEqual([{ a: 1 }, 0]);
  });

  it('lets one pass that wants what the one ahead does not', async () => {
    const { queue } = makeQueue({ a: 0, b: 1 });
    void queue.ask('a', noPlace, never);
    expect(await queue.ask('b', noPlace, never)).toBe('b');
  });

  it('tells one at once that waits for what will never come', async () => {
    const { queue } = makeQueue({ a: 1 });
    await expect(queue.ask('gone', noPlace, never)).rejects.toThrow('switched off');
  });

  it('gives nothing twice when giving announces a change', async () => {
    let free = 1;
    const queue: StartQueue<null, number> = new StartQueue(() => {
      if (free === 0) return { kind: 'wait' };
      free -= 1;
      queue.advance();
      return { kind: 'got', what: free };
    });
    const both = [queue.ask(null, noPlace, never), queue.ask(null, noPlace, never)];
    expect(await both[0]).toBe(0);
    expect([free, queue.length]).toEqual([0, 1]);
  });

  it('serves everybody once, in order, never more at a time than there is room, whatever comes when', async () => {
    const event = fc.oneof(
      fc.constant('ask' as const),
      fc.constant('leave' as const),
      fc.record({ stop: fc.nat(30) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(event, { maxLength: 60 }),
        async (slots, events) => {
          const { queue, give } = makeQueue({ a: slots });
          const stops: AbortController[] = [];
          const served: number[] = [];
          const waits: Promise<unknown>[] = [];
          let inside = 0;
          for (const what of events) {
            if (what === 'ask') {
              const number = stops.length;
              const stop = new AbortController();
              stops.push(stop);
              const got = queue.ask('any', noPlace, stop.signal).then(() => {
                served.push(number);
                inside += 1;
              });
              waits.push(got.catch(() => undefined));
            } else if (what === 'leave') {
              if (inside > 0) {
                inside -= 1;
                give('a');
              }
            } else stops[what.stop]?.abort();
            await new Promise((resolve) => setImmediate(resolve));
            expect(inside).toBeLessThanOrEqual(slots);
          }
          expect(served).toEqual([...served].sort((a, b) => a - b));
          expect(new Set(served).size).toBe(served.length);
          expect(inside === slots || queue.length === 0).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
