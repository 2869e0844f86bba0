import { enteredText } from '../actions/pressed-keys';
import { type Decision, type Facts, refusal } from './decision';

/** How other tools have secrets put into a text that an agent types. */
const PLACEHOLDER = /\{\{\s*credential\b|<secret>/i;

/**
 * Refuses text that is a secret of the vault, or asks for one to be put in its place: a secret goes into a page in one way
 * only, into the form of its own site.
 */
export function checkTyped({ action, secretOf }: Pick<Facts, 'action' | 'secretOf'>): Decision | null {
  if (secretOf !== null)
    return refusal('credentials', secretOf, 'the text holds a stored secret, which is never typed');
  const entered = enteredText(action);
  if (entered.kind !== 'text' || !PLACEHOLDER.test(entered.text)) return null;
  return refusal('credentials', 'a placeholder', 'no secret is put into typed text; call fill_login instead');
}
