/** A clock (`0:59`, `1:00:00`), a number in brackets, or one with a unit of seconds behind it. */
const NUMBER =
  /\d+(?::[0-5]\d){1,2}|(?<=[([（]\s*)\d+(?=\s*[)\]）])|\d+(?=\s*(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|secondi|с|сек|секунд\p{L}*|秒|초)(?!\p{L}))/giu;
/** What a page may be early with its numbers, in seconds. */
const SLACK = 2;

/** A text with one sign in the place of each number that could count seconds. */
export function withoutSeconds(text: string): string {
  return text.replace(NUMBER, '#');
}

/**
 * Whether a text differs from an earlier one by nothing but seconds that run out: what changed went down, by no more than
 * the time that has passed. The 9 of a "Confirm (9)" does; a price, an amount or the number of a thing does not.
 */
export function countsDown(before: string, now: string, elapsedMs: number): boolean {
  if (before === now || withoutSeconds(before) !== withoutSeconds(now)) return false;
  const numbers = secondsIn(before);
  const most = elapsedMs / 1000 + SLACK;
  return secondsIn(now).every((number, at) => {
    const step = (numbers[at] ?? Number.NaN) - number;
    return step >= 0 && step <= most;
  });
}

function secondsIn(text: string): readonly number[] {
  return (text.match(NUMBER) ?? []).map((number) =>
    number.split(':').reduce((sum, part) => sum * 60 + Number(part), 0),
  );
}
