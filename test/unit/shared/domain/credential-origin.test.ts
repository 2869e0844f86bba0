import { describe, expect, it } from 'vitest';
import { CredentialDraft } from '../../../../shared/domain/credential-draft';
import { readCredentialOrigin } from '../../../../shared/domain/credential-origin';

describe('the origin that a credential is bound to', () => {
  it.each([
    ['https://app.acme.example', 'https://app.acme.example'],
    ['https://app.acme.example/', 'https://app.acme.example'],
    ['https://APP.acme.example/login?next=/*#top', 'https://app.acme.example'],
    ['https://app.acme.example:443/', 'https://app.acme.example'],
    ['https://app.acme.example:8443/x', 'https://app.acme.example:8443'],
    ['app.acme.example', 'https://app.acme.example'],
    ['app.acme.example:8443', 'https://app.acme.example:8443'],
    ['  https://app.acme.example ', 'https://app.acme.example'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
    ['https://[2001:db8::1]/', 'https://[2001:db8::1]'],
    ['http://billing.practice.test/login', 'http://billing.practice.test'],
  ])('%s is %s', (text, origin) => {
    expect(readCredentialOrigin(text)).toEqual({ kind: 'origin', origin });
  });

  it.each([
    ['', 'is empty'],
    ['http://app.acme.example', 'not encrypted'],
    ['http://billing.practice.test:8080', 'not encrypted'],
    ['http://billing.practice.test.evil.example', 'not encrypted'],
    ['http://portal.practice.localhost', 'not encrypted'],
    ['https://*.acme.example', 'is a pattern'],
    ['*.acme.example', 'is a pattern'],
    ['https://ada:pw@app.acme.example', 'has a name or password'],
    ['https://app.acme.example@evil.example', 'has a name or password'],
    ['https://app.acme.example.', 'no host that a certificate'],
    ['https://-acme.example', 'no host that a certificate'],
    ['ftp://app.acme.example', 'is not a web address'],
    ['android://hash@com.acme', 'has a name or password'],
    ['https://', 'is not a web address'],
    ['not a host', 'is not a web address'],
    [`https://${'a'.repeat(3000)}.example`, 'is too long'],
  ])('“%s” is refused: it %s', (text, words) => {
    expect(readCredentialOrigin(text)).toEqual({ kind: 'refused', problem: expect.stringContaining(words) });
  });

  it('is exact in a draft: what would have to be read into one is refused there', () => {
    const draft = {
      id: null,
      name: 'Acme',
      kind: 'login',
      policies: [],
      account: '',
      headerName: null,
      source: { kind: 'airlock' },
      hasCode: false,
      secrets: {},
    };
    const takes = (origin: string) => CredentialDraft.safeParse({ ...draft, origins: [origin] }).success;
    expect(takes('https://app.acme.example')).toBe(true);
    expect(takes('http://billing.practice.test')).toBe(true);
    for (const origin of [
      'https://app.acme.example/',
      'app.acme.example',
      'http://app.acme.example',
      'https://*.acme.example',
      'https://app.acme.example.',
      'https://app.acme.example:443',
      'null',
    ]) {
      expect([origin, takes(origin)]).toEqual([origin, false]);
    }
    expect(CredentialDraft.safeParse({ ...draft, origins: [] }).success).toBe(false);
  });
});
