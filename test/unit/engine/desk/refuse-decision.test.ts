import { describe, expect, it } from 'vitest';
import { refuseDecision } from '../../../../electron/engine/desk/refuse-decision';
import type {
  ActionApproval,
  Approval,
  ApprovalDecision,
  BatchStep,
  ConnectionApproval,
} from '../../../../shared/domain/approval';
import type { GrantScope } from '../../../../shared/domain/grant';

const SCOPE: GrantScope = {
  member: 'left_click',
  key: null,
  origin: 'https://app.example.com',
  role: 'button',
  name: 'Delete',
  path: null,
  maxUses: 50,
  minutes: null,
};
const UNKNOWN = { kind: 'unknown', reason: 'none', url: null, host: null } as const;

function step(toolUseId: string, state: BatchStep['state']): BatchStep {
  return {
    toolUseId,
    state,
    action: { member: 'left_click', input: {} },
    sentence: 'Click.',
    level: 'high',
    findings: [],
    verdict: 'ask',
  };
}

const common = {
  id: 'a',
  sessionId: 's1',
  task: 'task',
  step: 2,
  sentence: 'Click.',
  findings: [],
  level: 'high',
  digest: 'd',
  createdAt: 0,
  expiresAt: 1,
  hold: null,
} as const;

function action(changes: Partial<ActionApproval> = {}): ActionApproval {
  return {
    ...common,
    kind: 'action',
    action: { member: 'left_click', input: {} },
    target: UNKNOWN,
    targets: [UNKNOWN],
    rule: 'on_risk',
    why: 'risky',
    signIn: null,
    mismatch: null,
    batch: [step('t1', 'done'), step('t2', 'current'), step('t3', 'next')],
    grantable: SCOPE,
    difference: [],
    acceptable: [],
    point: null,
    agentWords: '',
    frame: 'f',
    display: { width: 1280, height: 800 },
    ...changes,
  };
}
const CONNECTION: ConnectionApproval = {
  ...common,
  kind: 'connection',
  host: 'cdn.example.com',
  port: 443,
  isPlain: false,
  page: null,
};

/** What the operator is told of an answer that is not taken; null when it is. */
function told(approval: Approval, changes: Partial<ApprovalDecision>): string | null {
  try {
    refuseDecision(approval, { approvalId: 'a', digest: 'd', verdict: 'approve', reason: '', ...changes });
    return null;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  }
}

describe('an answer', () => {
  it('is for what was shown and nothing else, a denial too', () => {
    const changed = 'conflict: What is asked for has changed since you saw it; look again.';
    expect(told(action(), { digest: 'other' })).toBe(changed);
    expect(told(action(), { digest: 'other', verdict: 'deny', reason: 'no' })).toBe(changed);
    expect(told(action(), {})).toBeNull();
  });

  it('that denies needs a reason and can approve nothing besides', () => {
    const deny = { verdict: 'deny', reason: 'no' } as const;
    expect(told(action(), deny)).toBeNull();
    expect(told(action(), { ...deny, reason: ' \n' })).toBe(
      'bad-input: Give the agent a reason, so that it can take another way.',
    );
    for (const more of [{ edit: {} }, { upTo: 't2' }, { scope: 'run' }] as const)
      expect(told(action(), { ...deny, ...more })).toBe('bad-input: A denial approves nothing else.');
  });

  it('that denies needs no hold', () => {
    expect(told(action({ hold: 'It is critical.' }), { verdict: 'deny', reason: 'no' })).toBeNull();
  });

  it('that approves takes the hold where one is asked for', () => {
    const grave = action({ hold: 'It is critical.' });
    expect(told(grave, {})).toBe('bad-input: It is critical. Hold the button for a second to approve.');
    expect(told(grave, { wasHeld: false })).toContain('Hold the button');
    expect(told(grave, { wasHeld: true })).toBeNull();
    expect(told({ ...CONNECTION, hold: 'It is critical.' }, {})).toContain('Hold the button');
  });

  it('to something on the network can change nothing about it, but can be for the run', () => {
    expect([told(CONNECTION, {}), told(CONNECTION, { scope: 'run' })]).toEqual([null, null]);
    for (const more of [{ edit: {} }, { upTo: 't2' }, { grant: SCOPE }] as const)
      expect(told(CONNECTION, more)).toBe('bad-input: Only an action can be changed.');
  });
});

