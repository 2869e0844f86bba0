import type { Consequence } from './finding';
import type { Label } from './label';
import type { Sense } from './lexicon/sense';

/** What waits for somebody's answer, or belongs to it. */
const ANSWERED: readonly Sense[] = ['proposal', 'money', 'people', 'contract', 'message', 'access'];
/** What asks the one in front of the screen, whose *no* changes nothing. */
const ASKS_YOU: readonly Sense[] = ['cookie', 'terms', 'allow', 'view'];

const TOLD: readonly Consequence[] = [{ category: 'sending', level: 'high' }];

/**
 * *Reject*, *Decline*, *Approve*: an answer to what somebody has asked for, who is told, and often can't be taken back. The
 * same words turn cookies, terms and permissions of the page down, which is harmless.
 */
export function answer(label: Label): readonly Consequence[] {
  if (label.has('cookie', 'terms', 'view')) return [];
  const isRefusal = label.has('refuse');
  if (!isRefusal && !label.has('agree')) return [];
  if (label.has('proposal') || (isRefusal && label.has(...ANSWERED))) return TOLD;
  if (label.words > 3 || label.hasAround(...ASKS_YOU)) return [];
  if (
    label.hasAround('proposal') ||
    (isRefusal && (label.hasAround(...ANSWERED) || label.around.hasAmount))
  ) {
    return TOLD;
  }
  return isRefusal && label.around.lines.length > 0 ? [{ category: 'sending', level: 'medium' }] : [];
}
