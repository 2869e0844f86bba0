import { type Member, memberGroup } from '../../../shared/domain/action';

/**
 * Whether an action does something to an element or types into one. Looking, waiting, scrolling and moving the pointer
 * with no button down do not.
 */
export function actsOnElement(member: Member, isButtonDown: boolean): boolean {
  if (member === 'mouse_move') return isButtonDown;
  const group = memberGroup[member];
  return group === 'click' || group === 'type' || group === 'key';
}
