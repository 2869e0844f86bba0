import type { TaskOutcome } from '../../shared/domain/action';

/** How far a task has come, as somebody says. */
export const TASK_OUTCOMES: Readonly<Record<TaskOutcome, string>> = {
  done: 'done',
  partly: 'partly done',
  not_done: 'not done',
};
