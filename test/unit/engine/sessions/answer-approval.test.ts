import { describe, expect, it } from 'vitest';
import { answerApproval } from '../../../../electron/engine/sessions/answer-approval';
import { AirlockError } from '../../../../shared/airlock-error';
import type { ApprovalDecision, SettledApproval } from '../../../../shared/domain/approval';

const DENY: ApprovalDecision = {
  approvalId: 'a',
  digest: 'd',
  verdict: 'deny',
  reason: 'The operator took over.',
  then: 'take-over',
};

/** What happens, in order, to a run whose answer is taken or refused. */
function recorded(decide: () => SettledApproval) {
  const done: string[] = [];
  const say = (what: string) => async () => {
    done.push(what);
  };
  const approvals = {
    list: () => [{ id: 'a', sessionId: 's1' }] as never,
    decide: () => {
      done.push('decide');
      return decide();
    },
  };
  const hold = () => {
    done.push('hold');
    return () => done.push('release');
  };
  const sessions = { hold, stop: say('stop'), takeOver: say('take over') } as never;
  const vault = { foundIn: (text: string) => (text.includes('correct horse') ? 'billing' : null) };
  return { done, deps: { approvals, sessions, vault } };
}

const settled = { approvalId: 'a', outcome: 'denied' } as SettledApproval;

describe('an answer that also says what becomes of the run', () => {
  it('takes nothing over when it is refused: another digest than the one shown', async () => {
    const { done, deps } = recorded(() => {
      throw new AirlockError('conflict', 'What is asked for has changed since you saw it; look again.');
    });
    await expect(answerApproval(deps, DENY)).rejects.toMatchObject({ code: 'conflict' });
    expect(done).toEqual(['hold', 'decide', 'release']);
  });

  it('leaves the agent no moment to go on in before it is taken over or stopped', async () => {
    for (const [then, what] of [
      ['take-over', 'take over'],
      ['stop', 'stop'],
    ] as const) {
      const { done, deps } = recorded(() => settled);
      expect(await answerApproval(deps, { ...DENY, then })).toBe(settled);
      expect(done).toEqual(['hold', 'decide', what, 'release']);
    }
  });

  it.each([
    ['a reason', { reason: 'Use correct horse instead.' }],
    ['an answer', { verdict: 'approve', reason: '', answer: 'It is correct horse.' }],
  ] as const)(
    'is refused where %s holds a secret of the vault, and nothing is decided',
    async (_what, words) => {
      const { done, deps } = recorded(() => settled);
      await expect(answerApproval(deps, { ...DENY, ...words })).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining('“billing”'),
      });
      expect(done).toEqual([]);
    },
  );

  it('holds nothing when the run goes on', async () => {
    const { done, deps } = recorded(() => settled);
    await answerApproval(deps, { ...DENY, then: 'go-on' });
    expect(done).toEqual(['decide']);
  });
});
