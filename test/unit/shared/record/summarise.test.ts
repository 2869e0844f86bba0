import { describe, expect, it } from 'vitest';
import type { ApprovalKind, ApprovalOutcome } from '../../../../shared/domain/approval';
import type { AuditDraft, AuditEntry } from '../../../../shared/domain/audit-entry';
import { NO_COST, NO_USAGE, type TokenUsage } from '../../../../shared/domain/token-usage';
import { planAt } from '../../../../shared/record/plan-progress';
import { summariseRecord } from '../../../../shared/record/summarise';
import { judgedDetail, settledDetail } from '../../../helpers/record-details';
import { sampleSettings } from '../../../helpers/sample-settings';

const START = Date.UTC(2026, 0, 1);

/** Entries as a record would hold them, each at its second. */
function entries(...drafts: [second: number, draft: AuditDraft][]): AuditEntry[] {
  return drafts.map(([second, draft], seq) => ({
    step: null,
    screenshot_saved: null,
    permitted: null,
    ...draft,
    seq,
    task_id: 's1',
    timestamp: new Date(START + second * 1000).toISOString(),
  })) as unknown as AuditEntry[];
}

const started: AuditDraft = {
  kind: 'session-started',
  detail: { settings: sampleSettings(), modelAddress: null, policyHash: '0'.repeat(64), appVersion: '0' },
};
type State = Extract<AuditDraft, { kind: 'state-changed' }>['detail']['to'];
const change = (from: State, to: State, by = 'console'): AuditDraft => ({
  kind: 'state-changed',
  detail: { from, to, reason: `now ${to}`, by },
});
const usage = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, hourCacheWrite: 1, thinking: 1 };

describe('a plan as the record tells it', () => {
  const approved = (...steps: string[]): AuditDraft => ({
    kind: 'plan',
    detail: { steps, by: 'ada', changed: false },
  });
  const marked = (input: Record<string, unknown>, outcome: 'done' | 'failed' = 'done'): AuditDraft => ({
    kind: 'action-finished',
    action: { member: 'mark_step', input },
    detail: {
      toolUseId: 'toolu_1',
      outcome,
      error: null,
      durationMs: 1,
      settleMs: 0,
      settled: true,
      exposedMs: null,
    },
  });
  const planOf = (...drafts: AuditDraft[]) =>
    summariseRecord(entries([0, started], ...drafts.map((draft) => [1, draft] as [number, AuditDraft])))
      ?.plan;
  const statesOf = (...drafts: AuditDraft[]) =>
    planOf(...drafts)?.steps.map(({ state, note }) => (note === '' ? state : `${state}: ${note}`));

  it('is none before one was approved, whatever the agent says of it', () => {
    expect(planOf()).toBeNull();
    expect(planOf(marked({ step: 1, state: 'done' }))).toBeNull();
  });

  it('has what the agent says of each step, the newest last', () => {
    const lines = [
      approved('Look.', 'Export.', 'Report.'),
      marked({ step: 1, state: 'begun' }),
      marked({ step: 1, state: 'done', note: 'Seen.' }),
      marked({ step: 3, state: 'left_out' }),
    ];
    expect(statesOf(...lines)).toEqual(['done: Seen.', 'open', 'left_out']);
  });

  it('heeds nothing that fits no step, or was not carried out', () => {
    const lines = [
      approved('Look.'),
      marked({ step: 2, state: 'done' }),
      marked({ step: 1, state: 'perfect' }),
      marked({ step: 1, state: 'done' }, 'failed'),
    ];
    expect(statesOf(...lines)).toEqual(['open']);
  });

  it('stands in a replay as it did when a step had ended', () => {
    const judged = (step: number): AuditDraft => ({
      kind: 'action-judged',
      step,
      detail: judgedDetail({ verdict: 'allow' }),
    });
    const lines: AuditDraft[] = [
      started,
      judged(1),
      approved('Look.'),
      judged(2),
      marked({ step: 1, state: 'begun' }),
      judged(3),
      marked({ step: 1, state: 'done' }),
    ];
    const all = entries(...lines.map((draft) => [1, draft] as [number, AuditDraft]));
    expect([0, 1, 2, 3].map((step) => planAt(all, step)?.steps[0]?.state)).toEqual([
      undefined,
      'open',
      'begun',
      'done',
    ]);
  });

  it('begins anew with another one', () => {
    expect(statesOf(approved('Look.'), marked({ step: 1, state: 'done' }), approved('Only look.'))).toEqual([
      'open',
    ]);
  });
});

