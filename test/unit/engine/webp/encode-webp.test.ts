import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../../electron/engine/sandbox/display/framebuffer';
import { encodeWebp } from '../../../../electron/engine/webp/encode-webp';
import { readWebp } from '../../../../electron/engine/webp/read-webp';
import { libwebp } from '../../../helpers/libwebp';

type Colour = (x: number, y: number) => readonly [number, number, number];

const decode = await libwebp();

/** A picture by its colours; the byte of padding is anything. */
function painted(width: number, height: number, colour: Colour): Picture {
  const pixels = randomBytes(width * height * 4);
  for (let at = 0; at < width * height; at += 1)
    pixels.set(colour(at % width, Math.floor(at / width)), at * 4);
  return { width, height, pixels };
}

function coloursOf(pixels: Uint8Array | Uint8ClampedArray): Buffer {
  return Buffer.from(pixels.filter((_, index) => index % 4 < 3));
}

/** Encodes a picture, and sees that libwebp and our own reader both give back its every pixel. Answers its bytes. */
async function kept(picture: Picture): Promise<number> {
  const file = await encodeWebp(picture);
  const colours = coloursOf(picture.pixels);
  const [theirs, ours] = [decode(file), readWebp(file)];
  for (const read of [theirs, ours])
    expect([read.width, read.height]).toEqual([picture.width, picture.height]);
  expect(coloursOf(theirs.data).equals(colours)).toBe(true);
  expect(theirs.data.every((byte, index) => index % 4 < 3 || byte === 255)).toBe(true);
  expect(coloursOf(ours.pixels).equals(colours)).toBe(true);
  return file.length;
}

const noise: Colour = () => [...randomBytes(3)] as [number, number, number];
const grey = (value: number) => [value & 0xff, value & 0xff, value & 0xff] as const;

describe('a picture as WebP', () => {
  it.each([
    ['noise', 200, 120, noise],
    ['noise a pixel wide', 1, 3000, noise],
    ['noise a pixel high', 3000, 1, noise],
    ['one pixel', 1, 1, () => [1, 2, 3]],
    ['two pixels', 2, 1, (x) => [x, 0, 255]],
    ['black', 300, 200, () => [0, 0, 0]],
    ['white', 300, 200, () => [255, 255, 255]],
    ['two colours in turn', 99, 71, (x, y) => ((x + y) % 2 === 0 ? [0, 0, 0] : [255, 0, 1])],
    ['every grey once', 16, 16, (x, y) => grey(y * 16 + x)],
    ['a slope', 256, 256, (x, y) => [x, y, (x + y) >> 1]],
    ['a slope with grain', 130, 97, (x, y) => [x + ((x * y) % 3), y + ((x * 7) % 4), 128 + ((x ^ y) % 5)]],
    ['a slope beside flat', 128, 96, (x, y) => (x < 64 ? [255, 255, 255] : [x * 2, y, x + y])],
    ['rows that repeat', 173, 90, (x, y) => grey((x * 37) ^ ((y % 9) * 11))],
    // Each twice as often as the one before: lengths would exceed what the format has room for.
    ['colours of which each is rarer', 512, 512, (x, y) => grey(3 * Math.clz32((x * 512 + y) * 2654435761))],
  ] as const satisfies readonly (readonly [string, number, number, Colour])[])(
    'keeps every pixel of %s',
    async (_, width, height, colour) => {
      await kept(painted(width, height, colour));
    },
  );

  it('keeps every pixel of whatever is drawn over each other', async () => {
    const box = fc.record({
      x: fc.nat(90),
      y: fc.nat(90),
      width: fc.integer({ min: 1, max: 90 }),
      height: fc.integer({ min: 1, max: 90 }),
      kind: fc.constantFrom('flat', 'slope', 'noise', 'grid'),
      colour: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
    });
    const size = fc.integer({ min: 1, max: 90 });
    await fc.assert(
      fc.asyncProperty(size, size, fc.array(box, { maxLength: 12 }), async (width, height, boxes) => {
        const colour: Colour = (x, y) => {
          const top = boxes.findLast(
            (one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height,
          );
          if (top === undefined) return [240, 240, 240];
          if (top.kind === 'noise') return noise(x, y);
          const [red, green, blue] = top.colour;
          if (top.kind === 'slope') return [(red + x) & 0xff, (green + y) & 0xff, (blue + x + y) & 0xff];
          return top.kind === 'grid' && x % 3 > 0 ? [0, 0, 0] : [red, green, blue];
        };
        await kept(painted(width, height, colour));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same bytes for the same colours, whatever the padding says', async () => {
    const colour: Colour = (x, y) => grey(x * y);
    const [first, second] = [painted(60, 40, colour), painted(60, 40, colour)];
    expect(first.pixels.equals(second.pixels)).toBe(false);
    expect((await encodeWebp(first)).equals(await encodeWebp(second))).toBe(true);
  });

  it('keeps every pixel of one whose memory begins anywhere', async () => {
    const { pixels, ...size } = painted(30, 20, noise);
    const moved = Buffer.concat([Buffer.alloc(1), pixels]).subarray(1);
    await kept({ ...size, pixels: moved });
  });

  it('of noise takes no more than 3.2 bytes a pixel and some kB', async () => {
    const [width, height] = [640, 480];
    expect(await kept(painted(width, height, noise))).toBeLessThan(width * height * 3.2 + 4096);
  });

  it('of a slope takes less than half of what its pixels take', async () => {
    const bytes = await kept(painted(256, 256, (x, y) => [x, y, (x + y) >> 1]));
    expect(bytes).toBeLessThan(256 * 256 * 1.5);
  });
});

describe('a reader of our own pictures', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a PNG', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64')],
    ['no picture', Buffer.from('not a screenshot, and longer than a head is')],
  ])('says that %s is none', (_, file) => {
    expect(() => readWebp(file)).toThrow('A picture is none of those that the console makes.');
  });

  it('says so of one that breaks off', async () => {
    const file = await encodeWebp(painted(80, 80, noise));
    expect(() => readWebp(file.subarray(0, 4000))).toThrow('none of those');
  });
});
