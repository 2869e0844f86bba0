import { describe, expect, it } from 'vitest';
import type { BatchCall } from '../../../../electron/engine/gate/batch';
import type { ActionApproval } from '../../../../shared/domain/approval';
import type { Credential } from '../../../../shared/domain/credential';
import type { Policy } from '../../../../shared/domain/policy';
import { answer, keepHalted } from '../../../helpers/answer';
import { makeGate } from '../../../helpers/make-gate';
import { toolUse, turnOf } from '../../../helpers/make-run';
import { sampleCredential } from '../../../helpers/memory-credentials';

const TOKEN = 'Bearer correct horse battery';
const ENTRY = { kind: 'header', headerName: 'Authorization', hasCode: false, account: '' } as const;

async function using(entry: Partial<Credential> = {}, policy: Partial<Policy> = {}) {
  const made = await makeGate(policy);
  made.credentials.add(sampleCredential({ ...ENTRY, ...entry }), { header: TOKEN });
  return made;
}
type Made = Awaited<ReturnType<typeof using>>;

const use = (toolUseId = 't1'): BatchCall => ({
  toolUseId,
  member: 'use_session',
  input: { credential: 'billing' },
});

async function asked({ approvals, nextApproval }: Made): Promise<ActionApproval> {
  const id = await nextApproval();
  return approvals.list().find((approval) => approval.id === id) as ActionApproval;
}

const approve = (made: Made, { id }: ActionApproval) =>
  answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '' });

/** One call from the agent to what it reads, approved where it is asked for. */
async function run(made: Made, id = 't1') {
  const call = use(id);
  const stop = made.queue.changed.on(([approval]) => approval?.kind === 'action' && approve(made, approval));
  const toolUse = { type: 'tool_use', id, name: call.member, input: call.input };
  const { result } = await made.credentialDriver
    .answer({ toolUse: toolUse as never, call }, turnOf(call))
    .finally(stop);
  return result.content.map((block) => (block.type === 'text' ? block.text : '')).join(' ');
}

