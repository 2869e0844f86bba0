import type { BetaToolUnion, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import { isOwnMember } from '../../../shared/domain/action';
import type { Batch, BatchCall } from '../gate/batch';
import type { Gate } from '../gate/gate';
import {
  type Answered,
  type MemberCall,
  refuseUnserved,
  type ToolCall,
  type ToolDriver,
} from './tool-driver';

/** The tools of a run. What no driver serves is refused. */
export class Toolsets {
  constructor(
    private readonly gate: Pick<Gate, 'admit'>,
    private readonly drivers: readonly ToolDriver[],
  ) {}

  /** What the API is told of them. */
  definitions(): readonly BetaToolUnion[] {
    return this.drivers.flatMap((driver) => driver.definitions());
  }

  /** A call as the gate takes it. */
  read(toolUse: BetaToolUseBlock): BatchCall {
    const driver = this.#driverOf(toolUse);
    const call = driver === undefined ? outOfPlace(toolUse) : (driver.read?.(toolUse) ?? inPlace(toolUse));
    return { toolUseId: toolUse.id, ...call };
  }

  /** Rejects as `ToolDriver.answer` does. */
  answer(tool: ToolCall, batch: Batch): Promise<Answered> {
    const driver = this.#driverOf(tool.toolUse);
    return driver === undefined ? refuseUnserved(this.gate, tool, batch) : driver.answer(tool, batch);
  }

  #driverOf(toolUse: BetaToolUseBlock): ToolDriver | undefined {
    return this.drivers.find((driver) => driver.serves(toolUse));
  }
}

/** A name counts only where it belongs: by another toolset, or by none, it is no such action. */
function inPlace(toolUse: BetaToolUseBlock): MemberCall {
  const { name, input, toolset_name: toolset } = toolUse;
  const isInPlace = isOwnMember(name) ? (toolset ?? null) === null : toolset === 'computer';
  return isInPlace ? { member: name, input } : outOfPlace(toolUse);
}

/** No member has such a name: the gate refuses it, whatever this run's tools are. */
function outOfPlace({ name, input, toolset_name: toolset }: BetaToolUseBlock): MemberCall {
  return { member: `${toolset ?? ''}/${name}`, input };
}
