import { describe, expect, it } from 'vitest';
import { parseProxy } from '../../../../../electron/engine/egress/reaching/parse-proxy';

const read = (value: string) => parseProxy(value, 'HTTPS_PROXY');

describe('a proxy that can’t be used', () => {
  it.each([
    ['socks4://p:1080', 'scheme'],
    ['file:///etc/proxy', 'scheme'],
    ['sesame://open', 'scheme'],
    ['http://ann:50%sesame@127.0.0.1:8080', 'percent sign'],
    ['http://ann:sesame%@127.0.0.1:8080', 'percent sign'],
    ['http://ann:sesame%ff@127.0.0.1:8080', 'percent sign'],
    ['http://ann%zz:sesame@127.0.0.1:8080', 'percent sign'],
    ['http://an%3An:sesame@127.0.0.1:8080', 'colon'],
    ['http://p:0', 'port'],
    ['http://p:99999', 'port'],
    ['http://p:sesame', 'port'],
    ['p:-1', 'port'],
    ['http://', 'host'],
    ['http://:8080', 'host'],
    ['http://pro xy:1', 'host'],
    ['http://%20:1', 'host'],
    ['http://sesame!:1', 'host'],
    ['http://[::1', 'host'],
    // Three ways to write a password that ends the host: the rest of it would be taken for a path.
    ['http://ann:12/sesame@p:8080', 'after the host'],
    ['http://ann:12?sesame@p:8080', 'after the host'],
    ['http://ann:12#sesame@p:8080', 'after the host'],
    ['http://p:1#', 'after the host'],
    ['http:/sesame:3128', 'host'],
    ['http://ann:1\t2@p:8080', 'control'],
    ['http://ann:se\nsame@p:8080', 'control'],
    ['http://p\\sesame:1', 'backslash'],
    ['socks5://ann:sesame@:1080', 'host'],
    ['socks5://ann%3An@p', 'SOCKS5 wants'],
    ['socks5://ann@p', 'SOCKS5 wants'],
    ['socks5://:sesame@p', 'SOCKS5 wants'],
    [`socks5://ann:${'s'.repeat(256)}@p`, 'SOCKS5 wants'],
    [`socks5://${'é'.repeat(128)}:sesame@p`, 'SOCKS5 wants'],
    ['socks5://p%20:1080', 'host'],
    ['socks5://p:0', 'port'],
    ['socks5:p:1080', 'port'],
    [' ', 'blank'],
    ['\t\n', 'blank'],
  ])('is said to be one, with a reason that holds nothing of it: %j', (value, why) => {
    const proxy = read(value);
    expect(proxy.kind).toBe('unusable');
    const reason = proxy.kind === 'unusable' ? proxy.reason : '';
    expect(reason).toContain("the proxy in HTTPS_PROXY can't be used: ");
    expect(reason).toContain(why);
    expect(reason).not.toMatch(/ann|sesame/);
  });
});

describe('a proxy', () => {
  it.each([
    ['http://p:3128', 'http', 'p', 3128],
    ['HTTP://P:3128/', 'http', 'p', 3128],
    ['p:3128', 'http', 'p', 3128],
    [' http://p:3128 ', 'http', 'p', 3128],
    ['http://p', 'http', 'p', 80],
    ['https://p', 'https', 'p', 443],
    ['https://p:80', 'https', 'p', 80],
    ['socks5://p', 'socks5', 'p', 1080],
    ['SOCKS5h://p:80/', 'socks5h', 'p', 80],
    ['socks5h://[::1]', 'socks5h', '::1', 1080],
    ['http://[::1]:3128', 'http', '::1', 3128],
    ['http://10.0.0.1:3128', 'http', '10.0.0.1', 3128],
    ['http://my_proxy.corp.example.:3128', 'http', 'my_proxy.corp.example.', 3128],
  ])('%j', (value, scheme, host, port) => {
    expect(read(value)).toEqual({ kind: 'proxy', scheme, host, port, credentials: null });
  });

  it.each([
    ['http://ann:sesame@p:1', 'ann', 'sesame'],
    ['http://ann@p:1', 'ann', ''],
    ['http://:sesame@p:1', '', 'sesame'],
    ['http://ann:50%25off@p:1', 'ann', '50%off'],
    ['http://ann:a%3Ab%40c%2Fd@p:1', 'ann', 'a:b@c/d'],
    ['http://ann:a:b@c d@p:1', 'ann', 'a:b@c d'],
    ['ann:sésame@p:1', 'ann', 'sésame'],
    ['socks5://a%3Ann:sésame@p', 'a:nn', 'sésame'],
  ])('%j has credentials', (value, user, password) => {
    expect(read(value)).toMatchObject({ kind: 'proxy', host: 'p', credentials: { user, password } });
  });
});
