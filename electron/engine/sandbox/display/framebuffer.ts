import type { Box } from '../../../../shared/domain/geometry';

/** A picture in memory: 4 bytes a pixel, red, green, blue and one byte of padding. */
export type Picture = { readonly width: number; readonly height: number; readonly pixels: Buffer };

/** The sandbox's screen as the engine last heard of it. */
export class Framebuffer implements Picture {
  readonly pixels: Buffer;
  /** Grows with every change, so an unchanged screen need not be encoded again. */
  generation = 0;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = Buffer.alloc(width * height * 4);
  }

  contains({ x, y, width, height }: Box): boolean {
    return x + width <= this.width && y + height <= this.height;
  }

  /** Puts raw rows of a rectangle, starting at row `fromRow` of it. */
  putRows(box: Box, fromRow: number, rows: Buffer): void {
    const rowBytes = box.width * 4;
    for (let offset = 0, row = box.y + fromRow; offset < rows.length; offset += rowBytes, row += 1) {
      rows.copy(this.pixels, (row * this.width + box.x) * 4, offset, offset + rowBytes);
    }
  }

  /** Whether the single pixel at `box` has this colour already. */
  shows({ x, y }: Box, pixel: Buffer): boolean {
    const at = (y * this.width + x) * 4;
    return this.pixels.compare(pixel, 0, 3, at, at + 3) === 0;
  }

  /** Copies a rectangle of the screen to another place on it; they may overlap. */
  copyBox(box: Box, fromX: number, fromY: number): void {
    const moved = cropPicture(this, { ...box, x: fromX, y: fromY });
    this.putRows(box, 0, moved.pixels);
  }
}

/** A copy of a part of a picture. The box must lie inside it. */
export function cropPicture(picture: Picture, box: Box): Picture {
  const rowBytes = box.width * 4;
  const pixels = Buffer.allocUnsafe(rowBytes * box.height);
  for (let row = 0; row < box.height; row += 1) {
    const start = ((box.y + row) * picture.width + box.x) * 4;
    picture.pixels.copy(pixels, row * rowBytes, start, start + rowBytes);
  }
  return { width: box.width, height: box.height, pixels };
}
