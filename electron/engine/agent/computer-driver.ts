import {
  BetaAbstractComputerToolset20260801,
  type BetaComputerMemberResult,
  type BetaToolsetCallContext,
  ToolError,
} from '@anthropic-ai/sdk/helpers/beta/toolsets';
import type { BetaToolUnion, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import type { ComputerMember, Member } from '../../../shared/domain/action';
import type { Point } from '../../../shared/domain/geometry';
import { isLook } from '../actions/is-look';
import { NOTHING_KEPT } from '../barrier/refusals';
import type { Effects, Outcome } from '../effects/effects';
import type { Batch } from '../gate/batch';
import type { Gate } from '../gate/gate';
import type { Permit } from '../gate/permits';
import { notDoneText, refusalText } from '../gate/refusal';
import { byFrame, withNote } from './call-result';
import { keptNote, keptText } from './kept-words';
import { type Answered, refuseUnserved, type ToolCall, type ToolDriver } from './tool-driver';

export type DriverDeps = {
  readonly gate: Pick<Gate, 'admit'>;
  readonly effects: Pick<Effects, 'carryOut'>;
  /** Where the pointer is, in screenshot pixels. */
  readonly cursor: () => Point;
  /** Members that the model is not offered, since the run's policy never allows them. The gate refuses them all the same. */
  readonly off: readonly ComputerMember[];
};

/** A call on its way through the toolset, and what came of it so far. */
type Underway = {
  readonly tool: ToolCall;
  readonly batch: Batch;
  /** Whether the gate has heard of it. */
  wasAdmitted: boolean;
  permit: Permit | null;
  outcome: Outcome | null;
  /** Why the run can't go on: the toolset makes a result of every exception. */
  fault: { readonly error: unknown } | null;
};

/**
 * The computer toolset over the sandbox. `confirm` is the gate; `execute` has carried out what the gate has just let
 * through, once. It serves all members, so `execute` is the whole driver.
 */
export class ComputerDriver extends BetaAbstractComputerToolset20260801 implements ToolDriver {
  readonly #underway: Map<string, Underway>;

  constructor(private readonly deps: DriverDeps) {
    const underway = new Map<string, Underway>();
    const configs = Object.fromEntries(deps.off.map((member) => [member, { enabled: false }]));
    super({
      ...(deps.off.length > 0 && { configs }),
      confirm: async ({ toolUse }) => {
        const one = underway.get(toolUse?.id ?? '');
        return one !== undefined && (await faultNoted(one, () => this.#admit(one)));
      },
    });
    this.#underway = underway;
  }

  serves({ toolset_name: toolset }: BetaToolUseBlock): boolean {
    return toolset === this.toolsetName;
  }

  definitions(): readonly BetaToolUnion[] {
    return [this.toJSON()];
  }

  /** Rejects when the run can't go on: `cancelled`, `audit-failed`, a fault of ours. */
  async answer(tool: ToolCall, batch: Batch): Promise<Answered> {
    const one: Underway = { tool, batch, wasAdmitted: false, permit: null, outcome: null, fault: null };
    const { toolUse } = tool;
    this.#underway.set(toolUse.id, one);
    const answered = await this.toolResult(toolUse).finally(() => this.#underway.delete(toolUse.id));
    // The toolset refuses a name that it does not know before it asks the gate: no call goes unrecorded.
    if (!one.wasAdmitted) return refuseUnserved(this.deps.gate, tool, batch);
    if (one.fault !== null) throw one.fault.error;
    const frame = one.outcome?.frame.name ?? null;
    const result = byFrame(answered, frame);
    const notes = [one.permit?.note ?? [], keptNote(one.outcome?.keptFrom ?? NOTHING_KEPT) ?? []].flat();
    return {
      result: notes.length === 0 ? result : withNote(result, notes.join('\n')),
      frame: isLook(toolUse.name as Member) ? null : frame,
    };
  }

  protected override async execute(
    { toolUse }: BetaToolsetCallContext,
    name: string,
  ): Promise<BetaComputerMemberResult> {
    const one = this.#underway.get(toolUse?.id ?? '');
    const permit = one?.permit ?? null;
    if (one === undefined || permit === null || permit.action.member !== name) {
      throw new ToolError(refusalText({ verdict: 'denied', reason: 'it did not pass the gate' }));
    }
    const outcome = await faultNoted(one, () => this.deps.effects.carryOut(permit));
    one.outcome = outcome;
    if (outcome.kind !== 'done') throw new ToolError(notDoneText(outcome.kind, outcome.error));
    const kept = keptText(outcome.keptFrom);
    if (kept !== null) throw new ToolError(kept);
    if (name === 'cursor_position') return this.deps.cursor();
    return isLook(permit.action.member)
      ? { data: outcome.frame.bytes.toString('base64'), mediaType: 'image/webp' }
      : undefined;
  }

  /** True when the gate lets it through; throws what the model reads when it does not. */
  async #admit(one: Underway): Promise<true> {
    one.wasAdmitted = true;
    const ruling = await this.deps.gate.admit(one.tool.call, one.batch);
    if (ruling.verdict !== 'allowed') throw new ToolError(refusalText(ruling));
    one.permit = ruling.permit;
    return true;
  }
}

async function faultNoted<T>(one: Underway, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolError)) one.fault ??= { error };
    throw error;
  }
}
