import { expect, it } from 'vitest';
import { type Secrets, wordsAsTheyCome } from '../../../../electron/engine/agent/secret-words';
import { ManualClock } from '../../../helpers/manual-clock';

const SECRET = 'hunter2-canary';

/** Takes so long, in milliseconds, over each text. */
function slowSecrets(clock: ManualClock, takesMs: number): Secrets & { asked: number } {
  const secrets = {
    asked: 0,
    foundIn: (text: string) => {
      secrets.asked += 1;
      clock.advance(takesMs);
      return text.includes(SECRET) ? 'Acme' : null;
    },
    begunIn: (text: string) => (text.endsWith(SECRET.slice(0, 3)) ? 3 : 0),
  };
  return secrets;
}

it('shows no word of an answer with a secret in it, and holds back what may begin one', () => {
  const clock = new ManualClock();
  const show = wordsAsTheyCome(slowSecrets(clock, 0), clock);
  expect(show('I see a table.')).toBe('I see a table.');
  expect(show('It is hun')).toBe('It is ');
  expect(show(`It is ${SECRET}, I think`)).toBe('');
});

it('spends a tenth of the time at most on a vault that takes long to look through', () => {
  const clock = new ManualClock();
  const secrets = slowSecrets(clock, 75);
  const show = wordsAsTheyCome(secrets, clock);
  const shown: (string | null)[] = [];
  for (let word = 0; word < 100; word += 1) {
    shown.push(show('word '.repeat(word + 1)));
    clock.advance(30);
  }
  expect(secrets.asked * 75).toBeLessThanOrEqual(clock.monotonicMs() / 10 + 75);
  expect(secrets.asked).toBeGreaterThan(3);
  expect(shown.filter((words) => words !== null)).toHaveLength(secrets.asked);
});

it('leaves out nothing where looking takes no time', () => {
  const clock = new ManualClock();
  const show = wordsAsTheyCome(slowSecrets(clock, 0), clock);
  expect(['a', 'a b', 'a b c'].map(show)).toEqual(['a', 'a b', 'a b c']);
});
