import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from '../../../../../electron/engine/practice/api/image-header';
import { estimateTokens } from '../../../../../electron/engine/practice/api/tokens';
import {
  ASK,
  type Block,
  imageOf,
  openApi,
  type Params,
  pictureOf,
  playing,
  refusalOf,
  saying,
  user,
} from '../../../../helpers/practice-api';

const SMALL = pictureOf(28, 28);

/** The head of a PNG that says it has this size; its pixels are somebody else's. */
function pngOf(width: number, height: number, bytes = 64): string {
  const file = Buffer.alloc(bytes);
  Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1').copy(file);
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file.toString('base64');
}

function gifOf(width: number, height: number): string {
  const file = Buffer.alloc(32);
  file.write('GIF89a', 'latin1');
  file.writeUInt16LE(width, 6);
  file.writeUInt16LE(height, 8);
  return file.toString('base64');
}

/** With a thumbnail of another size before the frame, as cameras write it. */
function jpegOf(width: number, height: number): string {
  const app = Buffer.concat([Buffer.from([0xff, 0xe1, 0x40, 0x02]), randomBytes(0x4000)]);
  const frame = Buffer.from([
    0xff,
    0xc2,
    0x00,
    0x11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
  ]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app, frame, Buffer.alloc(16)]).toString('base64');
}

function webpOf(kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): string {
  const file = Buffer.alloc(40);
  file.write('RIFF\x20\0\0\0WEBP', 'latin1');
  file.write(kind, 12, 'latin1');
  if (kind === 'VP8X') {
    file.writeUIntLE(width - 1, 24, 3);
    file.writeUIntLE(height - 1, 27, 3);
  } else if (kind === 'VP8L') {
    file[20] = 0x2f;
    file.writeUInt32LE(((height - 1) << 14) | (width - 1), 21);
  } else {
    file.writeUIntBE(0x9d012a, 23, 3);
    file.writeUInt16LE(width, 26);
    file.writeUInt16LE(height, 28);
  }
  return file.toString('base64');
}

describe('the size of a picture', () => {
  it.each([
    ['image/png', pngOf(1280, 800)],
    ['image/png', pictureOf(1280, 800)],
    ['image/gif', gifOf(1280, 800)],
    ['image/jpeg', jpegOf(1280, 800)],
    ['image/webp', webpOf('VP8 ', 1280, 800)],
    ['image/webp', webpOf('VP8L', 1280, 800)],
    ['image/webp', webpOf('VP8X', 1280, 800)],
  ])('is read from its head: %s', (type, data) => {
    expect(readImageHeader(data)).toEqual({ type, width: 1280, height: 800 });
  });

  it.each([
    ['nothing', ''],
    ['no picture', Buffer.from('hello, this is no picture at all, whatever').toString('base64')],
    ['one without pixels', pngOf(0, 800)],
    ['a PNG that ends in its head', pngOf(1280, 800).slice(0, 24)],
    [
      'a JPEG without a frame',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xd9]).toString('base64'),
    ],
    ['a WebP of no known kind', webpOf('VP8 ', 5, 5).replace(/^(.{16})..../, '$1AAAA')],
  ])('is not read from %s', (_what, data) => {
    expect(readImageHeader(data)).toBe(null);
  });
});

const withBlocks = (...blocks: Block[]): Params => ({
  ...ASK,
  messages: [user({ type: 'text', text: 'Look' }, ...blocks)],
});
const many = (count: number, data: string): Block[] => Array.from({ length: count }, () => imageOf(data));

