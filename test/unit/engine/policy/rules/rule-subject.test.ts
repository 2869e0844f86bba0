import { describe, expect, it } from 'vitest';
import { RuleSubject, SeenTarget } from '../../../../../electron/engine/policy/rules/rule-subject';
import type { Action } from '../../../../../shared/domain/action';
import type { Target } from '../../../../../shared/domain/target';
import { SAMPLE_ACTIONS } from '../../../../helpers/sample-actions';
import { sampleFacts, sampleTarget } from '../../../../helpers/sample-facts';

const DIALOG: Target = {
  kind: 'dialog',
  type: 'alert',
  message: 'Sure?',
  url: 'https://a.test/p',
  host: 'a.test',
};
const WINDOW: Target = {
  kind: 'window',
  title: 'Open',
  windowClass: 'x',
  box: { x: 0, y: 0, width: 1, height: 1 },
  url: null,
  host: null,
};
const UNKNOWN: Target = { kind: 'unknown', reason: 'none', url: 'https://a.test/u', host: null };

const at = (address: string) => new SeenTarget(sampleTarget({ url: `https://a.test${address}` })).path;
const forms = (address: string) => at(address)?.forms.map(({ text }) => text);

describe('the path of a target', () => {
  it.each([
    ['/a/b', ['/a/b']],
    ['/a%20b', ['/a%20b', '/a b']],
    ['/%61', ['/%61', '/a']],
    ['/%2561', ['/%2561', '/a']],
    ['/%25252561', ['/%25252561', '/a']],
    ['/%2525252561', ['/%2525252561', '/%61']],
    ['/%zz', ['/%zz']],
  ])('%s is read with every escape resolved, as often as a few servers would: %j', (address, expected) => {
    expect(forms(address)).toEqual(expected);
  });

  it.each([
    '/a%2fb',
    '/a%2Fb',
    '/a%5cb',
    '/a%2561',
    '/a%00',
    '/a//b',
    '/a;b',
    '/a%2f..',
    '/%252e%252e/a',
    '/a/%252e',
  ])('%s can be read in more than one way', (address) => {
    expect(at(address)?.isAmbiguous).toBe(true);
  });

  it.each(['/', '/a/b', '/a%20b', '/a.b', '/a../b', '/..a/b', '/a.'])(
    '%s can be read in one way',
    (address) => {
      expect(at(address)?.isAmbiguous).toBe(false);
    },
  );

  it('is that of its frame, of its dialog, and none where there is no address', () => {
    const path = (target: Target) => new SeenTarget(target).path?.forms[0]?.text ?? null;
    const url = 'https://a.test/page';
    expect(path(sampleTarget({ url, frameUrl: 'https://b.test/frame' }))).toBe('/frame');
    expect([path(DIALOG), path(UNKNOWN), path(WINDOW), path(sampleTarget({ url: 'none' }))]).toEqual([
      '/p',
      '/u',
      null,
      null,
    ]);
  });
});

describe('what else rules see of a target', () => {
  it('is its name and what it shows, once where they are the same, and nothing that can’t be seen', () => {
    const names = (target: Target) => new SeenTarget(target).names.map(({ text }) => text);
    expect(names(sampleTarget({ name: 'A', text: 'A' }))).toEqual(['A']);
    expect(names(sampleTarget({ name: 'A', text: 'B' }))).toEqual(['A', 'B']);
    expect(names(sampleTarget({ name: '\u200b', text: 'B' }))).toEqual(['B']);
    expect([names(DIALOG), names(WINDOW), names(UNKNOWN)]).toEqual([['Sure?'], ['Open'], []]);
  });

  it('is its role, or what kind of thing it is', () => {
    const roles = (target: Target) => new SeenTarget(target).roles.map(({ text }) => text);
    expect([roles(sampleTarget()), roles(sampleTarget({ role: '' }))]).toEqual([['button'], []]);
    expect([roles(DIALOG), roles(WINDOW), roles(UNKNOWN)]).toEqual([['dialog'], ['window'], []]);
  });

  it('is its host, where it has one', () => {
    expect(new SeenTarget(sampleTarget({ host: 'A.test:8443' })).host).toMatchObject({
      name: 'a.test',
      port: 8443,
    });
    expect([new SeenTarget(sampleTarget({ host: '' })).host, new SeenTarget(WINDOW).host]).toEqual([
      null,
      null,
    ]);
  });
});

describe('what rules see of an action', () => {
  const subject = (action: Action, changes = {}) => new RuleSubject(sampleFacts({ action, ...changes }));

  it('is what would be typed, where that is known', () => {
    expect(subject({ member: 'type', input: { text: 'hello' } }).text?.text).toBe('hello');
    expect([
      subject(SAMPLE_ACTIONS.left_click).text,
      subject({ member: 'key', input: { text: 'ctrl+v' } }).text,
    ]).toEqual([null, null]);
  });

  it('is whether it acts on something, and whether anything is known of it', () => {
    expect([
      subject(SAMPLE_ACTIONS.left_click).isActing,
      subject(SAMPLE_ACTIONS.screenshot).isActing,
    ]).toEqual([true, false]);
    const known = { category: 'payment', level: 'high', why: '' } as const;
    const unknown = { category: 'unknown', level: 'medium', why: '' } as const;
    const isUnknown = (...findings: (typeof known | typeof unknown)[]) =>
      subject(SAMPLE_ACTIONS.left_click, { findings }).hasUnknownRisk;
    expect([isUnknown(), isUnknown(known), isUnknown(known, unknown)]).toEqual([false, false, true]);
  });
});
