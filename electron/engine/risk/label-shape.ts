import type { Label } from './label';
import type { Sense } from './lexicon/sense';
import type { Spot } from './lexicon/word-index';

const ACTIONS: readonly Sense[] = [
  ...([
    'delete',
    'remove',
    'clear',
    'discard',
    'terminate',
    'pay',
    'checkout',
    'subscribe',
    'transfer',
    'handle',
    'send',
  ] as const),
  ...([
    'reply',
    'invite',
    'grant',
    'run',
    'agree',
    'allow',
    'sign',
    'download',
    'upload',
    'login',
    'signUp',
    'refuse',
  ] as const),
];
/** Of these a name of something is made as easily as an order. */
const NAMEABLE: readonly Sense[] = [
  ...([
    'pay',
    'checkout',
    'subscribe',
    'transfer',
    'login',
    'signUp',
    'agree',
    'allow',
    'sign',
    'logout',
  ] as const),
];
/** *Don't send*, *Not now*, *Undo delete*, *Cancel deletion*: short, and with the turning word beside every action. */
export function isTurnedRound(label: Label): boolean {
  if (callsDeletionOff(label)) return true;
  if (label.words > 7) return false;
  const actions = label.spots(...ACTIONS);
  if (label.has('not') && actions.every((action) => isNegated(label, action))) {
    // Without blanks everything is one word, so more than one action is too many to be sure.
    const isOne = label.words > 1 || new Set(actions.map(({ from }) => from)).size < 2;
    if (isOne && !label.has('terminate')) return true;
  }
  if (label.has('terminate')) return false;
  if (label.has('later') && !label.has('not', 'and', 'delete', 'transfer')) return true;
  if (isWithdrawal(label)) return false;
  if (label.has('and') && label.has('pay', 'transfer', 'terminate')) return false;
  // Some languages give money back by the word that brings a thing back.
  if (label.has('undo') && label.words <= 6 && !(label.has('handle') && label.has('money'))) return true;
  return label.has('callOff') && !label.has('contract', 'machine') && label.words <= 6;
}

/** *Cancel the scheduled deletion of my account*: one phrase that says it all, and no other deed behind it. */
const callsDeletionOff = (label: Label): boolean =>
  label.words <= 10 &&
  label.spots('undo').some(({ from, to }) => from === 0 && to - from >= 2) &&
  !label.has(...ACTIONS, 'and', 'money', 'confirm', 'forever');

/** To call access off, or to bring it back, changes who may do what: *Zugriff aufheben*, *撤销权限*, *Restore access*. */
export const isWithdrawal = (label: Label): boolean =>
  label.has('callOff', 'undo') &&
  label.has('access', 'owner') &&
  !label.has(...ACTIONS, 'change', 'add', 'look', 'refuse', 'proposal');

/** *Don't send* and, as some languages say it, *send not*: right before the action, or behind it as the last word. */
function isNegated(label: Label, action: Spot): boolean {
  return label.spots('not').some((not) => {
    if (label.words === 1) return true;
    if (not.from <= action.from) return action.from - not.to < 1.5;
    return not.from - action.to < 0.5 && not.to >= label.words;
  });
}

/** *Payment history*, *View transfers*, *Zahlungen anzeigen*: where to go, not what to do. */
export function isNameOfPlace(label: Label): boolean {
  if (label.first('look') < label.first(...ACTIONS)) return true;
  // “Pay and view history” is no name: what is joined to a deed does not undo it.
  if (label.has('and')) return false;
  if (label.has('record') && label.first('record') !== 0) return true;
  const look = label.last('look');
  if (look > label.last(...ACTIONS) && look >= label.words - 0.01) return true;
  const isNameable = label.spots(...ACTIONS).every(({ sense }) => NAMEABLE.includes(sense));
  return label.has('place') && !label.has('confirm') && isNameable;
}
