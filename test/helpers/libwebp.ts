import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import startLibwebp from '@jsquash/webp/codec/dec/webp_dec.js';

/** What the library gives its answer in; Node has none. */
class DecodedImage {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

const WASM = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');

/** A reader of WebP that is none of ours, libwebp itself: red, green, blue and alpha of each pixel. */
export async function libwebp(): Promise<(file: Buffer) => DecodedImage> {
  Object.assign(globalThis, { ImageData: DecodedImage });
  const library = await startLibwebp({ wasmBinary: await readFile(WASM) });
  return (file) => {
    const image = library.decode(file);
    if (image === null) throw new Error('libwebp does not read this file');
    return image as unknown as DecodedImage;
  };
}
