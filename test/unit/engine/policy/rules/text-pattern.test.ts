import { describe, expect, it } from 'vitest';
import { HostPattern, SeenHost } from '../../../../../electron/engine/policy/rules/host-pattern';
import { SeenText, TextPattern } from '../../../../../electron/engine/policy/rules/text-pattern';

const permits = (pattern: string, text: string) => new TextPattern(pattern).permits(new SeenText(text));
const refuses = (pattern: string, text: string) => new TextPattern(pattern).refuses(new SeenText(text));
const covers = (outer: string, inner: string, isPermitting: boolean) =>
  new TextPattern(outer).covers(new TextPattern(inner), isPermitting);

describe('a pattern of a text', () => {
  it.each([
    ['delete', 'delete', true],
    ['delete', 'delete all', false],
    ['delete', 'undelete', false],
    ['delete*', 'delete all', true],
    ['*all', 'delete all', true],
    ['*all', 'all of it', false],
    ['d*l', 'delete all', true],
    ['d*l', 'dl', true],
    ['d*l', 'd', false],
    ['aba*aba', 'aba', false],
    ['aba*aba', 'abaaba', true],
    ['*a*b*', 'xaxbx', true],
    ['*a*b*', 'xbxax', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'axbxc', true],
    ['a*b*c', 'acb', false],
    ['a*bc*c', 'abc', false],
    ['a*b*b', 'ab', false],
    ['*ab*ab*', 'aab', false],
    ['*ab*ab*', 'abab', true],
    ['*', '', true],
    ['*', 'anything', true],
    ['**', 'anything', true],
  ])('%s and “%s”: %s', (pattern, text, expected) => {
    expect(permits(pattern, text)).toBe(expected);
    expect(refuses(pattern, text)).toBe(expected ? 'yes' : 'no');
  });

  it('permits by the text itself and refuses by what it looks like', () => {
    expect([permits('Delete', 'DELETE'), refuses('Delete', 'DELETE')]).toEqual([true, 'yes']);
    expect([permits('Delete', 'Dеlete'), refuses('Delete', 'Dеlete')]).toEqual([false, 'yes']);
    expect([permits('Delete', 'D e l e t e'), refuses('Delete', 'D e l e t e')]).toEqual([false, 'yes']);
    expect([permits('Dеlete', 'Delete'), refuses('Dеlete', 'Delete')]).toEqual([false, 'yes']);
  });

  it('in capitals of another script is refused in both of its looks', () => {
    expect(refuses('Удалить', 'УДАЛИТЬ')).toBe('yes');
    expect(refuses('УДАЛИТЬ', 'Удалить')).toBe('yes');
    expect(refuses('Удалить', 'Показать')).toBe('no');
  });

  it('of which nothing is left could have meant anything', () => {
    const nothing = new TextPattern('\u200b');
    expect([nothing.isEmpty, nothing.refuses(new SeenText('Delete'))]).toEqual([true, 'unclear']);
    expect([
      new TextPattern('a').isEmpty,
      new TextPattern('*').isEmpty,
      new TextPattern('\u200b*').isEmpty,
    ]).toEqual([false, false, false]);
  });

  it('can permit something when it is plain, and nothing when it is a disguise itself', () => {
    expect([new TextPattern('Delete').canPermit, new TextPattern('De\u200blete').canPermit]).toEqual([
      true,
      false,
    ]);
    expect(permits('De\u200blete', 'De\u200blete')).toBe(false);
  });

  it('covers another when it matches whatever that one does', () => {
    for (const isPermitting of [true, false]) {
      expect(covers('*', 'delete*', isPermitting)).toBe(true);
      expect(covers('del*', 'delete*', isPermitting)).toBe(true);
      expect(covers('delete', 'delete', isPermitting)).toBe(true);
      expect(covers('delete', 'delete*', isPermitting)).toBe(false);
      expect(covers('delete*', 'del*', isPermitting)).toBe(false);
    }
    expect([covers('Delete*', 'Dеlete all', false), covers('Delete*', 'Dеlete all', true)]).toEqual([
      true,
      false,
    ]);
    expect([covers('Удал*', 'УДАЛИТЬ', false), covers('УДАЛИТЬ', 'Удал*', false)]).toEqual([true, false]);
    expect(covers('De\u200blete', 'De\u200blete', true)).toBe(false);
  });
});

