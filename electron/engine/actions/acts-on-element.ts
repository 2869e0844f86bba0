import { type Member, memberGroup } from '../../../shared/domain/action';

/**
 * Whether an action does something to an element or types into one. Looking, waiting, scrolling and moving the pointer
 * with no button down do not, nor does what is done with a credential beside the page.
 */
export function actsOnElement(member: Member, isButtonDown: boolean): boolean {
  if (member === 'mouse_move') return isButtonDown;
  if (member === 'use_session') return false;
  const group = memberGroup[member];
  return group === 'click' || group === 'type' || group === 'key' || group === 'sign-in';
}
