import type { TaskOutcome } from '../../../shared/domain/action';

const SAID: Readonly<Record<TaskOutcome, string>> = {
  done: 'done',
  partly: 'partly done',
  not_done: 'not done',
};

/** What somebody says of how far the task has come, as a sentence. It is their claim. */
export function claimSentence(by: 'agent' | 'operator', outcome: TaskOutcome): string {
  return `${by === 'agent' ? 'The agent says' : 'The operator said'}: ${SAID[outcome]}.`;
}
