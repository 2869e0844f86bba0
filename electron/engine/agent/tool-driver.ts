import type { BetaToolUnion, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import type { Batch, BatchCall } from '../gate/batch';
import type { Gate } from '../gate/gate';
import { refusalText } from '../gate/refusal';
import type { CallResult } from '../history/turn-message';
import { errorResult } from './call-result';

/** What came of one call. */
export type Answered = {
  readonly result: CallResult;
  /** The screen that it left, by its name in the record; null where the result shows what it saw, or nothing was done. */
  readonly frame: string | null;
};

/** A call of a turn: as the API sent it, and as the gate takes it. */
export type ToolCall = { readonly toolUse: BetaToolUseBlock; readonly call: BatchCall };

/** What a call asks for: a member of a toolset, or a tool of our own, with its input. Neither is checked. */
export type MemberCall = { readonly member: string; readonly input: unknown };

/** Serves the calls of one toolset, or of tools of our own, each through the gate. */
export interface ToolDriver {
  /** Whether a call is one of its own: by its toolset, or by its name where it names no toolset. */
  serves(toolUse: BetaToolUseBlock): boolean;
  /** What the API is told of them. */
  definitions(): readonly BetaToolUnion[];
  /** What one of its calls asks for, where that is not its name and its input. */
  read?(toolUse: BetaToolUseBlock): MemberCall;
  /** Rejects when the run can't go on: `cancelled`, `audit-failed`, a fault of ours. */
  answer(tool: ToolCall, batch: Batch): Promise<Answered>;
}

/** A call that no toolset serves is put to the gate all the same, which refuses it: no call goes unrecorded. */
export async function refuseUnserved(
  gate: Pick<Gate, 'admit'>,
  { toolUse, call }: ToolCall,
  batch: Batch,
): Promise<Answered> {
  const ruling = await gate.admit(call, batch);
  const refusal = ruling.verdict === 'allowed' ? UNSERVED : ruling;
  return { result: errorResult(toolUse, refusalText(refusal)), frame: null };
}

const UNSERVED = { verdict: 'denied', reason: 'there is no such action' } as const;
