import { expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import {
  PRACTICE_CREDENTIAL,
  PRACTICE_PASSKEY,
  PracticeCredentials,
} from '../../../../electron/engine/practice/practice-credentials';
import { SERVED_ORIGIN } from '../../../../shared/reach/served-host';

const ORIGIN = 'http://billing.practice.test';
const made = () => new PracticeCredentials(systemClock, { origin: ORIGIN, policy: 'Supervised' });
const idOf = (from: PracticeCredentials, name: string) => from.byName(name)?.id ?? '';
const countIn = (from: PracticeCredentials) =>
  from.usePasskey(idOf(from, PRACTICE_PASSKEY), ({ signCount }) => signCount);

it('a login gives no passkey, and a passkey neither password nor code', async () => {
  const from = made();
  const [login, passkey] = [idOf(from, PRACTICE_CREDENTIAL), idOf(from, PRACTICE_PASSKEY)];
  await expect(from.usePasskey(login, () => null)).rejects.toMatchObject({ code: 'not-found' });
  await expect(from.use(passkey, 'password', () => null)).rejects.toMatchObject({ code: 'not-found' });
  await expect(from.useCode(passkey, () => null)).rejects.toMatchObject({ code: 'not-found' });
});

it('each is for a site of its own, under the policy of the run alone', () => {
  expect(made().list()).toMatchObject([
    { kind: 'login', origins: [ORIGIN], policies: ['Supervised'] },
    { kind: 'passkey', origins: [SERVED_ORIGIN], policies: ['Supervised'], hasCode: false },
  ]);
});

it('a passkey is wiped after each use, also one that fails, and is whole at the next', async () => {
  const from = made();
  const id = idOf(from, PRACTICE_PASSKEY);
  const lent = await from.usePasskey(id, ({ privateKey }) => privateKey);
  expect(lent.every((byte) => byte === 0)).toBe(true);
  const failing = from.usePasskey(id, () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await from.usePasskey(id, ({ privateKey }) => privateKey.toString('ascii'))).toContain('kites!');
});

it('the counter of a passkey rises with each use, also a failed one, and never falls', async () => {
  const from = made();
  expect([await countIn(from), await countIn(from)]).toEqual([0, 1]);
  await from.notePasskeyCount(idOf(from, PRACTICE_PASSKEY), 7);
  await from.notePasskeyCount(idOf(from, PRACTICE_PASSKEY), 3);
  await from.notePasskeyCount(idOf(from, PRACTICE_CREDENTIAL), 90);
  expect(await countIn(from)).toBe(7);
});

it('a run’s counter is none of another run', async () => {
  await countIn(made());
  expect(await countIn(made())).toBe(0);
});
