import { onTestFinished } from 'vitest';
import type { LoopEnd } from '../../electron/engine/agent/agent-loop';
import { createModel } from '../../electron/engine/agent/create-model';
import type { Clock } from '../../electron/engine/base/clock';
import { createFetch } from '../../electron/engine/egress/reaching/proxied-fetch';
import { NO_PROXIES } from '../../electron/engine/egress/reaching/upstream-proxy';
import { modelRow } from '../../electron/engine/models/model-table';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import type { ContentBlock, MessagesRequest } from '../../electron/engine/practice/messages-request';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { createAgentLoop } from '../../electron/engine/sessions/create-agent-loop';
import type { HaltCause } from '../../shared/domain/halt';
import type { ModelRow } from '../../shared/domain/model-row';
import type { Policy } from '../../shared/domain/policy';
import type { WayOn } from '../../shared/domain/way-on';
import { isActBegun } from './acts';
import { answer } from './answer';
import { makeGate } from './make-gate';
import type { MemoryRecord } from './memory-record';
import { openOldModel } from './old-model';

export type Words = { readonly type: 'text'; readonly text: string };

export const say = (text: string): Words => ({ type: 'text', text });
let nextCall = 0;
export const use = (name: string, input: unknown, extra: object = {}) => {
  nextCall += 1;
  return { type: 'tool_use', id: `toolu_loop_${nextCall}`, name, input, toolset_name: 'computer', ...extra };
};
/** A turn that ends the run. */
export const finish = (report = 'Done.', outcome = 'done'): AssistantTurn =>
  reply(use('finish', { report, outcome }, { toolset_name: undefined }));
export const reply = (...content: ContentBlock[]): AssistantTurn => ({ kind: 'reply', content });

/**
 * `keepMs`: how long the desktop is kept; `stallLimitMs`: how long the model may be silent; `stands`: where the loop asks for
 * the operator it is left alone, and back-off takes its time.
 */
export type LoopOptions = {
  readonly keepMs?: number;
  readonly stallLimitMs?: number;
  readonly planFirst?: boolean;
  readonly stands?: boolean;
  /** What the service has told of the model. */
  readonly told?: Partial<ModelRow>;
  readonly clock?: Clock;
  /** What the service answers to a request that asks for nothing; nothing unless given. */
  readonly warming?: (request: MessagesRequest) => AssistantTurn | null;
};

/**
 * The agent loop with the real SDK, over HTTP, against a server that plays `turns` in order. Back-off waits cost
 * nothing. `pauses` are the reasons for which the loop asked for the operator, `waysOn` what is chosen where the model refuses the
 * conversation as it is, `halts` what it was halted for; it is let go
 * on at once, at most `resumes` times, and stopped after that.
 */
export async function makeLoop(
  turns: (AssistantTurn | (() => Promise<AssistantTurn>))[],
  changes: Partial<Policy> = {},
  resumes = 0,
  modelName = 'claude-test',
  {
    keepMs = 0,
    stallLimitMs = 1500,
    planFirst = false,
    stands = false,
    told = {},
    clock: time,
    warming,
  }: LoopOptions = {},
) {
  const pauses: string[] = [];
  const waysOn: WayOn[] = [];
  const impasses: (readonly WayOn[])[] = [];
  const onImpasse = (ways: readonly WayOn[]) => {
    if (ways.length === 0) return;
    impasses.push(ways);
    if (stands) return;
    // The run is put aside right after that.
    setImmediate(() => {
      pauses.push(made.pauses.at(-1) ?? '');
      const way = waysOn.shift();
      if (pauses.length > resumes) return made.control.stop();
      if (way !== undefined) made.impasse.choose(way);
      made.control.resume();
    });
  };
  const made = await makeGate(changes, {
    onImpasse,
    keepMs,
    planFirst,
    ...(time !== undefined && { clock: time }),
  });
  const requests: MessagesRequest[] = [];
  const warmed: MessagesRequest[] = [];
  const server = await createPracticeModel({
    wordDelayMs: 0,
    clock: made.clock,
    warming: (request) => {
      warmed.push(request);
      return warming?.(request) ?? null;
    },
    script: (request) => {
      requests.push(request);
      const turn = turns.shift() ?? finish();
      return typeof turn === 'function' ? turn() : turn;
    },
  });
  onTestFinished(() => server.close());
  const { computerTool } = modelRow(modelName);
  const front =
    computerTool === 'computer_toolset_20260801' ? null : await openOldModel(server.baseUrl, computerTool);
  const words: string[] = [];
  const retries: unknown[] = [];
  const spending: { budget: string | null } = { budget: null };
  const waits: number[] = [];
  const clock: Clock = {
    wallMs: () => made.clock.wallMs(),
    monotonicMs: () => made.clock.monotonicMs(),
    sleep: async (ms: number, signal?: AbortSignal) => {
      waits.push(ms);
      // What is longer is no back-off.
      await made.clock.sleep(stands || ms > 60_000 ? ms : 0, signal);
    },
  };
  const model = createModel({
    clock: made.clock,
    apiKey: server.apiKey,
    address: front?.baseUrl ?? server.baseUrl,
    model: modelName,
    row: { ...modelRow(modelName), ...told },
    fetch: createFetch(NO_PROXIES),
    stallLimitMs,
  });
  const { control, record } = made;
  const halts: HaltCause[] = [];
  made.approvals.changed.on(([first]) => {
    if (first?.kind !== 'halt') return;
    halts.push(first.cause);
    const approvalId = first.id;
    if (stands) return;
    if (halts.length > resumes) control.stop();
    else
      queueMicrotask(() =>
        answer(made.approvals, { approvalId, verdict: 'approve', reason: '', wasHeld: true }),
      );
  });
  const loop = createAgentLoop(made, {
    task: 'Export all invoices.',
    maxSteps: changes.max_steps ?? 30,
    computer: { computerTool, display: made.desktop.display.size },
    model: () => model,
    record,
    clock,
    random: () => 0.5,
    credentials: made.credentials,
    operator: 'ada',
    onWords: (text) => words.push(text),
    onRetry: (retry) => retries.push(retry),
    onSummary: () => undefined,
    overspent: () => spending.budget,
    pauseFor: async (reason) => {
      pauses.push(reason);
      if (stands) control.pause();
      else if (pauses.length > resumes) control.stop();
    },
  });
  const run = (): Promise<LoopEnd | string> =>
    loop.run().catch((error: { code?: string }) => error.code ?? String(error));
  return {
    ...made,
    told: front?.told ?? [],
    run,
    spending,
    requests,
    warmed,
    words,
    retries,
    waits,
    pauses,
    halts,
    loop,
    waysOn,
    impasses,
  };
}

/** The actions that were begun, but for what is only said. */
export function acted(record: MemoryRecord) {
  return record.find('action-started').filter(isActBegun);
}

/** The results of the newest user message of a request. */
export function resultsOf(request: MessagesRequest | undefined) {
  const content = request?.messages.at(-1)?.content;
  const blocks = Array.isArray(content) ? content : [];
  return blocks as unknown as {
    type: string;
    tool_use_id: string;
    toolset_name: string;
    is_error?: boolean;
    content: { type: string; text?: string }[];
  }[];
}
