import type { ModelRow } from '../../shared/domain/model-row';

/** How the model is to be asked, as typed. Empty: as it does by itself. */
export type WishesDraft = {
  readonly effort: string;
  readonly thinkingDisplay: string;
  readonly taskBudget: string;
};

export const NO_WISHES_DRAFT: WishesDraft = { effort: '', thinkingDisplay: '', taskBudget: '' };

/** What the chosen model takes of it. */
export type Takes = Pick<ModelRow, 'efforts' | 'displays' | 'takesTaskBudget'>;

export const TAKES_NOTHING: Takes = { efforts: [], displays: [], takesTaskBudget: false };

/**
 * The draft as far as the chosen model takes it: what was typed for another one stays in the form, and neither shows nor
 * goes anywhere while this one is chosen.
 */
export function wishesFor(draft: WishesDraft, { efforts, displays, takesTaskBudget }: Takes): WishesDraft {
  const among = (choices: readonly string[], wished: string) => (choices.includes(wished) ? wished : '');
  return {
    effort: among(efforts, draft.effort),
    thinkingDisplay: among(displays, draft.thinkingDisplay),
    taskBudget: takesTaskBudget ? draft.taskBudget.trim() : '',
  };
}
