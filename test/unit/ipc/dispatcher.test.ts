import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDispatcher } from '../../../electron/ipc/dispatcher';
import { AirlockError } from '../../../shared/airlock-error';
import { SUPERVISED } from '../../../shared/domain/policy-presets';
import type { Handlers } from '../../../shared/ipc/contract';
import { callNames } from '../../../shared/ipc/names';

function makeDispatcher(handler: (name: string, input: unknown) => Promise<unknown>) {
  const reached: string[] = [];
  const reports: unknown[] = [];
  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      (input: unknown) => {
        reached.push(name);
        return handler(name, input);
      },
    ]),
  ) as unknown as Handlers;
  const dispatch = createDispatcher(handlers, (_name, error) => reports.push(error));
  return { dispatch, reached, reports };
}

/** Calls that take anything but nothing. */
const WITH_INPUT = callNames.filter((name) =>
  /:(save|parse|start|pause|resume|stop|take-over|hand-back|record|watch|decide)$/.test(name),
);

describe('the dispatcher', () => {
  for (const name of WITH_INPUT) {
    it(`lets no random input through to ${name}, and never throws`, async () => {
      const { dispatch, reached } = makeDispatcher(async () => undefined);
      await fc.assert(
        fc.asyncProperty(
          fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
          async (raw) => {
            const answer = await dispatch(name, raw);
            return answer.ok === false && answer.error.code === 'bad-input';
          },
        ),
        { numRuns: 500 },
      );
      expect(reached).toEqual([]);
    });
  }

  for (const name of ['', 'constructor', '__proto__', 'sessions:start ', 'SESSIONS:LIST', 7, null, {}]) {
    it(`refuses the call ${JSON.stringify(name)}`, async () => {
      const { dispatch, reached } = makeDispatcher(async () => undefined);
      const error = { code: 'bad-input', message: 'There is no such call.' };
      expect(await dispatch(name, undefined)).toEqual({ ok: false, error });
      expect(reached).toEqual([]);
    });
  }

  it('refuses extra fields and ids that are no ids', async () => {
    const { dispatch } = makeDispatcher(async () => undefined);
    for (const input of [
      { sessionId: 'a', force: true },
      { sessionId: '../a' },
      { sessionId: 'A' },
      { sessionId: '' },
    ]) {
      expect(await dispatch('sessions:stop', input)).toMatchObject({ ok: false });
    }
  });

  it('names the field of a bad input', async () => {
    const { dispatch } = makeDispatcher(async () => undefined);
    const answer = await dispatch('approvals:decide', {
      approvalId: 'a',
      digest: 'd',
      verdict: 'maybe',
      reason: '',
    });
    expect(answer).toMatchObject({ ok: false, error: { message: expect.stringContaining('verdict') } });
  });

  it('passes an expected error on and keeps an unexpected one to itself', async () => {
    const expected = makeDispatcher(async () => {
      throw new AirlockError('conflict', 'Already settled.');
    });
    expect(await expected.dispatch('sessions:list', undefined)).toEqual({
      ok: false,
      error: { code: 'conflict', message: 'Already settled.' },
    });
    const unexpected = makeDispatcher(async () => {
      throw new Error('secret path /home/ada');
    });
    const answer = await unexpected.dispatch('sessions:list', undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('ada');
    expect(unexpected.reports).toHaveLength(1);
  });

  it('answers with what the handler made of the input that its schema let through', async () => {
    const { dispatch } = makeDispatcher(async (name, input) => [name, input]);
    expect(await dispatch('sessions:stop', { sessionId: 'a-1' })).toEqual({
      ok: true,
      value: ['sessions:stop', { sessionId: 'a-1' }],
    });
  });

  it('says where in a bad input the fault lies, and only the fault when it is the input itself', async () => {
    const { dispatch } = makeDispatcher(async () => undefined);
    const message = async (name: string, raw: unknown) => {
      const reply = await dispatch(name, raw);
      return reply.ok ? null : reply.error.message;
    };
    const subject = { kind: 'action', action: { member: 7, input: {} } };
    expect(await message('policies:dry-run', { policy: SUPERVISED, subject })).toMatch(
      /^subject\.action\.member: ./i,
    );
    expect(await message('sessions:stop', 7)).toMatch(/^Invalid input: /);
  });

  it('sends the operator to the terminal with what only we can mend, and names the call there', async () => {
    const fault = new Error('no');
    const reports: unknown[] = [];
    const handlers = { 'sessions:list': () => Promise.reject(fault) } as unknown as Handlers;
    const dispatch = createDispatcher(handlers, (name, error) => reports.push([name, error]));
    expect(await dispatch('sessions:list', undefined)).toEqual({
      ok: false,
      error: {
        code: 'internal',
        message: 'Something went wrong inside the console. It was written to the terminal.',
      },
    });
    expect(reports).toEqual([['sessions:list', fault]]);
  });
});
