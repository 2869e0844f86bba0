import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BodyMeter } from '../../../../electron/engine/history/body-meter';
import type { BodyPart } from '../../../../electron/engine/history/picture-slots';
import { RequestBody } from '../../../../electron/engine/history/request-body';

const part = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary', maxLength: 8 }) }),
  fc.record({ kind: fc.constant('frame' as const), frame: fc.constantFrom('a', 'b', 'c') }),
);

async function whole(body: RequestBody) {
  const pieces: Buffer[] = [];
  for await (const piece of body.pieces()) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

it('comes to what the whole body comes to, whatever was measured before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 60 }),
      fc.array(fc.tuple(fc.nat(70), fc.array(part, { maxLength: 20 })), { maxLength: 8 }),
      async (first, changes) => {
        const meter = new BodyMeter();
        let parts: readonly BodyPart[] = first;
        for (const [kept, added] of [[parts.length, []] as const, ...changes]) {
          parts = [...parts.slice(0, kept), ...added];
          const body = new RequestBody(parts, async (name) => Buffer.from(`bytes of ${name}`));
          expect(await meter.measure(body)).toEqual(await whole(body));
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('reads a picture once, as long as what comes before it stays the same', async () => {
  const read: string[] = [];
  const readFrame = async (name: string) => {
    read.push(name);
    return Buffer.from(name);
  };
  const meter = new BodyMeter();
  let parts: readonly BodyPart[] = [{ kind: 'text', text: 'head' }];
  for (let turn = 0; turn < 100; turn += 1) {
    parts = [...parts, { kind: 'frame', frame: `f${turn}` }, { kind: 'text', text: `turn ${turn}` }];
    await meter.measure(new RequestBody(parts, readFrame));
  }
  // Each is measured while it is among the newest, and not after that.
  expect(read.filter((name) => name === 'f10').length).toBeLessThan(10);
  expect(read.length).toBeLessThan(800);
});
