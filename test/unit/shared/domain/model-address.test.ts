import { describe, expect, it } from 'vitest';
import { ModelAddress, readModelAddress } from '../../../../shared/domain/model-address';
import { Preferences, USUAL_PREFERENCES } from '../../../../shared/domain/preferences';

describe('an address that no model may have', () => {
  it.each([
    ['', 'no address'],
    ['models.example.com', 'no address'],
    ['models.example.com:443', 'https://'],
    ['https://', 'no address'],
    ['https:models.example.com', 'https:// and a host'],
    ['https:///models.example.com', 'https:// and a host'],
    ['http://models.example.com', 'this machine alone'],
    ['http://10.0.0.1', 'this machine alone'],
    ['http://127.0.0.1.example.com', 'this machine alone'],
    ['http://localhost.example.com', 'this machine alone'],
    ['http://[::2]', 'this machine alone'],
    ['ftp://models.example.com', 'https://'],
    ['javascript:alert(1)', 'https://'],
    ['https://ann@models.example.com', 'user name'],
    ['https://ann:sesame@models.example.com', 'user name'],
    ['https://api.anthropic.com@models.example.com', 'user name'],
    ['https://models.example.com?a=b', 'query'],
    ['https://models.example.com#a', 'query'],
    ['https://models.example.com\\@other.example', 'backslash'],
    ['https://mo dels.example.com', 'blank'],
    ['https://models.example.com/\u202ea', 'seen'],
    ['https://models.example.com:99999', 'no address'],
    ['https://models.example.com:0', 'port 0'],
    [`https://models.example.com/${'a'.repeat(300)}`, 'longer'],
  ])('%j', (text, why) => {
    expect(readModelAddress(text)).toEqual({ kind: 'refused', reason: expect.stringContaining(why) });
    expect(ModelAddress.safeParse(text).success).toBe(false);
  });
});

describe('an address', () => {
  it.each([
    ['https://models.example.com', 'https://models.example.com'],
    [' https://models.example.com/ ', 'https://models.example.com'],
    ['HTTPS://Models.Example.com:443/claude/', 'https://models.example.com/claude'],
    ['https://models.example.com:8443', 'https://models.example.com:8443'],
    ['https://10.0.0.1', 'https://10.0.0.1'],
    // What looks like the official one is shown as what it is.
    ['https://api.аnthropic.com', 'https://api.xn--nthropic-06g.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%j is kept as %s', (text, address) => {
    expect(readModelAddress(text)).toEqual({ kind: 'address', address });
    expect(ModelAddress.safeParse(address).success).toBe(true);
  });
});

describe('preferences', () => {
  it('from before there was one have the official address', () => {
    const { modelAddress: _, ...before } = USUAL_PREFERENCES;
    expect(Preferences.parse(before).modelAddress).toBeNull();
  });

  it('take no address in another spelling', () => {
    const saved = { ...USUAL_PREFERENCES, modelAddress: 'https://models.example.com/' };
    expect(Preferences.safeParse(saved).success).toBe(false);
  });
});