describe('a sign-in that needs no form is refused', () => {
  const why = async (made: Made) => {
    const ruling = await made.admit(use());
    expect(made.approvals.list()).toEqual([]);
    return ruling.verdict === 'denied' ? ruling.reason : ruling.verdict;
  };

  it('of an entry that the vault does not have, that is of another kind or not for this policy', async () => {
    expect(await why(await using({ name: 'other' }))).toMatch(/no credential of that name/);
    expect(await why(await using({ kind: 'login' }))).toMatch(/of another kind/);
    expect(await why(await using({ kind: 'passkey' }))).toMatch(/of another kind/);
    expect(await why(await using({ policies: [] }))).toMatch(/not for this session's policy/);
  });

  it('where a rule of the policy denies it', async () => {
    const rules = [{ when: { member: ['use_session' as const] }, then: 'deny' as const, reason: 'never' }];
    expect(await why(await using({}, { rules }))).toBe('never');
  });
});

describe('the operator is asked before a sign-in is used', () => {
  it('whatever the policy allows, with every origin and what goes there', async () => {
    const rules = [{ when: {}, then: 'allow' as const, reason: 'everything' }];
    const origins = ['https://app.example.com', 'https://api.example.com:8443'];
    for (const policy of [{}, { rules }]) {
      const made = await using({ origins }, policy);
      void made.admit(use());
      const approval = await asked(made);
      expect(approval).toMatchObject({
        sentence: 'Use the sign-in of the credential “billing”.',
        grantable: null,
        signIn: { entry: 'billing', step: 'header', origins, headerName: 'Authorization', uses: 0 },
      });
      expect(JSON.stringify(approval)).not.toContain(TOKEN);
      expect(made.desktop.heldHeaders.size).toBe(0);
    }
  });

  it('anew when the entry is changed while they decide', async () => {
    const made = await using();
    void made.admit(use());
    const first = await asked(made);
    made.credentials.remove('credential-1');
    made.credentials.add(sampleCredential({ ...ENTRY, origins: ['https://evil.example'], changedAt: 2 }), {
      header: TOKEN,
    });
    const again = asked(made);
    approve(made, first);
    expect((await again).difference).toEqual(['The entry of the vault was changed.']);
  });

  it('not again for the same entry, until it was used three times', async () => {
    const made = await using();
    await run(made, 't1');
    for (const id of ['t2', 't3']) expect((await made.admit(use(id))).verdict).toBe('allowed');
    void made.admit(use('t4'));
    expect((await asked(made)).signIn).toMatchObject({ uses: 3 });
  });
});

describe('a sign-in that was let go', () => {
  it('sends its header from then on, until the run ends', async () => {
    const made = await using();
    expect(await run(made)).toMatch(
      /^From now on requests to the origins of that credential go out signed in/,
    );
    const [header] = made.desktop.heldHeaders;
    expect([header?.name, header?.value(), header?.origins]).toEqual([
      'Authorization',
      TOKEN,
      ['https://app.example.com'],
    ]);
    expect(made.desktop.loadedAnew).toEqual([['https://app.example.com']]);
    made.control.stop();
    expect(header?.value()).toBeNull();
  });

  it('is in no line of the record, nor in what the agent reads', async () => {
    const made = await using();
    const read = await run(made);
    expect(`${JSON.stringify(made.record.drafts)}${read}`).not.toContain('correct horse');
    expect(made.record.find('action-judged').at(-1)?.detail.signIn).toMatchObject({ step: 'header' });
  });

  it('is not used when the vault gives it no more, and the agent reads so', async () => {
    for (const happens of [
      (made: Made) => made.credentials.lock(),
      (made: Made) => made.credentials.remove('credential-1'),
    ]) {
      const made = await using();
      const ruling = made.admit(use());
      approve(made, await asked(made));
      const admitted = await ruling;
      if (admitted.verdict !== 'allowed') throw new Error('it was not let go');
      happens(made);
      // What is asked once more right before the effect is no longer there.
      const outcome = await made.effects.carryOut(admitted.permit);
      expect(outcome.kind).toBe('failed');
      expect(made.desktop.heldHeaders.size).toBe(0);
    }
  });
});

describe('a sign-in that was kept', () => {
  const KEPT = { kind: 'session', hasCode: false, account: '' } as const;
  const landmark = { url: 'https://app.example.com/home', text: 'Signed in as Ada' };

  async function kept(entry: Partial<Credential> = {}) {
    const made = await makeGate();
    made.credentials.add(sampleCredential({ ...KEPT, landmark, ...entry }), { secret: 'what-was-kept' });
    return made;
  }

  it('is put back for its own origins, and the page in front is loaded anew', async () => {
    const made = await kept();
    await run(made);
    expect(made.desktop.putBack).toEqual([{ text: 'what-was-kept', origins: ['https://app.example.com'] }]);
    expect(made.credentials.handedOut.every((value) => value.every((byte) => byte === 0))).toBe(true);
    expect(made.desktop.loadedAnew).toEqual([['https://app.example.com']]);
    expect(made.credentials.healths).toEqual([{ id: 'credential-1', state: 'ok' }]);
    expect(made.pauses).toEqual([]);
  });

  it('that is over stops the run for the operator, and the agent reads so', async () => {
    const made = await kept();
    keepHalted(made.approvals);
    made.desktop.landmarkStands = false;
    expect(await run(made)).toMatch(/that sign-in is over at its site/);
    expect(made.pauses).toEqual([expect.stringMatching(/^The sign-in “billing” is over/)]);
    expect(made.credentials.healths).toEqual([{ id: 'credential-1', state: 'signed-out' }]);
    expect(made.desktop.loadedAnew).toEqual([]);
  });

  it('that ends while the agent works keeps its next action from passing, and the run waits', async () => {
    const made = await kept();
    await run(made);
    keepHalted(made.approvals);
    made.desktop.signedOutSign = { kind: 'sign', name: 'a form' };
    made.desktop.landmarkStands = false;
    const started = made.record.find('action-started').length;
    const { result } = await made.call(toolUse('left_click', { coordinate: [20, 20] }));
    expect(JSON.stringify(result.content)).toContain('Not carried out: that sign-in is over at its site');
    expect(result.is_error).toBe(true);
    expect(made.pauses).toEqual([expect.stringMatching(/^The sign-in “billing” is over/)]);
    expect(made.control.isHalted).toBe(true);
    expect(made.record.find('action-skipped')).toHaveLength(1);
    expect(made.record.find('action-started')).toHaveLength(started);
    expect(made.credentials.healths.at(-1)).toEqual({ id: 'credential-1', state: 'signed-out' });
  });

  it('that ends between the ruling and the effect keeps the action from its effect', async () => {
    const made = await kept();
    await run(made);
    const click = { toolUseId: 't9', member: 'left_click', input: { coordinate: [20, 20] } };
    const ruling = await made.admit(click);
    if (ruling.verdict !== 'allowed') throw new Error('it was not let go');
    made.desktop.browser.signedOutSigns.mark = 'another page';
    keepHalted(made.approvals);
    made.desktop.signedOutSign = { kind: 'sign', name: 'a form' };
    made.desktop.landmarkStands = false;
    expect(await made.effects.carryOut(ruling.permit)).toMatchObject({
      kind: 'failed',
      error: expect.stringMatching(/^that sign-in is over at its site/),
    });
    expect(made.pauses).toEqual([expect.stringMatching(/^The sign-in “billing” is over/)]);
  });

  it('of which nobody can tell is noted as such', async () => {
    const made = await kept();
    made.desktop.landmarkStands = null;
    await run(made);
    expect(made.credentials.healths).toEqual([{ id: 'credential-1', state: 'unknown' }]);
  });

  it('that the browser does not take, or the vault does not give, is not used', async () => {
    const made = await kept();
    made.desktop.takesSignIn = false;
    expect(await run(made)).toMatch(/did not take what was kept/);
    const locked = await kept();
    locked.credentials.isLocked = true;
    expect(await run(locked)).toMatch(/the vault did not give it/);
    for (const { desktop, credentials } of [made, locked]) {
      expect(desktop.loadedAnew).toEqual([]);
      expect(credentials.healths).toEqual([]);
    }
  });
});
