import type { Session } from '../../../shared/domain/session';
import { AgentLoop } from '../agent/agent-loop';
import { BatchRunner } from '../agent/batch-runner';
import { Compaction } from '../agent/compaction';
import type { Model } from '../agent/model';
import { ModelCall } from '../agent/model-call';
import { NextTurn } from '../agent/next-turn';
import { Toolsets } from '../agent/toolsets';
import { CircleWatch } from '../circles/circle-watch';
import { History } from '../history/history';
import type { Credentials } from '../vault/credentials';
import type { RunParts, RunPartsDeps } from './run-parts';

export type AgentLoopDeps = Pick<RunPartsDeps, 'task' | 'record' | 'clock' | 'pauseFor'> & {
  readonly maxSteps: number;
  readonly model: () => Model;
  /** In [0, 1). */
  readonly random: () => number;
  readonly credentials: Credentials;
  /** Account name of whoever is at the console. */
  readonly operator: string;
  /** The words of the turn under way, all of them so far. */
  readonly onWords: (text: string) => void;
  readonly onRetry: (retry: Session['retry']) => void;
  /** Told when the conversation begins and ends to be summed up. */
  readonly onSummary: (isUnderWay: boolean) => void;
  /** Which budget of the policy is used up, in words; null while there is some left. */
  readonly overspent: () => string | null;
};

/** The agent that feeds a run's gate. */
export function createAgentLoop(parts: RunParts, deps: AgentLoopDeps): AgentLoop {
  const { control, halts, gate, driver, credentialDriver, dialogueDriver } = parts;
  const { questions, guidance, impasse, keepScreen, reminder } = parts;
  const { record, clock, operator } = deps;
  const toolsets = new Toolsets(gate, [driver, credentialDriver, dialogueDriver]);
  const putAside = (reason: string) =>
    deps.pauseFor(`Paused: ${reason}. Resume asks the model again; stop ends the run.`);
  const call = new ModelCall({
    model: deps.model,
    tools: toolsets.definitions(),
    record,
    control,
    clock,
    random: deps.random,
    secrets: deps.credentials,
    onWords: deps.onWords,
    onRetry: deps.onRetry,
    putAside,
    halt: (cause) => halts.raise(cause),
  });
  const compaction = new Compaction({
    call,
    record,
    control,
    keepScreen,
    reminder,
    onSummary: deps.onSummary,
  });
  return new AgentLoop({
    task: deps.task,
    maxSteps: deps.maxSteps,
    history: new History(record),
    nextTurn: new NextTurn({
      call,
      compaction,
      impasse,
      guidance,
      record,
      putAside,
      keepScreen,
      reminder,
      operator,
    }),
    batches: new BatchRunner({
      toolsets,
      record,
      circles: new CircleWatch(record),
      dialogue: dialogueDriver,
    }),
    dialogue: dialogueDriver,
    questions,
    guidance,
    keepScreen,
    gate,
    overspent: deps.overspent,
  });
}
