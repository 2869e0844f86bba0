import type { KeptFrom } from '../barrier/refusals';
import { refusalText } from '../gate/refusal';

/** What the agent reads in place of a result where what its action led to was not let go; null where all was. */
export function keptText({ now }: KeptFrom): string | null {
  return now.length === 0 ? null : deniedText(now);
}

/** What it is told beside a result of what earlier actions had led to; null for nothing. It came too late for theirs. */
export function keptNote({ before }: KeptFrom): string | null {
  return before.length === 0 ? null : `Of an earlier action: ${deniedText(before)}`;
}

function deniedText(texts: readonly string[]): string {
  return refusalText({ verdict: 'denied', reason: texts.join('; ') });
}
