import { describe, expect, it } from 'vitest';
import { cancelled } from '../../../../electron/engine/base/limits';
import type { RegisteredPasskey } from '../../../../electron/engine/sandbox/passkeys/passkeys';
import { PasskeyRegistration } from '../../../../electron/engine/sessions/passkey-registration';
import { MemoryCredentials, sampleCredential } from '../../../helpers/memory-credentials';
import { MemoryRecord } from '../../../helpers/memory-record';

const DRAFT = { name: 'Portal', policies: ['Supervised'], account: '' };
const ORIGIN = 'https://login.test';
const MADE = {
  rpId: 'login.test',
  credentialId: 'aWQ=',
  userHandle: 'YWRh',
  signCount: 1,
  privateKey: Buffer.from('canary-key').toString('base64'),
};

/** A page that makes a passkey when it is told to. */
function page() {
  let make: (made: RegisteredPasskey) => void = () => undefined;
  const asked: AbortSignal[] = [];
  const register = async (signal: AbortSignal) => {
    asked.push(signal);
    const done = new Promise<RegisteredPasskey>((resolve, reject) => {
      make = resolve;
      signal.addEventListener('abort', () => reject(cancelled('The registration of a passkey')));
    });
    return { done };
  };
  return { register, asked, make: () => make({ origin: ORIGIN, made: MADE }) };
}

function registering(credentials = new MemoryCredentials()) {
  const record = new MemoryRecord();
  return { credentials, record, registration: new PasskeyRegistration({ credentials, record }) };
}

describe('a passkey that a page makes', () => {
  it('is kept under the name that was given before, for the page’s origin alone', async () => {
    const { credentials, registration } = registering();
    const front = page();
    const kept = registration.run(DRAFT, front);
    await Promise.resolve();
    front.make();
    const credential = await kept;
    expect(credential).toMatchObject({ ...DRAFT, kind: 'passkey', origins: [ORIGIN] });
    expect(JSON.stringify(credential)).not.toContain(MADE.privateKey);
    expect(credentials.passkeys.get(credential.id)?.privateKey.toString()).toBe('canary-key');
  });

  it('is written down once it is kept: its entry, its site, and nothing that would open it', async () => {
    const { record, registration } = registering();
    const front = page();
    const kept = registration.run(DRAFT, front);
    await Promise.resolve();
    expect(record.drafts).toEqual([]);
    front.make();
    await kept;
    expect(record.drafts).toEqual([
      { kind: 'passkey-registered', detail: { entry: 'Portal', origin: ORIGIN, rpId: 'login.test' } },
    ]);
  });

  it('is kept also where the record can not be written, and the operator hears of that', async () => {
    const { credentials, record, registration } = registering();
    record.failFrom = 0;
    const front = page();
    const kept = registration.run(DRAFT, front);
    await Promise.resolve();
    front.make();
    await expect(kept).rejects.toMatchObject({ code: 'audit-failed' });
    expect(credentials.byName('Portal')).toMatchObject({ kind: 'passkey' });
  });

  it('is not made where it could not be kept: the vault is locked, or the name is taken', async () => {
    const front = page();
    const locked = new MemoryCredentials();
    locked.isLocked = true;
    const taken = new MemoryCredentials().add(sampleCredential({ name: 'Portal' }), {});
    for (const credentials of [locked, taken]) {
      const { record, registration } = registering(credentials);
      await expect(registration.run(DRAFT, front)).rejects.toMatchObject({ code: 'conflict' });
      expect(record.drafts).toEqual([]);
    }
    expect(front.asked).toEqual([]);
  });

  it('is one at a time, and can be cancelled; then there may be another', async () => {
    const front = page();
    const { registration, record } = registering();
    const first = registration.run(DRAFT, front);
    await expect(registration.run(DRAFT, front)).rejects.toMatchObject({ code: 'conflict' });
    registration.cancel();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(record.drafts).toEqual([]);
    const second = registration.run(DRAFT, front);
    await Promise.resolve();
    front.make();
    expect((await second).name).toBe('Portal');
  });
});
