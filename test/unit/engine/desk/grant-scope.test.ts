import { describe, expect, it } from 'vitest';
import { describeAction } from '../../../../electron/engine/actions/describe-action';
import { grantScopeOf, isCovered } from '../../../../electron/engine/desk/grant-scope';
import { type Action, MEMBERS } from '../../../../shared/domain/action';
import type { Grant, GrantScope } from '../../../../shared/domain/grant';
import { RISK_CATEGORIES, type RiskFinding, type RiskLevel } from '../../../../shared/domain/risk';
import type { Target } from '../../../../shared/domain/target';
import { sampleElement } from '../../../helpers/fake-desktop';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';

const CLICK = { member: 'left_click', input: { coordinate: [20, 20] } } as const;
const NEXT = sampleElement();
const DIALOG = { kind: 'dialog', type: 'alert', message: 'Sure?', url: null, host: null } as const;

const found = (category: RiskFinding['category'], level: RiskLevel): RiskFinding => ({
  category,
  level,
  why: 'for the test',
});
const key = (text: string): Action => ({ member: 'key', input: { text } });

describe('what can be approved for a run', () => {
  it('is one action on one element of one site, with all that tells it from another', () => {
    expect(grantScopeOf(CLICK, [NEXT], [found('deletion', 'high')])).toEqual({
      member: 'left_click',
      key: null,
      origin: 'https://app.example.com',
      role: 'button',
      name: 'Next page',
      path: null,
      maxUses: 50,
      minutes: null,
    });
  });

  it('is nothing that acts on two things, on none, or on something that is no element', () => {
    for (const targets of [[NEXT, NEXT], [NEXT, DIALOG], [], [DIALOG]] as Target[][])
      expect(grantScopeOf(CLICK, targets, [])).toBeNull();
  });

  it('is nothing but clicks, typing and keys: what goes past the element has no standing permit', () => {
    const grantable = MEMBERS.filter((member) => grantScopeOf(SAMPLE_ACTIONS[member], [NEXT], []) !== null);
    expect(new Set(grantable)).toEqual(
      new Set([
        'left_click',
        'right_click',
        'middle_click',
        'double_click',
        'triple_click',
        'type',
        'key',
        'hold_key',
      ]),
    );
  });

  it('is nothing that is critical, and nothing of the kinds that are asked about every time', () => {
    expect(grantScopeOf(CLICK, [NEXT], [found('deletion', 'low'), found('sending', 'critical')])).toBeNull();
    const never = RISK_CATEGORIES.filter(
      (category) => grantScopeOf(CLICK, [NEXT], [found('deletion', 'low'), found(category, 'low')]) === null,
    );
    expect(new Set(never)).toEqual(
      new Set(['payment', 'credentials', 'upload', 'download', 'navigation', 'unknown']),
    );
  });

  it('is nothing by a name that nobody can see', () => {
    const nameless = sampleElement({ name: '\u3164', text: '\u200b' });
    expect(grantScopeOf(CLICK, [nameless], [])).toBeNull();
    expect(describeAction(CLICK, [nameless])).toContain('a button without a name');
  });

  it('goes by what can be seen of an element', () => {
    expect(grantScopeOf(CLICK, [sampleElement({ name: '\u200b', text: 'Next' })], [])).toMatchObject({
      name: 'Next',
    });
  });

  it('goes by the frame that the element is in, and needs a web address', () => {
    const origin = (changes: Partial<typeof NEXT>) =>
      grantScopeOf(CLICK, [{ ...NEXT, ...changes }], [])?.origin ?? null;
    expect(origin({ frameUrl: 'https://ads.test:8443/x' })).toBe('https://ads.test:8443');
    expect(origin({ url: 'http://app.example.com/' })).toBe('http://app.example.com');
    expect([
      origin({ url: 'file:///tmp/x' }),
      origin({ url: 'about:blank' }),
      origin({ url: 'none' }),
    ]).toEqual([null, null, null]);
  });

  it('goes by the key, however it is written', () => {
    const keyOf = (action: Action) => grantScopeOf(action, [NEXT], [])?.key;
    expect([keyOf(key('Enter')), keyOf(key('KP_Enter'))]).toEqual([
      keyOf(key('Return')),
      keyOf(key('Return')),
    ]);
    expect(keyOf(key('Return'))).not.toBe(keyOf(key('ctrl+Return')));
    expect(keyOf({ member: 'hold_key', input: { text: 'Enter', duration: 1 } })).toBe(keyOf(key('Return')));
    expect(keyOf(key('no such key'))).toBe('no such key');
    expect(keyOf({ member: 'type', input: { text: 'Return' } })).toBeNull();
  });

  it('is no longer than a grant can be written down', () => {
    const long = 'x'.repeat(400);
    expect(
      grantScopeOf(key(`${'y '.repeat(60)}`), [{ ...NEXT, role: long, name: long, text: long }], []),
    ).toMatchObject({
      role: 'x'.repeat(60),
      name: 'x'.repeat(300),
      key: 'y '.repeat(50),
    });
  });
});

describe('a grant', () => {
  const scope = grantScopeOf(CLICK, [NEXT], []) as GrantScope;
  const grant = (changes: Partial<Grant> = {}): Grant => ({
    id: 'g1',
    sessionId: 's1',
    scope,
    categories: ['deletion'],
    level: 'high',
    by: 'ada',
    createdAt: 0,
    expiresAt: null,
    uses: 0,
    ...changes,
  });

  it('covers the very same thing, and what is found to be less', () => {
    expect(isCovered(grant(), CLICK, [NEXT], [found('deletion', 'high')])).toBe(true);
    expect(isCovered(grant(), CLICK, [NEXT], [found('deletion', 'low')])).toBe(true);
    expect(isCovered(grant(), CLICK, [NEXT], [])).toBe(true);
  });

  it('covers nothing that can only be approved once', () => {
    expect(isCovered(grant(), CLICK, [NEXT, NEXT], [])).toBe(false);
    expect(isCovered(grant(), CLICK, [DIALOG], [])).toBe(false);
    expect(isCovered(grant(), CLICK, [], [])).toBe(false);
    expect(isCovered(grant({ categories: ['payment'] }), CLICK, [NEXT], [found('payment', 'low')])).toBe(
      false,
    );
    expect(isCovered(grant({ level: 'critical' }), CLICK, [NEXT], [found('deletion', 'critical')])).toBe(
      false,
    );
  });

  it.each([
    ['action', { member: 'double_click' }],
    ['key', { key: 'Return' }],
    ['site', { origin: 'https://app.example.com:8443' }],
    ['role', { role: 'link' }],
    ['name', { name: 'Delete' }],
  ] as const)('does not cover another %s', (_what, changes) => {
    expect(isCovered(grant({ scope: { ...scope, ...changes } }), CLICK, [NEXT], [])).toBe(false);
  });

  it('does not cover another page of the site when it is for one page', () => {
    const onPage = grant({ scope: { ...scope, path: '/drafts' } });
    expect(isCovered(onPage, CLICK, [{ ...NEXT, url: 'https://app.example.com/drafts?x=1' }], [])).toBe(true);
    expect(isCovered(onPage, CLICK, [NEXT], [])).toBe(false);
  });

  it('does not cover what was not found when it was made, or was found lower', () => {
    expect(isCovered(grant({ level: 'medium' }), CLICK, [NEXT], [found('deletion', 'high')])).toBe(false);
    expect(isCovered(grant(), CLICK, [NEXT], [found('deletion', 'low'), found('sending', 'low')])).toBe(
      false,
    );
  });
});
