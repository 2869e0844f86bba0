import { describe, expect, it } from 'vitest';
import { findForms, whyNone } from '../../../../../electron/engine/sandbox/sign-in/find-form';
import type {
  ButtonFacts,
  DocumentFacts,
  FieldFacts,
  GroupFacts,
} from '../../../../../electron/engine/sandbox/sign-in/form-facts';

const ORIGIN = 'https://app.test';

const field = (changes: Partial<FieldFacts> = {}): FieldFacts => ({
  group: 0,
  type: 'text',
  autocomplete: '',
  label: '',
  hint: '',
  maxLength: -1,
  isShown: true,
  isEditable: true,
  sign: '',
  ...changes,
});
const email = (changes: Partial<FieldFacts> = {}) => field({ type: 'email', label: 'Email', ...changes });
const password = (changes: Partial<FieldFacts> = {}) =>
  field({ type: 'password', label: 'Password', ...changes });
const button = (label: string, changes: Partial<ButtonFacts> = {}): ButtonFacts => ({
  group: 0,
  label,
  isSubmit: true,
  goesTo: null,
  isShown: true,
  sign: '',
  ...changes,
});
const group = (changes: Partial<GroupFacts> = {}): GroupFacts => ({
  isForm: true,
  goesTo: ORIGIN,
  isGet: false,
  heading: '',
  hint: '',
  isSearch: false,
  sign: '',
  ...changes,
});
const document = (
  fields: readonly FieldFacts[],
  buttons: readonly ButtonFacts[] = [button('Sign in')],
  groups: readonly GroupFacts[] = [group()],
): DocumentFacts => ({ title: '', path: '/', fields, buttons, groups, isTooMuch: false });

const login = (facts: DocumentFacts) => findForms(facts, 'login', ORIGIN);
const code = (facts: DocumentFacts) => findForms(facts, 'code', ORIGIN);

describe('a login is refused', () => {
  it.each([
    [
      'where a field that can’t be seen takes a new password',
      document([email(), password(), password({ autocomplete: 'new-password', isShown: false })]),
      'signs-up',
    ],
    [
      'where there are two passwords and no user name',
      document([password(), password({ label: 'Once more' })]),
      'changes-password',
    ],
    ['where the button makes an account', document([email(), password()], [button('Sign up')]), 'signs-up'],
    [
      'where the heading makes an account and the button only goes on',
      document([email(), password()], [button('Continue')], [group({ heading: 'Create your account' })]),
      'signs-up',
    ],
    [
      'where the password would be shown',
      document([email(), field({ label: 'Password' })]),
      'password-as-text',
    ],
    [
      'where a hint says that the text is the password',
      document([email(), field({ autocomplete: 'current-password' })]),
      'password-as-text',
    ],
    [
      'where it goes elsewhere',
      document([email(), password()], undefined, [group({ goesTo: 'https://evil.test' })]),
      'goes-elsewhere',
    ],
    [
      'where a button that can’t be seen goes elsewhere',
      document(
        [email(), password()],
        [button('Sign in'), button('x', { goesTo: 'https://evil.test', isShown: false })],
      ),
      'goes-elsewhere',
    ],
    [
      'where its address gets the password',
      document([email(), password()], undefined, [group({ isGet: true })]),
      'in-address',
    ],
    ['where a field takes no input', document([email(), password({ isEditable: false })]), 'not-editable'],
    [
      'where a third text is asked for',
      document([field({ label: 'Company' }), email(), password()]),
      'asks-for-more',
    ],
    [
      'where a choice is asked for as well',
      document([email(), field({ type: 'select', label: 'Country' }), password()]),
      'asks-for-more',
    ],
    ['where an address is asked for news', document([email()], [button('Subscribe')]), 'subscribes'],
    ['where something is searched for', document([email()], [button('Search')]), 'searches'],
    [
      'where a password is set anew',
      document([email()], [button('Send')], [group({ heading: 'Reset your password' })]),
      'changes-password',
    ],
  ] as const)('%s', (_what, facts, why) => {
    expect(login(facts)).toEqual({ plans: [], reasons: [why] });
  });

  it('where the document is too large to be read', () => {
    expect(login({ ...document([email(), password()]), isTooMuch: true })).toEqual({
      plans: [],
      reasons: ['too-much'],
    });
  });
});

