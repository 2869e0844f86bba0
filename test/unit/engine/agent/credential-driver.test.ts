import { describe, expect, it } from 'vitest';
import type { Answered } from '../../../../electron/engine/agent/tool-driver';
import { answer } from '../../../helpers/answer';
import { makeGate } from '../../../helpers/make-gate';
import { turnOf } from '../../../helpers/make-run';
import { sampleCredential } from '../../../helpers/memory-credentials';
import { sampleSight } from '../../../helpers/sample-sign-in';

const SECRETS = { 'user-name': 'ada.l', password: 'correct horse battery', code: '492039' };
let nextId = 0;

type Made = Awaited<ReturnType<typeof makeGate>>;

async function signingIn() {
  const made = await makeGate();
  made.credentials.add(sampleCredential(), SECRETS);
  made.desktop.signInSight = sampleSight();
  return made;
}

/** Runs one call; whatever is asked for is approved. */
async function run(made: Made, name: string, input: object = { credential: 'billing' }): Promise<Answered> {
  nextId += 1;
  const toolUse = { type: 'tool_use' as const, id: `toolu_credential_${nextId}`, name, input };
  const call = { toolUseId: toolUse.id, member: name, input };
  const stop = made.queue.changed.on(([approval]) => {
    if (approval !== undefined)
      answer(made.queue, { approvalId: approval.id, verdict: 'approve', reason: '' });
  });
  return made.credentialDriver.answer({ toolUse: toolUse as never, call }, turnOf(call)).finally(stop);
}

const wordsOf = ({ result }: Answered) =>
  result.content.map((block) => (block.type === 'text' ? block.text : block.type)).join(' ');

describe('signing in', () => {
  it.each([
    ['both', [SECRETS['user-name'], SECRETS.password, null]],
    ['user-name', [SECRETS['user-name'], null, null]],
    ['password', [null, SECRETS.password, null]],
  ] as const)('gives the form what it asks for (%s), and nothing else', async (step, values) => {
    const made = await signingIn();
    made.desktop.signInSight = sampleSight({ step });
    const answered = await run(made, 'fill_login');
    expect(made.desktop.signedIn).toEqual([{ form: expect.objectContaining({ step }), values }]);
    expect(wordsOf(answered)).toBe('Filled and sent. Look at the screen to see what came of it.');
    expect(answered.frame).toMatch(/\w/);
    expect(made.record.find('action-finished').at(-1)?.detail).toMatchObject({
      outcome: 'done',
      exposedMs: 12,
    });
  });

  it('with a code takes one from the vault', async () => {
    const made = await signingIn();
    made.desktop.signInSight = sampleSight({ step: 'code' });
    await run(made, 'fill_otp');
    expect(made.desktop.signedIn[0]?.values).toEqual([null, null, SECRETS.code]);
  });

  it('holds pages to the origins of the entry and to what its document has used, until no page has it', async () => {
    const made = await signingIn();
    const origins = ['https://app.example.com', 'https://home.example.com:8443'];
    made.credentials.add(sampleCredential({ id: 'c2', name: 'spread', origins }), SECRETS);
    made.desktop.holdsSecret = true;
    await run(made, 'fill_login', { credential: 'spread' });
    expect([...made.narrowed]).toEqual([
      ['app.example.com:443', 'home.example.com:8443', 'cdn.example.com:443'],
    ]);
    made.desktop.holdsSecret = false;
    await run(made, 'list_credentials', {});
    expect([...made.narrowed]).toEqual([]);
  });

  it('leaves no secret in the record, in what the agent reads or in memory', async () => {
    const made = await signingIn();
    const answered = await run(made, 'fill_login');
    const written = JSON.stringify([made.record.drafts, made.record.messages, answered]);
    expect(written).toContain('billing');
    for (const secret of Object.values(SECRETS)) expect(written).not.toContain(secret);
    expect(made.credentials.handedOut).toHaveLength(2);
    for (const value of made.credentials.handedOut) expect(value.every((byte) => byte === 0)).toBe(true);
  });

  it('that comes to nothing is told as such, and is no success in the record', async () => {
    const made = await signingIn();
    made.desktop.signInOutcome = { kind: 'cleared', exposedMs: 2000 };
    const answered = await run(made, 'fill_login');
    expect([answered.result.is_error, wordsOf(answered)]).toEqual([
      true,
      'Outcome unknown: it was filled and sent, nothing came of it, and the fields were emptied again. Take a screenshot before you go on.',
    ]);
    expect(made.record.find('action-finished').at(-1)?.detail).toMatchObject({
      outcome: 'unknown',
      exposedMs: 2000,
    });
  });

  it('where the form was another one at the last moment fills nothing', async () => {
    const made = await signingIn();
    made.desktop.signInOutcome = { kind: 'refused', why: 'the form has changed' };
    const answered = await run(made, 'fill_login');
    expect(wordsOf(answered)).toMatch(/^Not carried out: the form has changed/);
    expect(made.record.find('action-finished').at(-1)?.detail).toMatchObject({
      outcome: 'failed',
      exposedMs: null,
    });
  });

  it('with a vault that is locked, or has the secret no more, fills nothing and says so', async () => {
    const locked = await signingIn();
    locked.credentials.isLocked = true;
    expect(wordsOf(await run(locked, 'fill_login'))).toMatch(
      /^Not carried out: the vault did not give the secret/,
    );
    expect(locked.desktop.signedIn).toEqual([]);
  });

  it('ends the run when something of ours fails', async () => {
    const made = await signingIn();
    made.desktop.browser.signIn = () => Promise.reject(new TypeError('a defect'));
    await expect(run(made, 'fill_login')).rejects.toThrow('a defect');
    expect(made.record.find('action-finished').at(-1)?.detail).toMatchObject({
      outcome: 'unknown',
      error: 'an internal error',
    });
  });
});

describe('the list of credentials', () => {
  it('names what the policy of the run may use, and nothing of what it is', async () => {
    const made = await signingIn();
    made.credentials.add(
      sampleCredential({ id: 'c2', name: 'not for it', policies: ['Some other'] }),
      SECRETS,
    );
    const answered = await run(made, 'list_credentials', {});
    expect(JSON.parse(wordsOf(answered))).toEqual([
      { name: 'billing', kind: 'login', origins: ['https://app.example.com'], one_time_codes: true },
    ]);
    expect(answered.frame).toBeNull();
    expect(made.record.kinds.filter((kind) => kind.startsWith('action'))).toEqual([
      'action-judged',
      'action-started',
      'action-finished',
    ]);
  });
});

it('a refused call is an error that holds one phrase', async () => {
  const made = await signingIn();
  const { result } = await run(made, 'fill_login', { credential: 'another' });
  expect([result.is_error, result.toolset_name]).toEqual([true, null]);
  expect(wordsOf({ result, frame: null })).toMatch(/^ACTION DENIED: there is no credential of that name/);
});
