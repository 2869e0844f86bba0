import type { Policy } from '../../../shared/domain/policy';
import type { Session } from '../../../shared/domain/session';
import { AgentLoop } from '../agent/agent-loop';
import { BatchRunner } from '../agent/batch-runner';
import { ComputerDriver } from '../agent/computer-driver';
import { Conversation } from '../agent/conversation';
import type { Model } from '../agent/model';
import { NextTurn } from '../agent/next-turn';
import { Toolsets } from '../agent/toolsets';
import type { Clock } from '../base/clock';
import { RunControl } from '../control/run-control';
import { RunningStep } from '../control/running-step';
import type { ApprovalQueue } from '../desk/approval-queue';
import { Desk } from '../desk/desk';
import { GrantBook } from '../desk/grant-book';
import type { Desktop } from '../effects/desktop';
import { Effects } from '../effects/effects';
import { Gate } from '../gate/gate';
import type { Spent } from '../gate/gate-facts';
import { Permits } from '../gate/permits';
import type { Scene } from '../gate/scene';
import type { SessionRecord } from '../record/session-record';

export type RunPartsDeps = {
  readonly sessionId: string;
  readonly task: string;
  readonly policy: Policy;
  /** SHA-256 of the policy as the session's folder keeps it. */
  readonly policyHash: string;
  readonly record: SessionRecord;
  readonly clock: Clock;
  readonly queue: ApprovalQueue;
  /** The sandbox; asked for only when something looks or acts. */
  readonly sandbox: () => Desktop & Scene;
  /** What the model has used up so far. */
  readonly spent: () => Spent;
  /** Told when the run begins and ends to wait for one more answer. */
  readonly onWaiting: (isWaiting: boolean) => void;
  /** Pauses the run for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly pauseFor: (reason: string) => Promise<void>;
};

/** The parts of one run that stand between the agent and its sandbox, joined. */
export type RunParts = {
  readonly control: RunControl;
  readonly running: RunningStep;
  readonly desk: Desk;
  readonly grants: GrantBook;
  readonly gate: Gate;
  readonly effects: Effects;
  readonly driver: ComputerDriver;
};

export function createRunParts(deps: RunPartsDeps): RunParts {
  const { sessionId, policy, record, clock, queue, sandbox, onWaiting } = deps;
  const control = new RunControl();
  const running = new RunningStep();
  const permits = new Permits();
  const desk = new Desk({ queue, record, control, onWaiting });
  const grants = new GrantBook({ sessionId, clock, record });
  const gate = new Gate({
    sessionId,
    task: deps.task,
    policy,
    policyHash: deps.policyHash,
    scene: sandbox,
    record,
    clock,
    control,
    running,
    permits,
    desk,
    grants,
    spent: deps.spent,
    pauseFor: deps.pauseFor,
  });
  const effects = new Effects({ permits, desktop: sandbox, record, control, clock });
  const driver = new ComputerDriver({ gate, effects, cursor: () => sandbox().display.cursor });
  return { control, running, desk, grants, gate, effects, driver };
}

export type LoopParts = Pick<RunPartsDeps, 'task' | 'record' | 'clock' | 'pauseFor'> & {
  readonly maxSteps: number;
  readonly model: () => Model;
  /** In [0, 1). */
  readonly random: () => number;
  /** The words of the turn under way, all of them so far. */
  readonly onWords: (text: string) => void;
  readonly onRetry: (retry: Session['retry']) => void;
  /** Which budget of the policy is used up, in words; null while there is some left. */
  readonly overspent: () => string | null;
};

/** The conversation that feeds a run's gate. */
export function createAgentLoop({ control, gate, driver }: RunParts, deps: LoopParts): AgentLoop {
  const { task, maxSteps, record, clock, model, random, onWords, onRetry, overspent, pauseFor } = deps;
  const toolsets = new Toolsets(gate, [driver]);
  const putAside = (reason: string) =>
    pauseFor(`Paused: ${reason}. Resume asks the model again; stop ends the run.`);
  const nextTurn = new NextTurn({
    model,
    tools: () => toolsets.definitions(),
    record,
    control,
    clock,
    random,
    onWords,
    onRetry,
    putAside,
  });
  return new AgentLoop({
    task,
    maxSteps,
    conversation: new Conversation(record),
    nextTurn,
    batches: new BatchRunner(toolsets, record),
    gate,
    overspent,
    putAside,
  });
}
