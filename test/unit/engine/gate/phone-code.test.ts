import { describe, expect, it } from 'vitest';
import type { ActionApproval } from '../../../../shared/domain/approval';
import type { Credential } from '../../../../shared/domain/credential';
import { answer } from '../../../helpers/answer';
import { makeGate } from '../../../helpers/make-gate';
import { toolUse } from '../../../helpers/make-run';
import { sampleCredential } from '../../../helpers/memory-credentials';
import { sampleSight } from '../../../helpers/sample-sign-in';

const CODE = '849 201';
const FILLED = '849201';

type Made = Awaited<ReturnType<typeof makeGate>>;

async function askedForCode(entry: Partial<Credential> = {}) {
  const made = await makeGate();
  made.credentials.add(sampleCredential({ hasCode: false, ...entry }), { password: 'correct horse battery' });
  made.desktop.signInSight = sampleSight({ step: 'code' });
  const fill = () => made.call(toolUse('fill_otp', { credential: 'billing' }));
  return { made, fill };
}

async function asked({ approvals, nextApproval }: Made): Promise<ActionApproval> {
  const id = await nextApproval();
  return approvals.list().find((approval) => approval.id === id) as ActionApproval;
}

const approve = (made: Made, { id }: ActionApproval, code: string | null) =>
  answer(made.approvals, { approvalId: id, verdict: 'approve', reason: '', code });

const words = ({ result }: Awaited<ReturnType<Made['call']>>) =>
  result.content.map((block) => (block.type === 'text' ? block.text : '')).join(' ');

describe('a code that came by phone', () => {
  it.each([
    ['nothing', null, /Type the code/],
    ['blanks', '   ', /Type the code/],
    ['too little', '123', /no code/],
    ['too much', '1234567890123', /no code/],
    ['words', 'what code?', /no code/],
  ])('is not taken where %s is typed, and the question stays', async (_what, code, why) => {
    const { made, fill } = await askedForCode();
    const done = fill();
    const approval = await asked(made);
    expect(() => approve(made, approval, code)).toThrow(why);
    expect(made.approvals.list()).toHaveLength(1);
    answer(made.approvals, { approvalId: approval.id, verdict: 'deny', reason: 'no phone here' });
    expect(words(await done)).toContain('no phone here');
    expect(made.desktop.signedIn).toEqual([]);
  });

  it('is not taken with an answer to anything else', async () => {
    const { made, fill } = await askedForCode({ hasCode: true });
    const done = fill();
    const approval = await asked(made);
    expect(approval.signIn).toMatchObject({ step: 'code', codeFrom: 'vault' });
    expect(() => approve(made, approval, CODE)).toThrow(/No code is asked for/);
    answer(made.approvals, { approvalId: approval.id, verdict: 'deny', reason: 'no' });
    await done;
  });

  it('is filled, and is in nothing that is recorded, answered or told', async () => {
    const { made, fill } = await askedForCode();
    const done = fill();
    const approval = await asked(made);
    expect(approval.signIn).toMatchObject({ step: 'code', codeFrom: 'operator', entry: 'billing' });
    const settled = approve(made, approval, CODE);
    const answered = await done;
    expect(made.desktop.signedIn.map(({ values }) => values)).toEqual([[null, null, FILLED]]);
    const told = JSON.stringify([
      settled,
      answered,
      made.record.drafts,
      made.record.messages,
      made.approvals.list(),
    ]);
    for (const text of [CODE, FILLED]) expect(told).not.toContain(text);
  });

  it('is asked for each time', async () => {
    const { made, fill } = await askedForCode();
    for (const code of ['111222', '333444']) {
      const done = fill();
      approve(made, await asked(made), code);
      await done;
    }
    expect(made.desktop.signedIn.map(({ values }) => values[2])).toEqual(['111222', '333444']);
  });

  it('is dropped when what was asked about is no longer there, and asked for anew', async () => {
    const { made, fill } = await askedForCode();
    const done = fill();
    const first = await asked(made);
    made.desktop.signInSight = sampleSight({ step: 'code', fingerprint: 'form-2' });
    approve(made, first, '111222');
    const second = await asked(made);
    expect(second.difference).not.toEqual([]);
    answer(made.approvals, { approvalId: second.id, verdict: 'deny', reason: 'another form' });
    await done;
    expect(made.desktop.signedIn).toEqual([]);
    const again = fill();
    approve(made, await asked(made), '555666');
    await again;
    expect(made.desktop.signedIn.map(({ values }) => values[2])).toEqual(['555666']);
  });
});
