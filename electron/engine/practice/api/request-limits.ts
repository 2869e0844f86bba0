import type { z } from 'zod';
import { readImageHeader } from './image-header';
import type { ImageBlock } from './message-schema';
import { invalid, type Refusal } from './refusal';
import type { CheckedRequest } from './request-schema';
import { imageTokens, MAX_IMAGE_EDGE, MAX_IMAGE_TOKENS } from './tokens';

/** The real API's limit for a request, in bytes; over it comes a 413. */
export const MAX_REQUEST_BYTES = 32 * 1024 * 1024;
const MAX_IMAGES = 600;
const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
/** Above so many pictures each may only be small. */
const MANY_IMAGES = 20;
const MAX_SIDE_PIXELS = 8000;
const MAX_SIDE_OF_MANY_PIXELS = 2000;

type PlacedImage = { readonly path: string; readonly image: z.infer<typeof ImageBlock> };

/** The pictures of a request, those in results included, in order, by their paths. */
export function imagesOf({ messages }: CheckedRequest): readonly PlacedImage[] {
  return messages.flatMap(({ content }, message) =>
    typeof content === 'string' ? [] : imagesIn(content, `messages.${message}.content`),
  );
}

type Part = { readonly type: string };

function imagesIn(parts: readonly Part[], path: string): readonly PlacedImage[] {
  return parts.flatMap((part, index): readonly PlacedImage[] => {
    const at = `${path}.${index}`;
    if (part.type === 'image') return [{ path: at, image: part as PlacedImage['image'] }];
    const { content } = part as { content?: unknown };
    return part.type === 'tool_result' && Array.isArray(content) ? imagesIn(content, `${at}.content`) : [];
  });
}

/** Bytes that a text in base64 stands for; null for what is none (RFC 4648, 4). */
function decodedBytes(data: string): number | null {
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) return null;
  return (data.length / 4) * 3 - (data.match(/=+$/)?.[0].length ?? 0);
}

function findOwnFault({ path, image }: PlacedImage): Refusal | null {
  const { media_type: type, data } = image.source;
  const at = `${path}.source.base64`;
  const bytes = decodedBytes(data);
  if (bytes === null) return invalid(`${at}.data: Invalid base64 data`);
  if (bytes > MAX_IMAGE_BYTES)
    return invalid(`${at}: image exceeds ${MAX_IMAGE_BYTES / 1024 / 1024} MB maximum: ${bytes} bytes`);
  const header = readImageHeader(data);
  if (header === null) return invalid(`${at}.data: Could not process image`);
  if (header.type !== type)
    return invalid(`${at}.data: Image does not match the provided media type ${type}, but is ${header.type}`);
  const isOversized =
    Math.max(header.width, header.height) > MAX_IMAGE_EDGE || imageTokens(header) > MAX_IMAGE_TOKENS;
  if (!isOversized || image.transformations?.oversized_image !== 'error') return null;
  return invalid(
    `${path}: image of ${header.width}x${header.height} pixels exceeds the model's maximum size`,
  );
}

/** What of a request's pictures the API would refuse: how many, how large, and whether they are what they are said to be. */
export function findImageFault(request: CheckedRequest): Refusal | null {
  const images = imagesOf(request);
  if (images.length > MAX_IMAGES)
    return invalid(`messages: too many images: ${images.length} > ${MAX_IMAGES} maximum`);
  for (const image of images) {
    const fault = findOwnFault(image);
    if (fault !== null) return fault;
  }
  const limit = images.length > MANY_IMAGES ? MAX_SIDE_OF_MANY_PIXELS : MAX_SIDE_PIXELS;
  const paths = images.filter(({ image }) => longestSide(image) > limit).map(({ path }) => path);
  if (paths.length === 0) return null;
  const which = images.length > MANY_IMAGES ? ' for many-image requests' : '';
  return invalid(`${paths[0]}: image dimensions exceed max allowed size${which}: ${limit} pixels`, {
    error_code: 'image_dimensions_too_large',
    max_side_length_pixels: limit,
    paths,
  });
}

function longestSide({ source }: PlacedImage['image']): number {
  const { width = 0, height = 0 } = readImageHeader(source.data) ?? {};
  return Math.max(width, height);
}
