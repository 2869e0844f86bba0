import { DIALOGUE_MEMBERS, type Member } from '../../../shared/domain/action';

const LOOKS: ReadonlySet<Member> = new Set([
  'screenshot',
  'zoom',
  'cursor_position',
  'list_credentials',
  ...DIALOGUE_MEMBERS,
]);

/** Whether a member only looks or speaks: it changes nothing, there is nothing to settle, and its result is what it got. */
export function isLook(member: Member): boolean {
  return LOOKS.has(member);
}
