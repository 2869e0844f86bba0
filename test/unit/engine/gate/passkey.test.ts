import { describe, expect, it } from 'vitest';
import type { ActionApproval } from '../../../../shared/domain/approval';
import type { Credential } from '../../../../shared/domain/credential';
import type { Policy } from '../../../../shared/domain/policy';
import { answer } from '../../../helpers/answer';
import { makeGate } from '../../../helpers/make-gate';
import { toolUse } from '../../../helpers/make-run';
import { sampleCredential } from '../../../helpers/memory-credentials';

const ORIGIN = 'https://app.example.com';
const PLACE = { origin: ORIGIN, document: 'frame:loader' };
const PASSKEY = {
  rpId: 'app.example.com',
  credentialId: 'aWQ=',
  userHandle: 'YWRh',
  signCount: 7,
  privateKey: Buffer.from('key'),
};

type Made = Awaited<ReturnType<typeof makeGate>>;

async function withPasskey(entry: Partial<Credential> = {}, policy: Partial<Policy> = {}) {
  const made = await makeGate(policy);
  const credential = sampleCredential({ kind: 'passkey', hasCode: false, ...entry });
  made.credentials.add(credential, {});
  made.credentials.passkeys.set(credential.id, PASSKEY);
  made.desktop.passkeySight = { kind: 'passkey', place: PLACE };
  const use = () => made.call(toolUse('use_passkey', { credential: 'billing', coordinate: [20, 20] }));
  return { made, use };
}

async function asked({ approvals, nextApproval }: Made): Promise<ActionApproval> {
  const id = await nextApproval();
  return approvals.list().find((approval) => approval.id === id) as ActionApproval;
}

const approve = (made: Made, { id }: ActionApproval) =>
  answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '' });

const words = ({ result }: Awaited<ReturnType<Made['call']>>) =>
  result.content.map((block) => (block.type === 'text' ? block.text : '')).join(' ');

describe('a passkey is not used, and the operator not asked', () => {
  const why = async ({ made, use }: Awaited<ReturnType<typeof withPasskey>>) => {
    const text = words(await use());
    expect([made.approvals.list(), made.desktop.passkeyUses]).toEqual([[], []]);
    return text;
  };

  it('where the vault has none of that name', async () => {
    expect(await why(await withPasskey({ name: 'other' }))).toMatch(/no credential of that name/);
  });

  it('where the entry is of another kind', async () => {
    expect(await why(await withPasskey({ kind: 'login' }))).toMatch(/of another kind/);
  });

  it('under a policy that the entry does not name', async () => {
    expect(await why(await withPasskey({ policies: ['Other'] }))).toMatch(/not for this session's policy/);
  });

  it('on another origin than the entry’s', async () => {
    expect(await why(await withPasskey({ origins: ['https://example.com'] }))).toMatch(/another origin/);
  });

  it('where a rule denies it', async () => {
    const rules = [{ when: { member: ['use_passkey' as const] }, then: 'deny' as const, reason: 'by hand' }];
    expect(await why(await withPasskey({}, { rules }))).toMatch(/by hand/);
  });

  it('off the screen', async () => {
    const { made } = await withPasskey();
    const off = toolUse('use_passkey', { credential: 'billing', coordinate: [5000, 20] });
    expect(words(await made.call(off))).toMatch(/outside/);
    expect(made.desktop.passkeyUses).toEqual([]);
  });
});

describe('a passkey', () => {
  it('is asked about each time, whatever a rule allows, and with the place and the button', async () => {
    const rules = [{ when: { member: ['use_passkey' as const] }, then: 'allow' as const, reason: 'fine' }];
    const { made, use } = await withPasskey({}, { rules });
    for (const uses of [0, 1]) {
      const done = use();
      const approval = await asked(made);
      expect(approval.signIn).toMatchObject({ step: 'passkey', origin: ORIGIN, uses });
      expect([approval.sentence, approval.grantable]).toEqual([
        'Use the passkey “billing” by a click on the button “Next page” on app.example.com.',
        null,
      ]);
      approve(made, approval);
      expect(words(await done)).toMatch(/got what it asked/);
    }
    expect(made.desktop.passkeyUses).toEqual([
      { place: PLACE, rpId: PASSKEY.rpId },
      { place: PLACE, rpId: PASSKEY.rpId },
    ]);
    expect(made.credentials.passkeys.get('credential-1')?.signCount).toBe(9);
  });

  it('is asked about anew when another document is there by then', async () => {
    const { made, use } = await withPasskey();
    const done = use();
    const first = await asked(made);
    made.desktop.passkeySight = { kind: 'passkey', place: { ...PLACE, document: 'frame:other' } };
    approve(made, first);
    const second = await asked(made);
    expect(second.difference).not.toEqual([]);
    answer(made.approvals, { approvalId: second.id, verdict: 'deny', reason: 'not this one' });
    await done;
    expect(made.desktop.passkeyUses).toEqual([]);
  });

  it.each([
    [{ kind: 'unused' }, /asked for no such passkey/],
    [{ kind: 'several', signCount: 20 }, /more than once/],
    [{ kind: 'refused', why: 'the page is no longer what it was' }, /no longer what it was/],
  ] as const)('leaves the agent with one of our phrases: %j', async (outcome, phrase) => {
    const { made, use } = await withPasskey();
    made.desktop.passkeyOutcome = outcome;
    const done = use();
    approve(made, await asked(made));
    const { result } = await done;
    expect(result.is_error).toBe(true);
    expect(words(await done)).toMatch(phrase);
    const count = made.credentials.passkeys.get('credential-1')?.signCount;
    expect(count).toBe(outcome.kind === 'several' ? 20 : 8);
  });

  it('is not used when the vault is locked by then, and nothing is pressed', async () => {
    const { made, use } = await withPasskey();
    const done = use();
    const approval = await asked(made);
    made.credentials.isLocked = true;
    approve(made, approval);
    expect(words(await done)).toMatch(/vault did not give the passkey/);
    expect(made.desktop.passkeyUses).toEqual([]);
  });
});