describe('an untrusted text', () => {
  it('is blank when there is nothing to see in it', () => {
    const isBlank = (text: string) => new SeenText(text).isBlank;
    expect([isBlank(''), isBlank(' \u200b\u2060'), isBlank('x'), isBlank('ж')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a pattern of a host', () => {
  const permitsHost = (pattern: string, host: string) => new HostPattern(pattern).permits(new SeenHost(host));
  const refusesHost = (pattern: string, host: string) => new HostPattern(pattern).refuses(new SeenHost(host));
  const coversHost = (outer: string, inner: string, isPermitting: boolean) =>
    new HostPattern(outer).covers(new HostPattern(inner), isPermitting);

  it.each([
    ['*', true],
    ['a.example.com', true],
    ['*.example.com', true],
    ['a.example.com:8443', true],
    ['bücher.example', true],
    ['a b', false],
    ['', false],
    ['a.example.com:0', false],
    ['https://a.example.com', false],
  ])('%j can be read: %s', (source, expected) => {
    expect(new HostPattern(source).isValid).toBe(expected);
  });

  it('for any host permits what has a name, and refuses all', () => {
    expect([permitsHost('*', 'a.test'), permitsHost('*', '[::1]'), permitsHost('*', 'a b')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([refusesHost('*', 'a.test'), refusesHost('*', '[::1]')]).toEqual(['yes', 'yes']);
  });

  it('with a port is about that port alone', () => {
    expect([refusesHost('a.test:8443', 'a.test:8443'), refusesHost('a.test:8443', 'a.test')]).toEqual([
      'yes',
      'no',
    ]);
    expect(refusesHost('a.test', 'a.test:8443')).toBe('yes');
    expect([permitsHost('a.test', 'a.test:8443'), permitsHost('a.test:8443', 'a.test:8443')]).toEqual([
      false,
      true,
    ]);
  });

  it('that can not be read, or a host that has no name, leaves it open', () => {
    expect([refusesHost('a b', 'a.test'), refusesHost('a.test', 'a b'), permitsHost('a b', 'a b')]).toEqual([
      'unclear',
      'unclear',
      false,
    ]);
  });

  it('refuses a name that looks like it, and one that is written in another way', () => {
    expect([
      refusesHost('apple.com', 'xn--pple-43d.com'),
      permitsHost('apple.com', 'xn--pple-43d.com'),
    ]).toEqual(['yes', false]);
    expect(refusesHost('bücher.example', 'xn--bcher-kva.example')).toBe('yes');
    expect(permitsHost('bücher.example', 'xn--bcher-kva.example')).toBe(true);
    expect(refusesHost('other.com', 'xn--pple-43d.com')).toBe('no');
  });

  it('below a name is about what ends in whole labels of it', () => {
    expect(
      ['a.example.com', 'example.com', 'aexample.com'].map((host) => permitsHost('*.example.com', host)),
    ).toEqual([true, false, false]);
  });

  it.each([
    ['*', 'a.test', true, true],
    ['*', 'a b', true, true],
    ['a b', 'a.test', false, false],
    ['a.test', 'a b', false, false],
    ['a.test', '*', false, false],
    ['a.test', 'a.test', true, true],
    ['a.test', 'b.test', false, false],
    ['a.test', 'a.test:8443', false, true],
    ['a.test:8443', 'a.test', false, false],
    ['a.test:8443', 'a.test:8443', true, true],
    ['a.test:8443', 'a.test:9443', false, false],
    ['*.a.test', 'b.a.test', true, true],
    ['*.a.test', '*.b.a.test', true, true],
    ['*.a.test', 'a.test', false, false],
    ['*.a.test', '*.a.test', true, true],
    ['a.test', '*.a.test', false, false],
    ['b.a.test', '*.a.test', false, false],
    ['a.test', 'b.a.test', false, false],
    ['*.a.test', 'ba.test', false, false],
  ])('%s is about all that %s is about: to permit %s, to refuse %s', (outer, inner, permitting, refusing) => {
    expect([coversHost(outer, inner, true), coversHost(outer, inner, false)]).toEqual([permitting, refusing]);
  });
});
