import type { ToolDriver } from '../../electron/engine/agent/tool-driver';
import { canonicalJson } from '../../electron/engine/base/canonical-json';
import { type Clock, systemClock } from '../../electron/engine/base/clock';
import { sha256Hex } from '../../electron/engine/base/hashing';
import { ApprovalQueue } from '../../electron/engine/desk/approval-queue';
import type { Desktop } from '../../electron/engine/effects/desktop';
import { Batch, type BatchCall } from '../../electron/engine/gate/batch';
import type { Scene } from '../../electron/engine/gate/scene';
import type { SessionRecord } from '../../electron/engine/record/session-record';
import { createRunParts, type RunParts, type RunPartsDeps } from '../../electron/engine/sessions/run-parts';
import type { Credentials } from '../../electron/engine/vault/credentials';
import { CREDENTIAL_MEMBERS, DIALOGUE_MEMBERS } from '../../shared/domain/action';
import type { Policy } from '../../shared/domain/policy';
import { MemoryCredentials } from './memory-credentials';
import { samplePolicy } from './sample-policy';

export type RunOptions<R extends SessionRecord> = {
  readonly sandbox: Desktop & Scene;
  readonly record: R;
  readonly policy?: Policy;
  readonly clock?: Clock;
  readonly sessionId?: string;
  readonly credentials?: Credentials;
  readonly onImpasse?: RunPartsDeps['onImpasse'];
  readonly keepMs?: number;
  readonly planFirst?: boolean;
};

export type MadeRun<R extends SessionRecord> = RunParts & {
  readonly record: R;
  readonly queue: ApprovalQueue;
  readonly clock: Clock;
  /** When the run began and ended to wait for the operator. */
  readonly waiting: boolean[];
  /** Why it was paused. */
  readonly pauses: string[];
  /** The hosts that pages are held to. */
  readonly narrowed: ReadonlySet<readonly string[]>;
  /** What the model has used up. */
  readonly spent: { tokens: number; costUsd: number };
  /** Runs one call through toolset, gate and effects; answers what the model reads. */
  readonly call: (toolUse: ToolUse, batch?: Batch) => ReturnType<RunParts['driver']['answer']>;
};

/** The parts of a run as the console joins them, with everything that a test wants to look at. */
export function makeRun<R extends SessionRecord>(options: RunOptions<R>): MadeRun<R> {
  const { sandbox, record, policy = samplePolicy(), clock = systemClock, sessionId = 's1' } = options;
  const { credentials = new MemoryCredentials(), onImpasse = () => undefined, keepMs = 0 } = options;
  const { planFirst = false } = options;
  const queue = new ApprovalQueue(clock, 'ada');
  const waiting: boolean[] = [];
  const pauses: string[] = [];
  const narrowed = new Set<readonly string[]>();
  const spent = { tokens: 0, costUsd: 0 };
  const parts = createRunParts({
    credentials,
    sessionId,
    task: 'task',
    policy,
    keepMs,
    planFirst,
    policyHash: sha256Hex(canonicalJson(policy)),
    record,
    clock,
    queue,
    sandbox: () => sandbox,
    narrow: async (hosts) => {
      narrowed.add(hosts);
      return () => narrowed.delete(hosts);
    },
    spent: () => spent,
    onWaiting: (_kind, isWaiting) => waiting.push(isWaiting),
    pauseFor: async (reason) => {
      pauses.push(reason);
      parts.control.pause();
    },
    isTakenOver: () => false,
    onImpasse,
    halt: async (reason) => {
      pauses.push(reason);
      parts.control.pause();
    },
    onGoOn: () => undefined,
  });
  const call = (toolUse: ToolUse, batch?: Batch) => {
    const call = { toolUseId: toolUse.id, member: toolUse.name, input: toolUse.input };
    const driver = driverOf(parts, toolUse.name);
    return driver.answer({ toolUse: toolUse as never, call }, batch ?? turnOf(call));
  };
  return { ...parts, record, queue, clock, waiting, pauses, narrowed, spent, call };
}

function driverOf(parts: RunParts, name: string): ToolDriver {
  const isOneOf = (names: readonly string[]) => names.includes(name);
  if (isOneOf(CREDENTIAL_MEMBERS)) return parts.credentialDriver;
  return isOneOf(DIALOGUE_MEMBERS) ? parts.dialogueDriver : parts.driver;
}

/** A turn of these calls, with words as a model says them. */
export function turnOf(...calls: readonly BatchCall[]): Batch {
  return new Batch(1, 'I delete the old ones.', calls);
}

export type ToolUse = ReturnType<typeof toolUse>;
let nextId = 0;

/** A tool call as the API sends it. */
export function toolUse(name: string, input: unknown) {
  nextId += 1;
  return { type: 'tool_use' as const, id: `toolu_${nextId}`, name, input, toolset_name: 'computer' };
}
