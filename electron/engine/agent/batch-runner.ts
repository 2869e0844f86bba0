import { recordCall } from '../actions/record-call';
import type { CircleWatch } from '../circles/circle-watch';
import { Batch } from '../gate/batch';
import type { CallResult } from '../history/turn-message';
import type { SessionRecord } from '../record/session-record';
import type { ReceivedCall } from './call-intake';
import { errorResult, pictureIn, withNote, withPicture } from './call-result';
import type { DialogueDriver } from './dialogue-driver';
import type { Turn } from './model-call';
import type { Answered, ToolCall } from './tool-driver';
import type { Toolsets } from './toolsets';

/** What a call gets that was not run because one before it in the same turn failed. The API's own wording. */
const NOT_EXECUTED = 'Not executed: an earlier computer action in this turn failed.';

const HEARD = 'Not executed: the operator has said something meanwhile. Read it, then go on from there.';

export type BatchDeps = {
  readonly toolsets: Toolsets;
  readonly record: Pick<SessionRecord, 'append'>;
  readonly circles: Pick<CircleWatch, 'note'>;
  readonly dialogue: Pick<DialogueDriver, 'consult'>;
};

/** Runs the calls of a turn in order. The first that fails or is refused halts the rest; every one gets its result. */
export class BatchRunner {
  constructor(private readonly deps: BatchDeps) {}

  /** Rejects when the run can't go on: `cancelled`, `audit-failed`, a fault of ours. */
  async run({ number, words }: Turn, received: readonly ReceivedCall[]): Promise<readonly CallResult[]> {
    const tools = received.map((call) => ({ ...call, call: this.deps.toolsets.read(call.toolUse) }));
    const firstFlaw = tools.findIndex(({ flaw }) => flaw !== null);
    // What is no call is not shown as a step ahead, and nothing comes after it.
    const ahead = firstFlaw < 0 ? tools : tools.slice(0, firstFlaw);
    const batch = new Batch(
      number,
      words,
      ahead.map(({ call }) => call),
    );
    const answers: Answered[] = [];
    let halt: string | null = null;
    for (const { toolUse, call, flaw } of tools) {
      const why: string | null = halt ?? flaw;
      const answer: Answered =
        why === null
          ? await this.#answer({ toolUse, call }, batch)
          : await this.#skip({ toolUse, call }, why);
      halt ??= answer.result.is_error === true ? NOT_EXECUTED : batch.haltReason;
      answers.push(answer);
    }
    return answers.map((answer, index) =>
      index === answers.length - 1 ? withScreen(answer) : answer.result,
    );
  }

  async #answer(tool: ToolCall, batch: Batch): Promise<Answered> {
    const { toolsets, circles, dialogue } = this.deps;
    const answer = await toolsets.answer(tool, batch);
    const { member, input } = tool.call;
    const seen = pictureIn(answer.result);
    const after = answer.frame ?? (member === 'screenshot' ? seen : null);
    const noticed = await circles.note({ member, input, seen, after });
    if (noticed === null) return answer;
    if (noticed.kind === 'tell') return { ...answer, result: withNote(answer.result, noticed.words) };
    const word = await dialogue.consult(noticed.words, batch);
    if (word === null) return answer;
    batch.halt(HEARD);
    return { ...answer, result: withNote(answer.result, word) };
  }

  async #skip({ toolUse, call }: ToolCall, why: string): Promise<Answered> {
    await this.deps.record.append({
      kind: 'action-skipped',
      action: recordCall(call.member, call.input),
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
