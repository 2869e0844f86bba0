import type { BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import { recordCall } from '../actions/record-call';
import { Batch, type BatchCall } from '../gate/batch';
import type { SessionRecord } from '../record/session-record';
import { errorResult, withPicture } from './call-result';
import type { Turn } from './next-turn';
import type { Answered, ToolCall } from './tool-driver';
import type { Toolsets } from './toolsets';
import type { CallResult } from './turn-message';

/** What a call gets that was not run because one before it in the same turn failed. The API's own wording. */
const NOT_EXECUTED = 'Not executed: an earlier computer action in this turn failed.';

/** Runs the calls of a turn in order. The first that fails or is refused halts the rest; every one gets its result. */
export class BatchRunner {
  constructor(
    private readonly toolsets: Toolsets,
    private readonly record: Pick<SessionRecord, 'append'>,
  ) {}

  /** Rejects when the run can't go on: `cancelled`, `audit-failed`, a fault of ours. */
  async run({ number, words }: Turn, uses: readonly BetaToolUseBlock[]): Promise<readonly CallResult[]> {
    const tools = uses.map((toolUse) => ({ toolUse, call: batchCall(toolUse) }));
    const calls = tools.map(({ call }) => call);
    const batch = new Batch(number, words, calls);
    const answers: Answered[] = [];
    let halt: string | null = null;
    for (const tool of tools) {
      const answer: Answered =
        halt === null ? await this.toolsets.answer(tool, batch) : await this.#skip(tool, halt);
      halt ??= answer.result.is_error === true ? NOT_EXECUTED : batch.haltReason;
      answers.push(answer);
    }
    return answers.map((answer, index) =>
      index === answers.length - 1 ? withScreen(answer) : answer.result,
    );
  }

  async #skip({ toolUse }: ToolCall, why: string): Promise<Answered> {
    await this.record.append({
      kind: 'action-skipped',
      action: recordCall(toolUse.name, toolUse.input),
      permitted: false,
      denial_reason: why,
      detail: { toolUseId: toolUse.id },
    });
    return { result: errorResult(toolUse, why), frame: null };
  }
}

/** The screen after a batch rides on its last result, so the model need not ask for it. Errors may hold text only. */
function withScreen({ result, frame }: Answered): CallResult {
  return frame === null || result.is_error === true ? result : withPicture(result, frame);
}

function batchCall({ id, name, input, toolset_name: toolset }: BetaToolUseBlock): BatchCall {
  return { toolUseId: id, member: toolset === 'computer' ? name : `${toolset ?? ''}/${name}`, input };
}
