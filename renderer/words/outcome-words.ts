import type { ApprovalOutcome } from '../../shared/domain/approval';

/** What became of a question, by one name wherever it is told. */
export const OUTCOME_NAMES: Readonly<Record<ApprovalOutcome, string>> = {
  approved: 'Approved',
  edited: 'Changed and approved',
  denied: 'Denied',
  expired: 'No answer',
  void: 'Asked again',
  cancelled: 'Withdrawn',
};

/** The same in full, where there is room to say what it meant. */
export const OUTCOME_SENTENCES: Readonly<Record<ApprovalOutcome, string>> = {
  approved: 'Approved',
  edited: 'Changed and approved',
  denied: 'Denied by the operator',
  expired: 'No answer in time: denied',
  void: 'Asked again: what was approved had changed',
  cancelled: 'Withdrawn: the session ended before an answer',
};
