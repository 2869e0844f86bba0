import { describe, expect, it } from 'vitest';
import { parseAction } from '../../../../../electron/engine/actions/parse-call';
import {
  type DryRunTools,
  dryRun,
  dryRunAction,
} from '../../../../../electron/engine/policy/dry-run/dry-run';
import type { AuditDraft, AuditEntry } from '../../../../../shared/domain/audit-entry';
import type { Policy } from '../../../../../shared/domain/policy';
import type { Target } from '../../../../../shared/domain/target';
import { NO_USAGE } from '../../../../../shared/domain/token-usage';
import { sampleTarget } from '../../../../helpers/sample-facts';
import { samplePolicy } from '../../../../helpers/sample-policy';
import { sampleSettings } from '../../../../helpers/sample-settings';

/** Weighs by the name alone, so that these tests are about the replay. */
const TOOLS: DryRunTools = {
  parse: parseAction,
  assess: (_, targets) =>
    targets.some((target) => target.kind === 'element' && target.name === 'Pay')
      ? [{ category: 'payment', level: 'high', why: '' }]
      : [],
};

type Line = AuditDraft & { readonly at?: number };

/** Lines as a log would have written them, `at` seconds after the beginning. */
function record(...lines: readonly Line[]): readonly AuditEntry[] {
  return lines.map(({ at = 0, ...draft }, seq) => ({
    version: 1,
    seq,
    timestamp: new Date(2026, 10, 23, 10, 0, at).toISOString(),
    monotonic_ms: at * 1000,
    boot_id: 'boot',
    task_id: 'task',
    step: null,
    action: null,
    screenshot_saved: null,
    model_response_id: null,
    tokens_used: null,
    permitted: null,
    denial_reason: null,
    prev: '0'.repeat(64),
    hash: '0'.repeat(64),
    ...draft,
  })) as readonly AuditEntry[];
}

const click = { member: 'left_click', input: { coordinate: [10, 10] } };
const started: Line = {
  kind: 'session-started',
  detail: { settings: sampleSettings(), modelAddress: null, policyHash: '0'.repeat(64), appVersion: '1' },
};

function judged(
  step: number,
  changes: Partial<Line> & { target?: Target | null; grantId?: string } = {},
): Line {
  const { target = sampleTarget(), grantId = null, ...rest } = changes;
  return {
    kind: 'action-judged',
    step,
    action: click,
    detail: {
      toolUseId: `tool-${step}`,
      verdict: 'allow',
      rule: 'policy',
      value: '',
      why: 'allowed by the policy',
      grantId,
      target,
      targets: target === null ? [] : [target],
      points: [{ x: 10, y: 10 }],
      findings: [],
      level: 'low',
      signIn: null,
    },
    ...rest,
  } as Line;
}

const done = (step: number, at: number): Line =>
  ({ kind: 'action-started', step, action: click, at, detail: { toolUseId: `tool-${step}` } }) as Line;

function run(policy: Partial<Policy>, ...lines: readonly Line[]) {
  return dryRun(samplePolicy(policy), record(started, ...lines), TOOLS);
}

describe('a dry run over a call to sign in', () => {
  const signIn = {
    entryId: 'c1',
    entry: 'billing',
    account: '',
    step: 'both',
    origin: 'https://app.example.com',
    topOrigin: 'https://app.example.com',
    submitsTo: 'https://app.example.com',
    fingerprint: 'f',
    uses: 0,
  } as const;
  const action = { member: 'fill_login', input: { credential: 'billing' } };

  it('says what the policy would say, and that the vault was not asked', () => {
    const line = judged(1, { action });
    const rules = [{ when: { member: ['fill_login' as const] }, then: 'deny' as const, reason: 'by hand' }];
    const used = { ...line, detail: { ...line.detail, signIn } } as Line;
    expect(run({ rules }, used)[0]).toMatchObject({
      now: { verdict: 'deny', rule: 'rules[0]' },
      untold: ['whether the credential may be used under it is not in the record'],
    });
    expect(run({}, used)[0]?.now).toMatchObject({ verdict: 'ask', rule: 'credentials' });
  });

  it('that was refused refuses it for the same reason', () => {
    const line = judged(1, { action });
    const refused = { ...line, detail: { ...line.detail, why: 'there is no form to sign in with' } } as Line;
    expect(run({}, refused)[0]?.now).toMatchObject({
      verdict: 'deny',
      rule: 'credentials',
      why: 'there is no form to sign in with',
    });
  });
});

