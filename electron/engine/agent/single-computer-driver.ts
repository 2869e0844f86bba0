import type { BetaToolUnion, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import { COMPUTER_MEMBERS, type ComputerMember } from '../../../shared/domain/action';
import type { ModelRow } from '../../../shared/domain/model-row';
import type { DisplaySize } from '../../../shared/domain/session';
import type { Batch } from '../gate/batch';
import type { ComputerDriver } from './computer-driver';
import type { Answered, MemberCall, ToolCall, ToolDriver } from './tool-driver';

const NAME = 'computer';

export type SingleTool = {
  readonly type: Exclude<ModelRow['computerTool'], 'computer_toolset_20260801'>;
  readonly display: DisplaySize;
  /** Members that the run's policy never allows. */
  readonly off: readonly ComputerMember[];
};

/**
 * The computer for models up to 4.8, which call one tool named `computer` and say in its input which action they want
 * (`computer_20251124`, `computer_20250124`). Each call becomes the toolset's call of that action, so that gate, effects and
 * record know no difference.
 */
export class SingleComputerDriver implements ToolDriver {
  constructor(
    private readonly toolset: Pick<ComputerDriver, 'answer' | 'toolsetName'>,
    private readonly tool: SingleTool,
  ) {}

  serves({ name, toolset_name: toolset = null }: BetaToolUseBlock): boolean {
    return name === NAME && toolset === null;
  }

  definitions(): readonly BetaToolUnion[] {
    const { type, display, off } = this.tool;
    const size = { display_width_px: display.width, display_height_px: display.height };
    if (type === 'computer_20250124') return [{ type, name: NAME, ...size }];
    return [{ type, name: NAME, ...size, enable_zoom: !off.includes('zoom') }];
  }

  /** What is no action of the computer stays none, whatever else has its name. */
  read({ input }: BetaToolUseBlock): MemberCall {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return { member: NAME, input };
    const { action, ...rest } = input as Readonly<Record<string, unknown>>;
    const isMember = (COMPUTER_MEMBERS as readonly unknown[]).includes(action);
    return { member: isMember ? String(action) : `${NAME}/${String(action)}`, input: rest };
  }

  /** Rejects as the toolset's does. */
  async answer({ toolUse, call }: ToolCall, batch: Batch): Promise<Answered> {
    const { member, input } = this.read(toolUse);
    const asMember = { ...toolUse, name: member, input, toolset_name: this.toolset.toolsetName };
    const { result, frame } = await this.toolset.answer({ toolUse: asMember, call }, batch);
    return { result: { ...result, toolset_name: null }, frame };
  }
}
