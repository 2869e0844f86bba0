import type { BetaToolUnion } from '@anthropic-ai/sdk/resources/beta';
import type { Batch } from '../gate/batch';
import type { Gate } from '../gate/gate';
import { type Answered, refuseUnserved, type ToolCall, type ToolDriver } from './tool-driver';

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

  /** Rejects as `ToolDriver.answer` does. */
  answer(tool: ToolCall, batch: Batch): Promise<Answered> {
    const driver = this.drivers.find((one) => one.serves(tool.toolUse));
    return driver === undefined ? refuseUnserved(this.gate, tool, batch) : driver.answer(tool, batch);
  }
}
