import type { RecordedAction } from '../../../shared/domain/action';

/** The longest name of a member that is kept of a call. */
const MAX_NAME = 100;

/** The model's call as the record keeps it, whether or not it is one we know. */
export function recordCall(member: string, input: unknown): RecordedAction {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  return {
    member: member.slice(0, MAX_NAME),
    input: isObject ? (input as Record<string, unknown>) : { value: input },
  };
}
