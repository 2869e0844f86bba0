import type { Member } from '../../../shared/domain/action';

const LOOKS: ReadonlySet<Member> = new Set(['screenshot', 'zoom', 'cursor_position', 'list_credentials']);

/** Whether a member only looks: it changes nothing, there is nothing to settle, and its result is what it saw. */
export function isLook(member: Member): boolean {
  return LOOKS.has(member);
}
