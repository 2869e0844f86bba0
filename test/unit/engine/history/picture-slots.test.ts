import { expect, it } from 'vitest';
import { BodyMeter } from '../../../../electron/engine/history/body-meter';
import { PictureSlots } from '../../../../electron/engine/history/picture-slots';
import { RequestBody } from '../../../../electron/engine/history/request-body';

const FRAME = 'a'.repeat(64);

async function filled(slots: PictureSlots, body: string): Promise<string> {
  const request = new RequestBody(slots.partsOf(body), async (name) => Buffer.from(`bytes of ${name[0]}`));
  const pieces: Buffer[] = [];
  for await (const piece of request.pieces()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

it('no text of a conversation is taken for a picture, whatever it looks like', async () => {
  const slots = new PictureSlots();
  const others = new PictureSlots();
  const body = JSON.stringify({ text: `frame:${'0'.repeat(32)}:${FRAME} ${others.slotFor(FRAME)}` });
  expect(await filled(slots, body)).toBe(body);
});

it('each picture stands where its slot was, and the text between them is as it was', async () => {
  const slots = new PictureSlots();
  const body = JSON.stringify([
    slots.slotFor(FRAME),
    'é“”',
    slots.slotFor('b'.repeat(64)),
    slots.slotFor(FRAME),
  ]);
  const [a, b] = ['a', 'b'].map((name) => Buffer.from(`bytes of ${name}`).toString('base64'));
  expect(JSON.parse(await filled(slots, body))).toEqual([a, 'é“”', b, a]);
});

it('says how many bytes go out, and their SHA-256', async () => {
  const slots = new PictureSlots();
  const request = new RequestBody(slots.partsOf('“é”'), async () => Buffer.alloc(0));
  expect(await new BodyMeter().measure(request)).toEqual({
    bytes: 8,
    sha256: 'e7370e36ed9eb64021f00eae5116854ead1fb6719b9256e30bcfc83f893eed8f',
  });
});
