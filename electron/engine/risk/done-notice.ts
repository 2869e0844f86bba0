import type { ElementTarget } from '../../../shared/domain/target';
import { Label } from './label';
import { NOWHERE, type Surroundings } from './surroundings';

/**
 * *OK* under “Your message was sent.” puts a notice away. That is the page's own word, so anything else wins over it: a form
 * around it, money anywhere, a question, or another line that says more.
 */
export function isUnderNotice(written: string, target: ElementTarget, around: Surroundings): boolean {
  const { form, href } = target;
  if (form !== null || (href !== null && !/^\s*#/.test(href))) return false;
  if (around.hasAmount || around.asksForMoney || around.asksForPassword) return false;
  if (MONEY.some((sense) => around.senses.has(sense))) return false;
  // Some languages have one word for *OK* and for *Accept*: beside what can be accepted it is the latter.
  const accepts = !new Label(written, around).has('confirm');
  if (accepts && ACCEPTED.some((sense) => around.senses.has(sense))) return false;
  return tellsOnly(around.lines[0] ?? '');
}

const MONEY = ['money', 'pay', 'transfer', 'checkout', 'subscribe', 'about'] as const;
const ACCEPTED = ['proposal', 'contract', 'terms', 'access', 'people', 'secret', 'owner'] as const;

/** One sentence that ends in what has been done. */
function tellsOnly(line: string): boolean {
  if (line.length > 120 || /[.!?？！。;:]\s*\S/u.test(line) || /[?？؟;]/u.test(line)) return false;
  const label = new Label(line, NOWHERE);
  return (
    label.has('told') && label.last('told') >= label.words - 0.01 && !label.has('and', 'confirm', 'next')
  );
}
