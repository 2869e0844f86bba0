import type { RecordedAction } from '../../shared/domain/action';
import { AUDIT_VERSION, type AuditDraft, type AuditEntry } from '../../shared/domain/audit-entry';
import type { RedactionNote } from '../../shared/domain/redaction';
import type { RiskFinding } from '../../shared/domain/risk';
import type { Target } from '../../shared/domain/target';
import { NO_USAGE } from '../../shared/domain/token-usage';
import { FAKE_FRAMES } from './fake-frames';
import { FAKE_LEAK_REPORT, fakeConnections, fakeRefusals } from './fake-network';
import { DELETE_ALL, FAKE_SETTINGS, fakeSession } from './fake-sessions';

const HASH = 'a'.repeat(64);

/** Numbers and stamps drafts as the log would; the chain's hashes are not real. */
export function fakeEntries(drafts: readonly AuditDraft[], startedAt = Date.now() - 120_000): AuditEntry[] {
  return drafts.map(
    (draft, seq) =>
      ({
        version: AUDIT_VERSION,
        seq,
        timestamp: new Date(startedAt + seq * 1700).toISOString(),
        monotonic_ms: seq * 1700,
        boot_id: 'boot',
        task_id: 'task',
        step: null,
        action: null,
        screenshot_saved: null,
        redaction: null,
        model_response_id: null,
        tokens_used: null,
        permitted: null,
        denial_reason: null,
        prev: HASH,
        hash: HASH,
        ...draft,
      }) as AuditEntry,
  );
}

const MASKED: RedactionNote = {
  masks: [
    { kind: 'password', box: { x: 420, y: 300, width: 260, height: 36 } },
    { kind: 'email', box: { x: 900, y: 96, width: 180, height: 21 } },
    { kind: 'email', box: { x: 900, y: 420, width: 170, height: 21 } },
  ],
  more: 0,
  unsure: null,
};
const ALL_MASKED: RedactionNote = { masks: [], more: 0, unsure: { cause: 'moving', cover: 'page' } };

type FakeStep = {
  readonly step: number;
  readonly action: RecordedAction;
  readonly before: string;
  readonly after: string;
  readonly target?: Target;
};

function allowed({ step, action, before, after, target }: FakeStep): AuditDraft[] {
  const toolUseId = `tool-${step}`;
  return [
    judged({
      step,
      action,
      before,
      target: target ?? null,
      verdict: 'allow',
      rule: 'risk',
      why: 'Nothing risky.',
    }),
    { kind: 'action-started', step, action, detail: { toolUseId } },
    {
      kind: 'action-finished',
      step,
      action,
      screenshot_saved: after,
      redaction: step % 3 === 0 ? ALL_MASKED : MASKED,
      permitted: true,
      detail: {
        toolUseId,
        outcome: 'done',
        error: null,
        durationMs: 240 + step * 31,
        settleMs: 120,
        settled: true,
        exposedMs: null,
      },
    },
  ];
}

type FakeJudgement = Omit<FakeStep, 'after' | 'target'> & {
  readonly target: Target | null;
  readonly verdict: 'allow' | 'ask' | 'deny';
  readonly rule: string;
  readonly why: string;
  readonly findings?: readonly RiskFinding[];
};

function judged({
  step,
  action,
  before,
  target,
  verdict,
  rule,
  why,
  findings = [],
}: FakeJudgement): AuditDraft {
  const [x, y] = (action.input.coordinate as [number, number] | undefined) ?? [];
  return {
    kind: 'action-judged',
    step,
    action,
    screenshot_saved: before,
    redaction: MASKED,
    permitted: verdict === 'allow',
    denial_reason: verdict === 'deny' ? why : null,
    detail: {
      toolUseId: `tool-${step}`,
      verdict,
      rule,
      value: '',
      why,
      grantId: null,
      target,
      targets: target === null ? [] : [target],
      points: x === undefined || y === undefined ? [] : [{ x, y }],
      findings,
      level: findings[0]?.level ?? 'low',
      signIn: null,
    },
  };
}

const ASKED = { purpose: 'turn', requestId: null } as const;

function says(turn: number, text: string, actions: number): AuditDraft {
  const detail = { turn, ...ASKED, stopReason: 'tool_use', text, actions, usage: NO_USAGE, durationMs: 1400 };
  return { kind: 'model-responded', tokens_used: 2140, model_response_id: `msg_${turn}`, detail };
}

const click = (x: number, y: number): RecordedAction => ({
  member: 'left_click',
  input: { coordinate: [x, y] },
});
const screenshot: RecordedAction = { member: 'screenshot', input: {} };
const F = FAKE_FRAMES;
const link = (name: string, box: typeof DELETE_ALL.box): Target => ({
  ...DELETE_ALL,
  role: 'link',
  tag: 'a',
  inputType: null,
  form: null,
  name,
  text: name,
  href: 'http://billing.practice.test/exports',
  box,
});
const EXPORTS_LINK = link('Exports', { x: 12, y: 117, width: 192, height: 42 });
const DOWNLOAD = link('Download all', { x: 936, y: 98, width: 149, height: 42 });

