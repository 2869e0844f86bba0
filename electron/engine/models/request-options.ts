import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/beta/messages';
import { AirlockError } from '../../../shared/airlock-error';
import type { ModelRow } from '../../../shared/domain/model-row';
import type { ModelWishes } from '../../../shared/domain/model-wishes';

/** Thinking counts too, and newer models always think. */
const USUAL_OUTPUT_TOKENS = 16_384;
/** At these levels of effort that is too tight: an answer would be cut off in the middle of its thinking. */
const LONG_EFFORTS: ReadonlySet<string> = new Set(['xhigh', 'max']);
const LONG_OUTPUT_TOKENS = 64_000;

const COMPUTER_BETAS: Readonly<Record<ModelRow['computerTool'], readonly string[]>> = {
  computer_toolset_20260801: [],
  computer_20251124: ['computer-use-2025-11-24'],
  computer_20250124: ['computer-use-2025-01-24'],
};

/** How a model is asked, the same in every request of a run: a change would cost its cache, and its thinking. */
export type RequestOptions = Pick<MessageCreateParams, 'max_tokens' | 'thinking' | 'output_config'>;

/** What a run wishes for, as a model takes it; what was not wished for is the model's own (Messages API). */
export function requestOptions(
  row: ModelRow,
  { effort, thinkingDisplay, taskBudget }: ModelWishes,
): RequestOptions {
  const output = {
    ...(effort !== null && { effort }),
    ...(taskBudget !== null && { task_budget: { type: 'tokens' as const, total: taskBudget } }),
  };
  const isLong = LONG_EFFORTS.has(effort ?? '');
  return {
    max_tokens: Math.min(row.maxOutputTokens, isLong ? LONG_OUTPUT_TOKENS : USUAL_OUTPUT_TOKENS),
    // Models that think only as far as is counted out say what they do between their calls, without thinking.
    ...(row.thinking.includes('adaptive') && {
      thinking: { type: 'adaptive', display: displayOf(row, thinkingDisplay) },
    }),
    ...(Object.keys(output).length > 0 && { output_config: output }),
  };
}

/** The features that such a request says it uses (`anthropic-beta`). */
export function requestBetas(row: ModelRow, { thinkingDisplay, taskBudget }: ModelWishes): readonly string[] {
  const hasUpdates = row.thinking.includes('adaptive') && displayOf(row, thinkingDisplay) === 'updates';
  return [
    ...COMPUTER_BETAS[row.computerTool],
    ...(hasUpdates ? ['thinking-display-updates-2026-08-18'] : []),
    ...(taskBudget === null ? [] : ['task-budgets-2026-03-13']),
  ];
}

/** What newer models say between calls comes as thinking, which is empty unless it is asked for. */
function displayOf(row: ModelRow, wished: ModelWishes['thinkingDisplay']) {
  return wished ?? row.displays[0] ?? 'summarized';
}

/** Throws `bad-input` when the model does not take what is wished for: the API would refuse every request of the run. */
export function checkWishes(row: ModelRow, { effort, thinkingDisplay, taskBudget }: ModelWishes): void {
  const refuse = (what: string, remedy: string) => {
    throw new AirlockError('bad-input', `${row.name} takes no ${what}. ${remedy}`);
  };
  if (effort !== null && !row.efforts.includes(effort)) {
    refuse(`effort “${effort}”`, 'Choose another level under Advanced, or leave it to the model.');
  }
  if (thinkingDisplay !== null && !row.displays.includes(thinkingDisplay)) {
    refuse(`display “${thinkingDisplay}” of its thinking`, 'Choose another one under Advanced.');
  }
  if (taskBudget !== null && !row.takesTaskBudget) {
    refuse('task budget', 'Leave it empty under Advanced; the policy’s limit of tokens holds in any case.');
  }
}
