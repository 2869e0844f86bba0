import { describe, expect, it } from 'vitest';
import { lastWords } from '../../../../electron/engine/agent/last-words';
import { finish, makeLoop, reply, say, use } from '../../../helpers/make-loop';
import { sampleCredential } from '../../../helpers/memory-credentials';

const think = (thinking: string) => ({ type: 'thinking', thinking, signature: 'c2ln' });
const look = () => use('screenshot', {});
const FILL = 'The page has many rows, and I compare them. '.repeat(10);

describe('what the agent thinks, as it comes', () => {
  it('shows no end of a secret whose beginning is left out', async () => {
    const secret = `correct horse ${'battery '.repeat(30)}staple`;
    const made = await makeLoop([reply(think(`It is ${secret}`), look()), finish()], {}, 1);
    made.credentials.add(sampleCredential(), { password: secret });
    await made.run();
    expect(made.halts).toEqual([{ kind: 'known-secret', entry: 'billing' }]);
    expect(made.words.join('')).not.toContain('battery');
  });

  it('moves the words before the call is there, and only by its last sentences', async () => {
    const made = await makeLoop([reply(think(`${FILL}Next I open Exports.`), look())]);
    await made.run();
    const [first = ''] = made.words.filter((words) => words !== '');
    expect(first.length).toBeLessThanOrEqual(200);
    expect(first).toMatch(/^The page has many rows.* Next I open Exports\.$/);
  });

  it('gives way to what it says', async () => {
    const made = await makeLoop([reply(say('I open Exports.'), think('Or should I not?'), look())]);
    await made.run();
    expect(made.words).toContain('I open Exports.');
    expect(made.words.join('')).not.toContain('Or should I not?');
  });
});

describe('the last words of a thought', () => {
  it.each([
    ['a short one, which stays', '  I wait.\n', 'I wait.'],
    ['one with a sentence at its end', `${'x'.repeat(300)}. I click Save.`, 'I click Save.'],
    ['a list', `${'x'.repeat(300)}\n- Save it`, '- Save it'],
    ['one sentence that is long', `${'word '.repeat(100)}end`, `…${'word '.repeat(39)}end`],
    ['no blank at all', 'x'.repeat(500), `…${'x'.repeat(200)}`],
    ['characters of two halves', `a${'😀'.repeat(150)}`, `…${'😀'.repeat(100)}`],
    ['an odd cut through one', `${'😀'.repeat(150)}a`, `…${'😀'.repeat(99)}a`],
    ['nothing', ' ', ''],
  ])('are those of %s', (_what, thinking, shown) => expect(lastWords(thinking)).toBe(shown));
});