describe('a login is found', () => {
  it('with both fields, and the button that says so among others', () => {
    const others = [
      button('Sign in with Google'),
      button('Show password', { isSubmit: false }),
      button('Sign in'),
      button('Forgot password?'),
    ];
    expect(login(document([email(), password()], others)).plans).toEqual([
      {
        step: 'both',
        group: 0,
        fields: [
          { index: 0, part: 'userName', at: null },
          { index: 1, part: 'password', at: null },
        ],
        submit: 2,
        submitsTo: ORIGIN,
      },
    ]);
  });

  it('without fields that can’t be seen', () => {
    const traps = [email({ isShown: false }), field({ label: 'User name', isShown: false })];
    const [plan] = login(document([...traps, email(), password()])).plans;
    expect(plan?.fields.map(({ index }) => index)).toEqual([2, 3]);
  });

  it('with the password alone, where the user name stands there already', () => {
    const [plan] = login(document([email({ isEditable: false }), password()])).plans;
    expect([plan?.step, plan?.fields.length]).toEqual(['password', 1]);
  });

  it('with the user name alone, where something says that it begins a sign-in', () => {
    const next = [button('Next')];
    expect(login(document([email()], next)).plans).toEqual([]);
    expect(login(document([email({ autocomplete: 'username webauthn' })], next)).plans[0]?.step).toBe(
      'user-name',
    );
    expect(login(document([email()], next, [group({ heading: 'Sign in' })])).plans[0]?.step).toBe(
      'user-name',
    );
    expect(login({ ...document([email()], next), path: '/login' }).plans[0]?.step).toBe('user-name');
  });

  it('with the Enter key, where no button is meant', () => {
    expect(login(document([email(), password()], [button('Sign in with Apple')])).plans[0]?.submit).toBe(-1);
  });

  it('by each form of several, for what lies on top to be told', () => {
    const second = [email({ group: 1 }), password({ group: 1 })];
    const facts = document(
      [email(), password(), ...second],
      [button('Sign in'), button('Sign in', { group: 1 })],
      [group(), group()],
    );
    expect(login(facts).plans.map(({ group: index }) => index)).toEqual([0, 1]);
  });
});

describe('a code', () => {
  const boxes = (count: number, changes: Partial<FieldFacts> = {}) =>
    Array.from({ length: count }, () => field({ maxLength: 1, ...changes }));

  it('goes into the field that its hint or its label names', () => {
    for (const one of [
      field({ autocomplete: 'one-time-code' }),
      field({ type: 'tel', label: 'Authentication code' }),
    ])
      expect(code(document([one])).plans[0]).toMatchObject({
        step: 'code',
        fields: [{ index: 0, part: 'code', at: null }],
      });
  });

  it('goes into boxes, one character in each', () => {
    const facts = document(boxes(6), [], [group({ heading: 'Enter verification code' })]);
    expect(code(facts).plans[0]?.fields.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('goes into no boxes of which nothing says that they are for one', () => {
    expect(code(document(boxes(6))).plans).toEqual([]);
  });

  it('goes into no code of a card, a parcel or a voucher', () => {
    for (const one of [
      field({ label: 'Security code', autocomplete: 'cc-csc' }),
      field({ label: 'Postal code' }),
      field({ label: 'Promo code' }),
    ])
      expect(code(document([one])).plans).toEqual([]);
  });

  it('goes into no form that asks for more', () => {
    expect(code(document([field({ label: 'Authentication code' }), email()])).reasons).toEqual([
      'asks-for-more',
    ]);
  });
});

it('of several reasons the weightiest is said', () => {
  expect(whyNone(['searches', 'signs-up'], 'login')).toBe('signs-up');
  expect(whyNone([], 'login')).toBe('no-form');
  expect(whyNone([], 'code')).toBe('no-code');
});
