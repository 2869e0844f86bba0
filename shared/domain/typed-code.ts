/** Four characters or more, with a digit among them or in capitals: words are none. Nobody types one of more than twelve. */
const CODE = /^(?=.*\d|[A-Z]+$)[0-9A-Za-z]{4,12}$/;
/** What a message sets between the groups of a code. */
const BETWEEN = /[\s\u00a0-]+/g;

/** The most that may be typed, blanks and hyphens included. */
export const MAX_TYPED_CODE = 40;

/** A one-time code as it is filled, from what somebody types off a phone; null when that is none. */
export function readTypedCode(text: string): string | null {
  const code = text.replace(BETWEEN, '');
  return text.length <= MAX_TYPED_CODE && CODE.test(code) ? code : null;
}