describe('an action that the operator changes', () => {
  it('has an input that it can have', () => {
    expect(told(action(), { edit: { coordinate: [1, 2] } })).toBeNull();
    const none = 'bad-input: That is not an input this action can have; nothing was sent.';
    expect(told(action(), { edit: { coordinate: [1.5, 2] } })).toBe(none);
    expect(told(action({ action: { member: 'no_such', input: {} } }), { edit: {} })).toBe(none);
  });

  it('is approved by itself, once', () => {
    const alone = 'bad-input: A changed action can only be approved by itself, once.';
    expect(told(action(), { edit: {}, scope: 'run' })).toBe(alone);
    expect(told(action(), { edit: {}, upTo: 't2' })).toBe(alone);
  });
});

describe('an action that is approved for the run', () => {
  const asks = (wide: Partial<GrantScope>, narrow: Partial<GrantScope>) =>
    told(action({ grantable: { ...SCOPE, ...wide } }), { scope: 'run', grant: { ...SCOPE, ...narrow } });

  it('is one that can be', () => {
    expect(told(action(), { scope: 'run' })).toBeNull();
    expect(told(action({ grantable: null }), { scope: 'run' })).toBe(
      'bad-input: This can only be approved once.',
    );
    expect(told(action({ grantable: null }), { scope: 'once' })).toBeNull();
  });

  it.each([
    ['the same', {}, {}],
    ['fewer uses', {}, { maxUses: 1 }],
    ['one page of the site', {}, { path: '/drafts' }],
    ['some minutes', {}, { minutes: 5 }],
    ['as many minutes', { minutes: 5 }, { minutes: 5 }],
    ['the one page that was offered', { path: '/a' }, { path: '/a' }],
  ])('covers %s, where that is within what was offered', (_what, wide, narrow) => {
    expect(asks(wide, narrow)).toBeNull();
  });

  it.each([
    ['another action', {}, { member: 'type' }],
    ['another key', {}, { key: 'Return' }],
    ['another site', {}, { origin: 'https://evil.test' }],
    ['another role', {}, { role: 'link' }],
    ['another name', {}, { name: 'Delete all' }],
    ['more uses', { maxUses: 5 }, { maxUses: 6 }],
    ['another page', { path: '/a' }, { path: '/b' }],
    ['the whole site', { path: '/a' }, { path: null }],
    ['more minutes', { minutes: 5 }, { minutes: 6 }],
    ['the whole run', { minutes: 5 }, { minutes: null }],
  ] as const)('never covers %s', (_what, wide, narrow) => {
    expect(asks(wide, narrow)).toBe('bad-input: That is more than this approval can cover.');
  });
});

describe('a turn that is approved up to a step', () => {
  it('ends at one that is still to come, or at this one', () => {
    expect([told(action(), { upTo: 't2' }), told(action(), { upTo: 't3' })]).toEqual([null, null]);
  });

  it('does not end at one that is done, or that is not in it', () => {
    const none = 'bad-input: There is no such step ahead.';
    expect([told(action(), { upTo: 't1' }), told(action(), { upTo: 't9' })]).toEqual([none, none]);
  });
});

describe('what only the page writes', () => {
  const accepts = { accepts: 'run' } as const;

  it('can be accepted for the run where there is such a thing, and never by a denial', () => {
    expect(told(action({ acceptable: ['where it lies'] }), accepts)).toBeNull();
    const nothing = 'bad-input: Nothing has changed that could be accepted for the rest of the run.';
    expect([told(action(), accepts), told(CONNECTION, accepts)]).toEqual([nothing, nothing]);
    expect([told(action(), { accepts: 'once' }), told(CONNECTION, { accepts: 'once' })]).toEqual([
      null,
      null,
    ]);
    expect(
      told(action({ acceptable: ['where it lies'] }), { ...accepts, verdict: 'deny', reason: 'no' }),
    ).toBe('bad-input: A denial approves nothing else.');
  });
});
