import { expect, it } from 'vitest';
import { sha256Hex } from '../../../../electron/engine/base/hashing';
import { pictureDigests } from '../../../../electron/engine/redaction/picture-digest';

const picture = (width: number, byte: number) => ({
  width,
  height: 2,
  pixels: Buffer.alloc(width * 8, byte),
});

it('names the same picture alike in one run, and another one otherwise', () => {
  const digest = pictureDigests();
  expect(digest(picture(4, 1))).toBe(digest(picture(4, 1)));
  expect(digest(picture(4, 1))).not.toBe(digest(picture(4, 2)));
});

it('tells pictures apart that have the same pixels in another form', () => {
  const digest = pictureDigests();
  const pixels = Buffer.alloc(32, 7);
  expect(digest({ width: 4, height: 2, pixels })).not.toBe(digest({ width: 2, height: 4, pixels }));
});

it('can not be made by anyone who guesses the pixels: two runs name one picture differently', () => {
  const { pixels } = picture(4, 1);
  const [one, other] = [pictureDigests(), pictureDigests()];
  expect(one(picture(4, 1))).not.toBe(other(picture(4, 1)));
  expect(one(picture(4, 1))).not.toBe(sha256Hex(pixels));
});

it('goes by what is seen: the fourth byte of a pixel is none of it', () => {
  const digest = pictureDigests();
  const padded = picture(4, 1);
  for (let at = 3; at < padded.pixels.length; at += 8) padded.pixels[at] = 255;
  expect(digest(padded)).toBe(digest(picture(4, 1)));
  padded.pixels[4] = 255;
  expect(digest(padded)).not.toBe(digest(picture(4, 1)));
});
