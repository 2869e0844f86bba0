/** RFC 9649, section 3: ways to guess a pixel from its neighbours, by their numbers in the format. */
export const PREDICTORS = { none: 0, left: 1, above: 2, select: 11, gradient: 12 } as const;
export type Predictor = (typeof PREDICTORS)[keyof typeof PREDICTORS];

/** What a pixel is guessed to be where nothing is guessed: black, and not to be seen through. All are ARGB. */
export const NO_GUESS = 0xff000000 | 0;

/** The guess by the pixels to the left, above, and above to the left. */
export type Guess = (left: number, above: number, corner: number) => number;

export const GUESSES: Readonly<Record<Predictor, Guess>> = {
  [PREDICTORS.none]: () => NO_GUESS,
  [PREDICTORS.left]: (left) => left,
  [PREDICTORS.above]: (_left, above) => above,
  [PREDICTORS.select]: (left, above, corner) =>
    difference(above, corner) < difference(left, corner) ? left : above,
  [PREDICTORS.gradient]: (left, above, corner) => {
    const red = clamped(part(left, 16) + part(above, 16) - part(corner, 16));
    const green = clamped(part(left, 8) + part(above, 8) - part(corner, 8));
    const blue = clamped(part(left, 0) + part(above, 0) - part(corner, 0));
    return NO_GUESS | (red << 16) | (green << 8) | blue;
  },
};

/** Each part by itself, modulo 256: `a - b`. */
export function partsMinus(a: number, b: number): number {
  const alphaGreen = (0x00ff00ff + (a & 0xff00ff00) - (b & 0xff00ff00)) & 0xff00ff00;
  const redBlue = (0xff00ff00 + (a & 0x00ff00ff) - (b & 0x00ff00ff)) & 0x00ff00ff;
  return alphaGreen | redBlue;
}

/** Each part by itself, modulo 256: `a + b`. */
export function partsPlus(a: number, b: number): number {
  const alphaGreen = ((a & 0xff00ff00) + (b & 0xff00ff00)) & 0xff00ff00;
  const redBlue = ((a & 0x00ff00ff) + (b & 0x00ff00ff)) & 0x00ff00ff;
  return alphaGreen | redBlue;
}

/** How far two colours are from each other: the sum over red, green and blue. */
export function difference(a: number, b: number): number {
  return (
    Math.abs(part(a, 16) - part(b, 16)) +
    Math.abs(part(a, 8) - part(b, 8)) +
    Math.abs(part(a, 0) - part(b, 0))
  );
}

function part(pixel: number, shift: number): number {
  return (pixel >>> shift) & 0xff;
}

function clamped(value: number): number {
  return Math.max(0, Math.min(value, 255));
}
