import type { RiskFinding } from '../../../shared/domain/risk';
import type { DialogTarget } from '../../../shared/domain/target';
import { quote, unknown } from './finding';
import { labelConsequences } from './label-meaning';
import { NOWHERE } from './surroundings';

/** What accepting a dialog of the page's script does. An `alert` only tells something. */
export function acceptDialog({ type, message }: DialogTarget): readonly RiskFinding[] {
  if (type === 'alert') return [];
  if (type === 'beforeunload') {
    return [{ category: 'deletion', level: 'medium', why: 'Leaving the page loses what was entered there.' }];
  }
  const said = labelConsequences(message, NOWHERE).filter(({ level }) => level !== 'low');
  if (said.length === 0) return [unknown(`a dialog asks ${quote(message)}`)];
  return said.map((one) => ({
    ...one,
    why: `It accepts the dialog ${quote(message)}, which reads as ${one.category}.`,
  }));
}

/** A click on a dialog: which of its buttons is under the pointer can't be told. */
export function clickDialog(target: DialogTarget): readonly RiskFinding[] {
  if (target.type === 'alert') return [];
  return [...acceptDialog(target), unknown('which button of the dialog is hit')];
}
