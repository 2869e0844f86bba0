import { describe, expect, it } from 'vitest';
import type { BatchCall } from '../../../../electron/engine/gate/batch';
import type { ActionApproval } from '../../../../shared/domain/approval';
import type { Credential } from '../../../../shared/domain/credential';
import type { Policy } from '../../../../shared/domain/policy';
import { answer } from '../../../helpers/answer';
import { makeGate } from '../../../helpers/make-gate';
import { sampleCredential } from '../../../helpers/memory-credentials';
import { sampleSight } from '../../../helpers/sample-sign-in';

const SECRETS = { 'user-name': 'ada@example.com', password: 'correct horse battery', code: '492039' };

type Made = Awaited<ReturnType<typeof makeGate>>;

async function signingIn(entry: Partial<Credential> = {}, policy: Partial<Policy> = {}) {
  const made = await makeGate(policy);
  made.credentials.add(sampleCredential(entry), SECRETS);
  made.desktop.signInSight = sampleSight();
  return made;
}

const fill = (toolUseId = 't1', member = 'fill_login'): BatchCall => ({
  toolUseId,
  member,
  input: { credential: 'billing' },
});

async function asked({ approvals, nextApproval }: Made): Promise<ActionApproval> {
  const id = await nextApproval();
  return approvals.list().find((approval) => approval.id === id) as ActionApproval;
}

const approve = (made: Made, { id }: ActionApproval) =>
  answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '' });

/** Lets one call through as the operator. */
async function approved(made: Made, call = fill()) {
  const ruling = made.admit(call);
  approve(made, await asked(made));
  return ruling;
}

