/** RFC 9649, section 3: the longest copy, in pixels. */
export const LONGEST_COPY = 4096;
/** The first codes of a distance mean places near the pixel. */
const NEAR_CODES = 120;
/** How far back a copy may reach, in pixels: 2^20 codes. */
export const FARTHEST_COPY = 2 ** 20 - NEAR_CODES;
export const LENGTH_SYMBOLS = 24;
export const DISTANCE_SYMBOLS = 40;

/** RFC 9649, section 3: the codes of places in the same row and the seven above, from 8 pixels to the right to 7 to the left. */
const NEAR_PLACES = [
  [96, 73, 55, 39, 23, 13, 5, 1, 255, 255, 255, 255, 255, 255, 255, 255],
  [101, 78, 58, 42, 26, 16, 8, 2, 0, 3, 9, 17, 27, 43, 59, 79],
  [102, 86, 62, 46, 32, 20, 10, 6, 4, 7, 11, 21, 33, 47, 63, 87],
  [105, 90, 70, 52, 37, 28, 18, 14, 12, 15, 19, 29, 38, 53, 71, 91],
  [110, 99, 82, 66, 48, 35, 30, 24, 22, 25, 31, 36, 49, 67, 83, 100],
  [115, 108, 94, 76, 64, 50, 44, 40, 34, 41, 45, 51, 65, 77, 95, 109],
  [118, 113, 103, 92, 80, 68, 60, 56, 54, 57, 61, 69, 81, 93, 104, 114],
  [119, 116, 111, 106, 97, 88, 84, 74, 72, 75, 85, 89, 98, 107, 112, 117],
] as const;

/** The code of a distance of so many pixels back, in a picture of that width. */
export function distanceCode(width: number, distance: number): number {
  const rows = Math.floor(distance / width);
  const columns = distance - rows * width;
  if (columns <= 8 && rows < 8) return (NEAR_PLACES[rows]?.[8 - columns] as number) + 1;
  if (columns > width - 8 && rows < 7) return (NEAR_PLACES[rows + 1]?.[8 + width - columns] as number) + 1;
  return distance + NEAR_CODES;
}

/** The other way round: how many pixels back a code means. */
export function distanceOf(width: number, code: number): number {
  if (code > NEAR_CODES) return code - NEAR_CODES;
  for (const [rows, places] of NEAR_PLACES.entries()) {
    const at = (places as readonly number[]).indexOf(code - 1);
    if (at >= 0) return Math.max(1, rows * width + 8 - at);
  }
  return 1;
}

/** RFC 9649, section 3: the symbol of a length or a distance code, from 1 on. */
export function copySymbol(value: number): number {
  if (value <= 4) return value - 1;
  const bits = 31 - Math.clz32(value - 1);
  return 2 * bits + (((value - 1) >>> (bits - 1)) & 1);
}

/** How many bits follow such a symbol. Their value is the lowest bits of `value - 1`. */
export function copyExtraBits(symbol: number): number {
  return symbol < 4 ? 0 : (symbol >>> 1) - 1;
}