describe('a session as its record tells it', () => {
  it('counts the agent’s time and not the operator’s', () => {
    const session = summariseRecord(
      entries(
        [0, started],
        [2, change('preparing', 'running')],
        [5, change('running', 'waiting-for-approval')],
        [65, change('waiting-for-approval', 'running')],
        [70, change('running', 'paused', 'ada')],
        [500, change('paused', 'running', 'ada')],
      ),
    );
    expect(session).toMatchObject({
      workedMs: 10_000,
      workingSince: START + 500_000,
      startedAt: START + 2000,
      stateBy: 'ada',
    });
  });

  it('prices each request by itself, those that broke off included, and not their sum', () => {
    const request = { ...NO_USAGE, input: 60_000, output: 100, thinking: 40 };
    const responded: AuditDraft = {
      kind: 'model-responded',
      detail: {
        turn: 1,
        purpose: 'turn',
        requestId: null,
        stopReason: 'tool_use',
        text: '',
        actions: 1,
        usage: request,
        durationMs: 1,
      },
    };
    const failed = (usage: TokenUsage | null): AuditDraft => ({
      kind: 'model-failed',
      detail: {
        turn: 2,
        attempt: 1,
        purpose: 'turn',
        cause: 'cut',
        retryInMs: 5,
        isPartialDiscarded: true,
        usage,
      },
    });
    const settings = sampleSettings({ model: { kind: 'claude', model: 'claude-haiku-5-5' } });
    const begun = { ...started, detail: { ...started.detail, settings } } as AuditDraft;
    const session = summariseRecord(
      entries([0, begun], [1, responded], [2, failed(request)], [3, failed(null)]),
    );
    expect(session).toMatchObject({
      usage: { input: 120_000, output: 200, thinking: 80 },
      cost: { nanoUsd: 2 * (60_000 * 100 + 100 * 500), thinkingNanoUsd: 80 * 500 },
    });
  });

  it('has no cost for a model whose price nobody knows, and none at all in practice', () => {
    const settings = sampleSettings({ model: { kind: 'claude', model: 'claude-opus-9' } });
    const begun = { ...started, detail: { ...started.detail, settings } } as AuditDraft;
    expect(summariseRecord(entries([0, begun]))?.cost).toBeNull();
    const practice = sampleSettings({ model: { kind: 'practice', scenario: 'download-all' } });
    const played = { ...started, detail: { ...started.detail, settings: practice } } as AuditDraft;
    expect(summariseRecord(entries([0, played]))?.cost).toEqual(NO_COST);
  });

  it('counts denials by the policy and by people, approvals that ran, and every token', () => {
    const judged = (step: number, verdict: 'allow' | 'ask' | 'deny'): AuditDraft => ({
      kind: 'action-judged',
      step,
      detail: judgedDetail({ toolUseId: `t${step}`, verdict }),
    });
    const settled = (outcome: ApprovalOutcome, about: ApprovalKind = 'action'): AuditDraft => ({
      kind: 'approval-settled',
      permitted: outcome === 'approved',
      detail: settledDetail({ outcome, about }),
    });
    const responded: AuditDraft = {
      kind: 'model-responded',
      detail: {
        turn: 1,
        purpose: 'turn',
        requestId: null,
        stopReason: 'tool_use',
        text: '',
        actions: 1,
        usage,
        durationMs: 1,
      },
    };
    const session = summariseRecord(
      entries(
        [0, started],
        [1, responded],
        [2, judged(1, 'deny')],
        [3, judged(2, 'ask')],
        [4, settled('approved')],
        [5, settled('denied')],
        // Asked again, taken back, left as it is: nobody said no to an action.
        [6, settled('void')],
        [7, settled('cancelled')],
        [8, settled('denied', 'halt')],
        [9, responded],
      ),
    );
    expect(session).toMatchObject({
      steps: 2,
      denials: 2,
      approvals: 1,
      usage: { input: 2, output: 4, cacheRead: 6, cacheWrite: 8, hourCacheWrite: 2, thinking: 2 },
    });
  });

  it('is nothing when the record does not begin with its start', () => {
    expect(summariseRecord(entries([0, change('preparing', 'running')]))).toBeNull();
    expect(summariseRecord([])).toBeNull();
  });
});
