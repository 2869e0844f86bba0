import { Member, memberInputs } from '../../../shared/domain/action';
import type { ActionApproval, Approval } from '../../../shared/domain/approval';
import type { Point } from '../../../shared/domain/geometry';

/** What an operator may change of an action before it runs. */
export type EditDraft =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'place'; readonly at: Point };

/** The change an action takes, filled with what the agent asked for; null where nothing can be changed. */
export function startEdit(approval: Approval): EditDraft | null {
  if (approval.kind !== 'action') return null;
  const { member, input } = approval.action;
  if (member === 'type' && typeof input.text === 'string') return { kind: 'text', text: input.text };
  if ((member === 'key' || member === 'hold_key') && typeof input.text === 'string')
    return { kind: 'key', text: input.text };
  if (!('coordinate' in input) || approval.point === null) return null;
  const [x, y] = Array.isArray(input.coordinate) ? (input.coordinate as [number, number]) : [];
  return { kind: 'place', at: x === undefined || y === undefined ? approval.point : { x, y } };
}

export type Edit =
  | { readonly kind: 'same' }
  | { readonly kind: 'bad'; readonly problem: string }
  | { readonly kind: 'changed'; readonly input: Record<string, unknown> };

/** The input that the draft makes of the action's. */
export function editOf({ action, display }: ActionApproval, draft: EditDraft): Edit {
  const { member, input } = action;
  const change = draft.kind === 'place' ? { coordinate: [draft.at.x, draft.at.y] } : { text: draft.text };
  const changed = { ...input, ...change };
  if (JSON.stringify(changed) === JSON.stringify(input)) return { kind: 'same' };
  if (draft.kind === 'place' && (draft.at.x >= display.width || draft.at.y >= display.height)) {
    return { kind: 'bad', problem: `The screen ends at ${display.width - 1}, ${display.height - 1}.` };
  }
  const known = Member.safeParse(member);
  const isInput = known.success && memberInputs[known.data].safeParse(changed).success;
  return isInput
    ? { kind: 'changed', input: changed }
    : { kind: 'bad', problem: 'That is not something this action can do.' };
}