describe('a dry run over a record', () => {
  it('says what would have been decided, and by what', () => {
    const rules = [{ when: { name: ['Show*'] }, then: 'deny', reason: 'not today' }] as const;
    expect(run({ rules }, judged(1))).toEqual([
      {
        step: 1,
        action: click,
        change: null,
        target: sampleTarget(),
        was: { verdict: 'allow', rule: 'policy', value: '', why: 'allowed by the policy' },
        now: { verdict: 'deny', rule: 'rules[0]', value: 'name Show*', why: 'not today' },
        hasChanged: true,
        untold: [],
      },
    ]);
    expect(run({}, judged(1)).map(({ hasChanged }) => hasChanged)).toEqual([false]);
  });

  it('weighs the risk anew', () => {
    const [step] = run({}, judged(1, { target: sampleTarget({ name: 'Pay', text: 'Pay' }) }));
    expect(step).toMatchObject({ now: { verdict: 'ask', value: 'payment, high' }, hasChanged: true });
  });

  it('counts steps, actions and tokens as they were at the time', () => {
    const words: Line = {
      kind: 'model-responded',
      detail: {
        turn: 1,
        purpose: 'turn',
        requestId: null,
        stopReason: 'tool_use',
        text: '',
        actions: 1,
        usage: { ...NO_USAGE, input: 900, output: 100 },
        durationMs: 1,
      },
    };
    const lines = [judged(1), done(1, 0), words, judged(2, { at: 30 }), done(2, 30), judged(3, { at: 61 })];
    const decidedBy = (policy: Partial<Policy>) => run(policy, ...lines).map(({ now }) => now.rule);
    expect(decidedBy({ max_steps: 2 })).toEqual(['policy', 'policy', 'max_steps']);
    expect(decidedBy({ max_tokens: 1000 })).toEqual(['policy', 'max_tokens', 'max_tokens']);
    expect(decidedBy({ max_actions_per_minute: 1 })).toEqual([
      'policy',
      'max_actions_per_minute',
      'max_actions_per_minute',
    ]);
    expect(decidedBy({ rate_limits: { left_click: 2 } })).toEqual(['policy', 'policy', 'policy']);
  });

  it('goes by the time of day that it was', () => {
    const at = (from: string, to: string) =>
      run({ rules: [{ when: { time: { from, to } }, then: 'deny', reason: 'closed' }] }, judged(1))[0]?.now
        .verdict;
    expect([at('09:00', '11:00'), at('11:00', '23:00')]).toEqual(['deny', 'allow']);
  });

  it('says what it could not take into account', () => {
    const [noTarget] = run({}, judged(1, { target: null }));
    expect(noTarget).toMatchObject({
      now: { verdict: 'ask' },
      untold: ['what it acts on is not in the record'],
    });
    const [selector] = run({ blocked_regions: [{ selector: 'nav' }] }, judged(1));
    expect(selector).toMatchObject({ now: { verdict: 'allow' } });
    expect(selector?.untold[0]).toMatch(/selector/);
  });

  it('takes the hosts of the session for a policy that names none', () => {
    const to = (href: string) => judged(1, { target: sampleTarget({ href }) });
    const why = (policy: Partial<Policy>, href: string) => run(policy, to(href))[0]?.now.why;
    const refused = expect.stringContaining('which the browser will not open');
    expect(why({ allowed_hosts: [] }, 'http://billing.practice.test/exports')).not.toEqual(refused);
    expect(why({ allowed_hosts: [] }, 'https://elsewhere.example/')).toEqual(refused);
    expect(why({ allowed_hosts: ['app.example.com'] }, 'http://billing.practice.test/')).toEqual(refused);
  });

  it('does not call an approval for the whole run a change', () => {
    const target = sampleTarget({ name: 'Pay', text: 'Pay' });
    expect(run({}, judged(1, { target, grantId: 'g' }))[0]).toMatchObject({
      now: { verdict: 'ask' },
      hasChanged: false,
    });
  });

  it('leaves a call that was no action as it was', () => {
    const [step] = run({}, judged(1, { action: { member: 'rm -rf', input: {} } }));
    expect(step?.now).toEqual(step?.was);
  });

  it('leaves a call as it was that came before its plan, which no policy refused', () => {
    const { detail } = judged(1);
    const line = { ...judged(1), detail: { ...detail, verdict: 'deny', rule: 'plan' } } as Line;
    expect(run({}, line)).toMatchObject([{ now: { verdict: 'deny', rule: 'plan' }, hasChanged: false }]);
  });

  it('follows the pointer through presses and moves', () => {
    const act = (member: string, input: Record<string, unknown> = {}): readonly Line[] => [
      { ...judged(1), action: { member, input }, detail: { ...judged(1).detail, points: [] } } as Line,
      { ...done(1, 0), action: { member, input } } as Line,
    ];
    const steps = run(
      { blocked_regions: [{ x1: 100, y1: 0, x2: 200, y2: 100 }] },
      ...act('mouse_move', { coordinate: [50, 50] }),
      ...act('left_mouse_down'),
      ...act('mouse_move', { coordinate: [250, 50] }),
      ...act('left_mouse_up'),
    );
    expect(steps.map(({ now }) => now.rule === 'blocked_regions')).toEqual([false, false, true, false]);
  });
});

describe('a dry run of one action', () => {
  const context = { now: new Date(2026, 10, 23, 10), tools: TOOLS };

  it('is judged with what it would act on', () => {
    const one = (target: Target | null) => dryRunAction(samplePolicy(), click, target, context);
    expect(one(sampleTarget())).toMatchObject({
      step: null,
      was: null,
      now: { verdict: 'allow' },
      untold: [],
    });
    expect(one(null)).toMatchObject({ now: { verdict: 'ask' }, untold: ['what it acts on is not given'] });
  });

  it('that is none is denied', () => {
    const nonsense = { member: 'left_click', input: { coordinate: 'here' } };
    expect(dryRunAction(samplePolicy(), nonsense, null, context).now).toMatchObject({
      verdict: 'deny',
      rule: 'input',
    });
  });
});