describe('a credential is refused', () => {
  const why = async (made: Made, call = fill()) => {
    const ruling = await made.admit(call);
    expect(made.approvals.list()).toEqual([]);
    return ruling.verdict === 'denied' ? ruling.reason : ruling.verdict;
  };

  it('that the vault does not have', async () => {
    const made = await signingIn({ name: 'other' });
    expect(await why(made)).toMatch(/no credential of that name/);
  });

  it('that does not name the policy of the run', async () => {
    expect(await why(await signingIn({ policies: ['Some other'] }))).toMatch(/not for this session's policy/);
    expect(await why(await signingIn({ policies: [] }))).toMatch(/not for this session's policy/);
  });

  it('of another kind, or without one-time codes', async () => {
    expect(await why(await signingIn({ kind: 'header' }))).toMatch(/of another kind/);
    expect(await why(await signingIn({ kind: 'secret', hasCode: false }), fill('t1', 'fill_otp'))).toMatch(
      /of another kind/,
    );
  });

  it('on another origin than its own', async () => {
    const made = await signingIn({ origins: ['https://app.example.com:8443', 'https://example.com'] });
    expect(await why(made)).toMatch(/another origin/);
  });

  it('where the page has no form for it, for the reason that the browser gives', async () => {
    const made = await signingIn();
    made.desktop.signInSight = { kind: 'none', why: 'the form is one to sign up' };
    expect(await why(made)).toBe('the form is one to sign up');
    expect(made.record.find('action-judged').at(-1)).toMatchObject({
      denial_reason: 'the form is one to sign up',
      detail: { rule: 'credentials', value: 'billing', signIn: null },
    });
  });

  it('where a rule of the policy denies it, and where its fields are kept from the agent', async () => {
    const rules = [
      { when: { member: ['fill_login' as const] }, then: 'deny' as const, reason: 'by hand only' },
    ];
    expect(await why(await signingIn({}, { rules }))).toBe('by hand only');
    const made = await signingIn({}, { blocked_regions: [{ x1: 0, y1: 0, x2: 60, y2: 60 }] });
    expect(await why(made)).toMatch(/is blocked/);
  });

  it('with anything beside its name, or a name that none has', async () => {
    const made = await signingIn();
    const odd = (input: unknown) => ({ toolUseId: 't1', member: 'fill_login', input });
    expect(await why(made, odd({ credential: 'billing', field: '#search' }))).toMatch(/input of fill_login/);
    expect(await why(made, odd({ credential: '{{x}}' }))).toMatch(/input of fill_login/);
    expect(await why(made, odd({}))).toMatch(/input of fill_login/);
  });
});

describe('the operator is asked', () => {
  it('before a credential is used for the first time, whatever the policy allows', async () => {
    const rules = [{ when: {}, then: 'allow' as const, reason: 'everything' }];
    for (const policy of [{}, { rules }, { risky_from: 'critical' as const }]) {
      const made = await signingIn({}, policy);
      const ruling = made.admit(fill());
      const approval = await asked(made);
      expect(approval).toMatchObject({
        sentence: 'Sign in with the credential “billing” on app.example.com.',
        grantable: null,
        signIn: {
          entry: 'billing',
          account: 'ada@example.com',
          step: 'both',
          origin: 'https://app.example.com',
          topOrigin: 'https://app.example.com',
          submitsTo: 'https://app.example.com',
          uses: 0,
        },
      });
      expect(approval.targets.map((target) => target.kind === 'element' && target.name)).toEqual([
        'User name',
        'Password',
        'Sign in',
      ]);
      approve(made, approval);
      expect((await ruling).verdict).toBe('allowed');
    }
  });

  it('and the answer is bound to entry, origin and form', async () => {
    const made = await signingIn();
    void made.admit(fill());
    const { digest } = await asked(made);
    const other = await signingIn();
    other.desktop.signInSight = sampleSight({ fingerprint: 'form-2' });
    void other.admit(fill());
    expect((await asked(other)).digest).not.toBe(digest);
    expect(made.record.find('approval-requested')[0]?.detail.bound).toMatchObject({
      signIn: { entryId: 'credential-1', origin: 'https://app.example.com', fingerprint: 'form-1' },
    });
  });

  it('anew when another form has taken its place meanwhile', async () => {
    const made = await signingIn();
    const ruling = made.admit(fill());
    const first = await asked(made);
    made.desktop.signInSight = sampleSight({ fingerprint: 'form-2' });
    const next = made.nextApproval();
    approve(made, first);
    await next;
    const second = made.approvals.list()[0] as ActionApproval;
    expect(second.difference).toEqual(['The form to sign in with is another one now, or on another page.']);
    approve(made, second);
    expect(await ruling).toMatchObject({
      verdict: 'allowed',
      permit: { signIn: { form: { fingerprint: 'form-2' } } },
    });
  });

  it('not again for the next steps on the same origin, until three secrets went in', async () => {
    const made = await signingIn();
    made.desktop.signInSight = sampleSight({ step: 'user-name' });
    expect((await approved(made)).verdict).toBe('allowed');
    made.desktop.signInSight = sampleSight({ step: 'password' });
    for (const id of ['t2', 't3', 't4']) expect((await made.admit(fill(id))).verdict).toBe('allowed');
    expect(made.record.find('action-judged').at(-1)?.detail).toMatchObject({
      rule: 'credentials',
      signIn: { uses: 2 },
    });
    const ruling = made.admit(fill('t5'));
    const approval = await asked(made);
    expect(approval.signIn?.uses).toBe(3);
    approve(made, approval);
    expect((await ruling).verdict).toBe('allowed');
  });

  it.each([
    [
      'by a rule that asks',
      { rules: [{ when: { member: ['fill_login' as const] }, then: 'ask' as const, reason: 'each' }] },
    ],
    [
      'by a policy that asks about everything, of low risks too',
      { confirm: 'every' as const, risky_from: 'critical' as const },
    ],
  ])('each time %s', async (_how, policy) => {
    const made = await signingIn({}, policy);
    expect((await approved(made)).verdict).toBe('allowed');
    expect((await approved(made, fill('t2'))).verdict).toBe('allowed');
    expect(made.record.find('approval-requested')).toHaveLength(2);
  });

  it('again on another origin of the same credential, and for another credential', async () => {
    const origins = ['https://app.example.com', 'https://login.example.com'];
    const made = await signingIn({ origins });
    made.credentials.add(sampleCredential({ id: 'credential-2', name: 'second', origins }), SECRETS);
    expect((await approved(made)).verdict).toBe('allowed');
    made.desktop.signInSight = sampleSight({ origin: 'https://login.example.com' });
    expect((await approved(made, fill('t2'))).verdict).toBe('allowed');
    const second = { ...fill('t3'), input: { credential: 'second' } };
    expect((await approved(made, second)).verdict).toBe('allowed');
    expect(made.record.find('approval-requested')).toHaveLength(3);
  });

  it('by itself, though it was let go together with an earlier step', async () => {
    const made = await signingIn({}, { confirm: 'every' });
    const calls = [{ toolUseId: 't1', member: 'left_click', input: { coordinate: [20, 20] } }, fill('t2')];
    const turn = made.batch(...calls);
    const first = made.admit(calls[0] as never, turn);
    const { id } = await asked(made);
    answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', upTo: 't2' });
    expect((await first).verdict).toBe('allowed');
    const second = made.admit(fill('t2'), turn);
    approve(made, await asked(made));
    expect((await second).verdict).toBe('allowed');
  });

  it('and a denial uses nothing up', async () => {
    const made = await signingIn();
    const ruling = made.admit(fill());
    const { id } = await asked(made);
    answer(made.approvals, { approvalId: id, verdict: 'deny', reason: 'not here' });
    expect(await ruling).toMatchObject({ verdict: 'denied', reason: 'not here' });
    const again = made.admit(fill('t2'));
    expect((await asked(made)).signIn?.uses).toBe(0);
    made.control.stop();
    await expect(again).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a permit to sign in', () => {
  it('is for the form that was judged and the credential that was asked about', async () => {
    const made = await signingIn();
    expect(await approved(made)).toMatchObject({
      verdict: 'allowed',
      permit: {
        wasAsked: true,
        signIn: {
          entryId: 'credential-1',
          origins: ['https://app.example.com'],
          form: { fingerprint: 'form-1' },
        },
      },
    });
  });

  it('is none of any other action', async () => {
    const made = await signingIn();
    const click = { toolUseId: 't1', member: 'left_click', input: { coordinate: [20, 20] } };
    expect(await made.admit(click)).toMatchObject({ verdict: 'allowed', permit: { signIn: null } });
  });
});