function opening(): AuditDraft[] {
  const container = {
    containerId: 'c0ffee',
    image: 'airlock-sandbox:1',
    isolation: 'runc',
    browser: 'Chromium 150',
    engine: 'This machine',
    wasWarm: true,
    durationMs: 92,
  };
  return [
    {
      kind: 'session-started',
      detail: { settings: FAKE_SETTINGS, modelAddress: null, policyHash: HASH, appVersion: '0.1.0' },
    },
    { kind: 'leak-test', detail: FAKE_LEAK_REPORT },
    { kind: 'sandbox-ready', detail: container },
    {
      kind: 'state-changed',
      detail: { from: 'preparing', to: 'running', reason: 'The sandbox is ready.', by: 'session' },
    },
    {
      kind: 'model-requested',
      detail: { turn: 1, attempt: 1, model: 'practice', purpose: 'turn', request: null },
    },
    says(1, 'I look at the screen first.', 1),
    ...allowed({ step: 1, action: screenshot, before: F.dashboard, after: F.dashboard }),
    says(2, 'This is Larkspur Billing. Invoices are exported on the Exports page, so I open it.', 1),
    ...allowed({
      step: 2,
      action: click(108, 138),
      before: F.dashboard,
      after: F.exports,
      target: EXPORTS_LINK,
    }),
    ...fakeConnections(2, 6, 1),
    ...fakeRefusals(2),
    says(3, 'Two buttons stand side by side. I zoom in to read them.', 2),
    ...allowed({
      step: 3,
      action: { member: 'zoom', input: { region: [900, 80, 1260, 160] } },
      before: F.exports,
      after: F.exports,
    }),
    ...allowed({
      step: 4,
      action: {
        member: 'scroll',
        input: { coordinate: [640, 533], scroll_direction: 'down', scroll_amount: 5 },
      },
      before: F.exports,
      after: F.scrolled,
    }),
    judged({
      step: 5,
      action: { member: 'key', input: { text: 'ctrl+shift+i' } },
      before: F.scrolled,
      target: null,
      verdict: 'deny',
      rule: 'allowed_key_combos',
      why: 'The key combination ctrl+shift+i is not in allowed_key_combos.',
    }),
    ...allowed({
      step: 6,
      action: { member: 'type', input: { text: 'invoice archive' } },
      before: F.scrolled,
      after: F.exports,
    }),
    ...allowed({
      step: 7,
      action: { member: 'left_click_drag', input: { start_coordinate: [420, 300], coordinate: [760, 520] } },
      before: F.exports,
      after: F.exports,
    }),
    says(4, 'The old invoices should go if that is allowed. I start with that and press Delete all.', 1),
  ];
}

const DELETION: readonly RiskFinding[] = [
  { category: 'deletion', level: 'critical', why: 'The button is named “Delete all”.' },
];

function asking(): AuditDraft[] {
  const action = click(1165, 119);
  return [
    judged({
      step: 9,
      action,
      before: F.exports,
      target: DELETE_ALL,
      verdict: 'ask',
      rule: 'on_risk',
      why: 'The button is named “Delete all”.',
      findings: DELETION,
    }),
    {
      kind: 'approval-requested',
      step: 9,
      action,
      detail: {
        about: 'action',
        approvalId: 'approval-1',
        toolUseId: null,
        digest: HASH,
        sentence: 'Click the button “Delete all”.',
        expiresAt: Date.now() + 90_000,
        level: 'critical',
        difference: [],
        acceptable: [],
        bound: {},
      },
    },
  ];
}

function closing(): AuditDraft[] {
  const reason = 'Not part of the task';
  return [
    {
      kind: 'approval-settled',
      step: 9,
      permitted: false,
      denial_reason: reason,
      detail: {
        about: 'action',
        toolUseId: null,
        approvalId: 'approval-1',
        digest: HASH,
        outcome: 'denied',
        by: 'root',
        reason,
        scope: 'once',
        edit: null,
        upTo: null,
        accepts: 'once',
        wasHeld: false,
        answer: null,
        decidedAfterMs: 8300,
      },
    },
    says(
      5,
      'Deleting was not allowed (“Not part of the task”). I take the other way and press Download all, which only copies.',
      1,
    ),
    ...allowed({
      step: 10,
      action: click(1010, 119),
      before: F.exports,
      after: F.downloaded,
      target: DOWNLOAD,
    }),
    says(6, 'All 48 invoices were exported. Nothing was deleted.', 0),
    {
      kind: 'session-ended',
      detail: {
        state: 'finished',
        reason: 'The agent says: done.',
        usage: NO_USAGE,
        steps: 10,
        claim: {
          by: 'agent',
          outcome: 'done',
          report: 'All 48 invoices were exported. Nothing was deleted.',
        },
      },
    },
  ];
}

/** The record of a run that waits for its approval. */
export function fakeWaitingRecord(): AuditEntry[] {
  return fakeEntries([...opening(), ...asking()]);
}

/** The record of the same run, denied and finished. */
export function fakeFinishedRecord(): AuditEntry[] {
  return fakeEntries([...opening(), ...asking(), ...closing()], fakeSession({ id: 'x' }).createdAt);
}
