import { readImageHeader } from './image-header';

const PATCH_PIXELS = 28;
/** What a picture costs at most: the API scales a larger one down. */
export const MAX_IMAGE_TOKENS = 4784;
/** The longest side, in pixels, that is not scaled down. */
export const MAX_IMAGE_EDGE = 2576;
const CHARACTERS_PER_TOKEN = 4;

type Size = { readonly width: number; readonly height: number };

/** The visual tokens of a picture of this size, in pixels, before it is scaled down. */
export function imageTokens({ width, height }: Size): number {
  return Math.ceil(width / PATCH_PIXELS) * Math.ceil(height / PATCH_PIXELS);
}

/** Roughly what a text costs. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** What the server gives with an answer for itself to read again: no model reads it. */
const FOR_THE_SERVER: ReadonlySet<string> = new Set(['encrypted_content', 'signature']);

/** Roughly what any part of a request costs; pictures by their size, wherever in it they stand. */
export function estimateTokens(part: unknown): number {
  const pictures: number[] = [];
  const text = JSON.stringify(part, (key, value: unknown) => {
    if (FOR_THE_SERVER.has(key)) return undefined;
    if (!isPicture(value)) return value;
    const header = readImageHeader(value.source.data);
    pictures.push(Math.min(header === null ? 0 : imageTokens(header), MAX_IMAGE_TOKENS));
    return undefined;
  });
  return pictures.reduce((sum, tokens) => sum + tokens, 0) + (text === undefined ? 0 : textTokens(text));
}

type Picture = { readonly type: 'image'; readonly source: { readonly data: string } };

function isPicture(value: unknown): value is Picture {
  if (typeof value !== 'object' || value === null) return false;
  const { type, source } = value as { type?: unknown; source?: { data?: unknown } };
  return type === 'image' && typeof source?.data === 'string';
}