describe('the pictures of a request', () => {
  it.each<[string, Params, RegExp]>([
    ['601 of them', withBlocks(...many(601, SMALL)), /too many images: 601 > 600/],
    [
      'one over 10 MB',
      withBlocks(imageOf(pngOf(100, 100, 10 * 1024 * 1024 + 1))),
      /messages.0.content.1.source.base64: image exceeds 10 MB maximum: 10485761 bytes/,
    ],
    ['one that is none', withBlocks(imageOf('AAAA')), /Could not process image/],
    ['one that is not whole', withBlocks(imageOf(`${SMALL.slice(0, -4)}A`)), /Invalid base64/],
    ['one of another kind', withBlocks(imageOf(SMALL, 'image/webp')), /image\/webp, but is image\/png/],
    [
      'one that is too large to be seen whole, where that is asked for',
      withBlocks({ ...imageOf(pngOf(2577, 100)), transformations: { oversized_image: 'error' } }),
      /2577x100 pixels exceeds/,
    ],
  ])('are refused: %s', async (_what, request, words) => {
    const client = await openApi(playing(saying('x')));
    const error = await refusalOf(client.beta.messages.create(request));
    expect([error.status, error.message]).toEqual([400, expect.stringMatching(words)]);
  });

  it('are refused with all their paths where they are too large', async () => {
    const client = await openApi(playing(saying('x')));
    const request = withBlocks(imageOf(pngOf(8001, 10)), imageOf(SMALL), imageOf(pngOf(10, 9000)));
    const error = await refusalOf(client.beta.messages.create(request));
    expect([error.status, error.details]).toEqual([
      400,
      {
        error_code: 'image_dimensions_too_large',
        max_side_length_pixels: 8000,
        paths: ['messages.0.content.1', 'messages.0.content.3'],
      },
    ]);
  });

  it('may only be small where they are many, those in results counted', async () => {
    const client = await openApi(playing(saying('a'), saying('b')));
    const wide = imageOf(pngOf(2001, 10));
    const turn = (pictures: Block[]): Params => ({
      ...ASK,
      messages: [
        ...ASK.messages,
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'x', input: {} }] },
        user({ type: 'tool_result', tool_use_id: 'a', content: pictures as never }),
      ],
    });
    const error = await refusalOf(client.beta.messages.create(turn([...many(20, SMALL), wide])));
    expect(error.details).toEqual({
      error_code: 'image_dimensions_too_large',
      max_side_length_pixels: 2000,
      paths: ['messages.2.content.0.content.20'],
    });
    await client.beta.messages.create(turn([...many(19, SMALL), wide]));
    await client.beta.messages.create(turn([...many(20, SMALL), imageOf(pngOf(2000, 2000))]));
  });

  it('are taken at their limits', async () => {
    const client = await openApi(playing(saying('a'), saying('b')));
    await client.beta.messages.create(withBlocks(...many(600, SMALL)));
    const largest = imageOf(pngOf(8000, 8000, 10 * 1024 * 1024));
    await client.beta.messages.create(withBlocks(largest));
  });

  it('cost by their size, and at most what a picture costs', async () => {
    const client = await openApi(playing());
    const cost = async (...blocks: Block[]) => {
      const { max_tokens: _length, ...request } = withBlocks(...blocks);
      return (await client.beta.messages.countTokens(request)).input_tokens;
    };
    const nothing = await cost();
    const one = (await cost(imageOf(pngOf(1280, 800)))) - nothing;
    // 46 × 29 squares, and the words around them.
    expect(one).toBeGreaterThanOrEqual(46 * 29);
    expect(one).toBeLessThan(46 * 29 + 50);
    expect((await cost(imageOf(pngOf(4000, 4000)))) - nothing).toBeLessThan(4784 + 50);
  });
});

describe('the model’s memory', () => {
  it('refuses what is longer, and says by how much', async () => {
    const client = await openApi({ ...playing(saying('x')), contextTokens: 2000 });
    const request = withBlocks(...many(2, pngOf(1280, 800)));
    const error = await refusalOf(client.beta.messages.create(request));
    expect([error.status, error.message]).toEqual([
      400,
      expect.stringMatching(/prompt is too long: \d+ tokens > 2000 maximum/),
    ]);
    const { max_tokens: _length, ...counted } = request;
    expect((await client.beta.messages.countTokens(counted)).input_tokens).toBeGreaterThan(2000);
  });

  it('ends an answer that no longer fits', async () => {
    const long = { kind: 'reply', content: [{ type: 'text', text: 'word '.repeat(1000) }] } as const;
    const client = await openApi({ ...playing(long, saying('Short.')), contextTokens: 600 });
    const cut = await client.beta.messages.create(ASK);
    expect([cut.stop_reason, cut.content]).toEqual(['model_context_window_exceeded', []]);
    expect((await client.beta.messages.create(ASK)).stop_reason).toBe('end_turn');
  });

  it('answers no longer than a model can', async () => {
    const client = await openApi(playing(saying('x')));
    const asked = client.beta.messages.create({ ...ASK, max_tokens: 128_001 }, { timeout: 5000 });
    expect((await refusalOf(asked)).message).toMatch(/max_tokens: 128001 > 128000/);
  });
});

it('what a summary carries for the server alone is nothing that the model reads', () => {
  const block = { type: 'compaction', content: 'I looked.', encrypted_content: 'x', signature: 's' };
  const long = { ...block, encrypted_content: 'x'.repeat(100_000), signature: 's'.repeat(4000) };
  expect(estimateTokens(long)).toBe(estimateTokens(block));
  expect(estimateTokens({ ...block, content: 'I looked. '.repeat(400) })).toBeGreaterThan(1000);
});

describe('the size of a request', () => {
  it('is at most 32 MB', async () => {
    const client = await openApi(playing(saying('x')));
    const text = 'x'.repeat(32 * 1024 * 1024);
    const error = await refusalOf(client.beta.messages.create(withBlocks({ type: 'text', text })));
    expect([error.status, error.type]).toEqual([413, 'request_too_large']);
  });
});
