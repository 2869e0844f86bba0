/** Rows further down the queue have no key of their own. */
export const LAST_PLACE_KEY = 9;

type Key = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * The number from 1 to 9 that a key stands for by its place on the keyboard, since some layouts have the digits on Shift;
 * null for other keys, for chords, and for the number pad while it moves the cursor.
 */
export function placeKeyOf({ code, key, ctrlKey, metaKey, altKey }: Key): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  const isChord = ctrlKey || metaKey || altKey;
  return digit === undefined || isChord || key.length !== 1 ? null : Number(digit);
}
