import { type Action, type Member, memberGroup } from '../../../shared/domain/action';
import { formatKeyCombo, parseKeyCombo } from '../../../shared/domain/key-combo';
import { pressedKeys } from '../actions/pressed-keys';
import { type Decision, type Facts, refusal } from './decision';

/** What could carry a secret out of the field it stands in: a closer look, a selection, what is pasted, a menu with *copy*. */
const CARRIES: ReadonlySet<Member> = new Set([
  'zoom',
  'left_click_drag',
  'left_mouse_down',
  'right_click',
  'middle_click',
]);

/** A press of *Insert* alone pastes what was selected last, where the system has a selection of its own. */
const COPYING = [
  'ctrl+c',
  'ctrl+x',
  'ctrl+v',
  'ctrl+shift+v',
  'shift+Delete',
  'Insert',
  'ctrl+Insert',
  'shift+Insert',
];
/** Saving and printing the page, its source, its menu, and the tools for developers. */
const SHOWING = ['ctrl+s', 'ctrl+p', 'ctrl+u', 'F12', 'menu', 'shift+F10', 'ctrl+shift+c', 'ctrl+shift+i'];
const SHOWING_MORE = ['ctrl+shift+j', 'ctrl+shift+p', 'ctrl+shift+s'];
const COMBOS: ReadonlySet<string | null> = new Set([...COPYING, ...SHOWING, ...SHOWING_MORE].map(nameOf));

const WHY = 'a secret may still stand in the page; go on with what leads to the next page';

/** Refuses what could take a secret out of a page that it was filled into, or show it there. */
export function checkExposed({
  action,
  findings,
  isExposed,
}: Pick<Facts, 'action' | 'findings' | 'isExposed'>): Decision | null {
  if (!isExposed) return null;
  if (CARRIES.has(action.member)) return refusal('credentials', action.member, WHY);
  const combo = pressedKeys(action)
    .map(nameOf)
    .find((name) => name === null || COMBOS.has(name));
  if (combo !== undefined) return refusal('credentials', combo ?? 'not one key', WHY);
  return shows(action, findings) ? refusal('credentials', 'shows credentials', WHY) : null;
}

function nameOf(text: string): string | null {
  const combo = parseKeyCombo(text);
  return combo === null ? null : formatKeyCombo(combo);
}

/** A button of the page that is about credentials, such as *show password*; signing in is none of those. */
function shows({ member }: Action, findings: Facts['findings']): boolean {
  if (memberGroup[member] === 'sign-in' || member === 'type') return false;
  return findings.some(({ category }) => category === 'credentials');
}
