import type { ModelRow } from '../../../shared/domain/model-row';
import type { DisplaySize, Session } from '../../../shared/domain/session';
import { AgentLoop } from '../agent/agent-loop';
import { BatchRunner } from '../agent/batch-runner';
import { CacheKeeper } from '../agent/cache-keeper';
import { Compaction } from '../agent/compaction';
import type { Model } from '../agent/model';
import { ModelCall } from '../agent/model-call';
import { NextTurn } from '../agent/next-turn';
import { SingleComputerDriver } from '../agent/single-computer-driver';
import type { ToolDriver } from '../agent/tool-driver';
import { Toolsets } from '../agent/toolsets';
import { WarmCall } from '../agent/warm-call';
import { CircleWatch } from '../circles/circle-watch';
import type { Spent } from '../gate/gate-facts';
import { History } from '../history/history';
import type { Credentials } from '../vault/credentials';
import type { RunParts, RunPartsDeps } from './run-parts';

export type AgentLoopDeps = Pick<RunPartsDeps, 'task' | 'record' | 'clock' | 'pauseFor'> & {
  readonly maxSteps: number;
  /** Which form of the computer tool the model takes, and of what size the screen is. */
  readonly computer: Pick<ModelRow, 'computerTool'> & { readonly display: DisplaySize };
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
  /** Which budget of the policy is used up, by so much more if that is said, in words; null while there is some left. */
  readonly overspent: (ahead?: Spent) => string | null;
};

/** The agent that feeds a run's gate. */
export function createAgentLoop(parts: RunParts, deps: AgentLoopDeps): AgentLoop {
  const { control, halts, gate, credentialDriver, dialogueDriver } = parts;
  const { questions, guidance, words, impasse, keepScreen, reminder, plan } = parts;
  const { record, clock, operator } = deps;
  const toolsets = new Toolsets(gate, [computerFor(deps.computer, parts), credentialDriver, dialogueDriver]);
  const putAside = (reason: string) =>
    deps.pauseFor(`Paused: ${reason}. Resume asks the model again; stop ends the run.`);
  const keeper = keepCacheWarm(parts, deps);
  const call = new ModelCall({
    model: deps.model,
    tools: toolsets.definitions(),
    planFirst: plan.planFirst,
    record,
    control,
    clock,
    random: deps.random,
    secrets: deps.credentials,
    onWords: deps.onWords,
    onRetry: deps.onRetry,
    onCached: (answered) => keeper.note(answered),
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
      words,
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
    overspent: () => deps.overspent(),
  });
}

/** What keeps the run's prompt in the service's cache while something waits for the operator. */
function keepCacheWarm({ control, desk }: RunParts, deps: AgentLoopDeps): CacheKeeper {
  const { model, record, clock, overspent } = deps;
  const warm = new WarmCall({ model, record, control, clock });
  const keeper = new CacheKeeper({ clock, control, warm, overspent });
  desk.waiting.on((isWaiting) => keeper.wait(isWaiting));
  return keeper;
}

/** The computer in the form that the model takes: its toolset, or one tool for all of it. */
function computerFor(
  { computerTool: type, display }: AgentLoopDeps['computer'],
  { driver: toolset, off }: RunParts,
): ToolDriver {
  if (type === 'computer_toolset_20260801') return toolset;
  return new SingleComputerDriver(toolset, { type, display, off });
}
