import { describe, expect, it } from 'vitest';
import type { DocumentFacts, FieldFacts } from '../../../../../electron/engine/sandbox/sign-in/form-facts';
import type { FrontPage, SignInDocument } from '../../../../../electron/engine/sandbox/sign-in/sign-in-page';
import { SignedOutSigns } from '../../../../../electron/engine/sandbox/sign-in/signed-out-signs';

const OWN = 'https://app.example.com';
const OTHER = 'https://other.example.com';

const field = (changes: Partial<FieldFacts>): FieldFacts => ({
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
const facts = (fields: readonly FieldFacts[] = [], label = 'Sign in', heading = ''): DocumentFacts => ({
  title: '',
  path: '/',
  fields,
  buttons: [{ group: 0, label, isSubmit: true, goesTo: null, isShown: true, sign: '' }],
  groups: [{ isForm: true, goesTo: OWN, isGet: false, heading, hint: '', isSearch: false, sign: '' }],
  isTooMuch: false,
});
const EMPTY = facts();
const LOGIN = facts([
  field({ type: 'email', label: 'Email' }),
  field({ type: 'password', label: 'Password' }),
]);

type Shown = {
  readonly name: string;
  readonly facts: DocumentFacts | null;
  /** Origins of itself and of what is around it, as our own script in each says. */
  readonly own?: readonly string[];
};

/** A page in front. `held`: the documents that nobody has let go of. */
function page(documents: readonly Shown[], status = 200) {
  const held = new Set<string>();
  const asked: string[] = [];
  const open = ({ name, facts: found, own = [OWN] }: Shown): SignInDocument => {
    held.add(name);
    const chain = own.map((origin) => ({ url: `${OWN}/`, named: OWN, own: origin }));
    return {
      name,
      chain,
      collect: async () => {
        asked.push(name);
        return name;
      },
      run: async () => found as never,
      letGo: () => held.delete(name),
    } as Partial<SignInDocument> as SignInDocument;
  };
  const front: FrontPage = {
    kind: 'page',
    page: {
      isCertified: true,
      documents: async () => documents.map(open),
      status: async () => status,
    },
  };
  const signs = new SignedOutSigns({ front: async () => front, mark: () => 'mark' });
  return { find: () => signs.find([OWN]), held, asked };
}

describe('nothing speaks against a sign-in', () => {
  it.each<[string, readonly Shown[], number?]>([
    ['in a page that asks for nothing', [{ name: 'top', facts: EMPTY }]],
    ['in a page of another origin, of which nothing is asked', []],
    ['in a page of another origin that was refused', [], 403],
    [
      'in a frame that is sandboxed, whatever its address is',
      [
        { name: 'top', facts: EMPTY },
        { name: 'frame', facts: LOGIN, own: ['null', OWN] },
      ],
    ],
    [
      'in a field that nobody can see',
      [{ name: 'top', facts: facts([field({ type: 'password', isShown: false })]) }],
    ],
    ['in a page that is not there', [{ name: 'top', facts: EMPTY }], 404],
    ['in a page that failed', [{ name: 'top', facts: EMPTY }], 500],
    ['where nobody can tell how it was answered', [{ name: 'top', facts: EMPTY }], 0],
  ])('%s', async (_where, documents, status) => {
    const { find, held, asked } = page(documents, status);
    expect(await find()).toEqual({ kind: 'none' });
    expect(held).toEqual(new Set());
    expect(asked).not.toContain('frame');
  });
});

describe('something speaks against a sign-in', () => {
  it.each<[string, Shown[], number?]>([
    ['where the page asks for a password', [{ name: 'top', facts: LOGIN }]],
    [
      'where it asks for more than would be filled',
      [
        {
          name: 'top',
          facts: facts([
            ...LOGIN.fields,
            field({ label: 'Tenant' }),
            field({ label: 'Reason for this sign-in' }),
          ]),
        },
      ],
    ],
    [
      'where it asks for a code',
      [
        {
          name: 'top',
          facts: facts(
            [field({ autocomplete: 'one-time-code', label: 'Code' })],
            'Verify',
            'Two-factor authentication',
          ),
        },
      ],
    ],
    [
      'where a frame of its own origin asks for it',
      [
        { name: 'frame', facts: EMPTY },
        { name: 'top', facts: LOGIN, own: [OWN, OWN] },
      ],
    ],
    ['where the site refused the page with 401', [{ name: 'top', facts: EMPTY }], 401],
    ['where the site refused the page with 403', [{ name: 'top', facts: EMPTY }], 403],
  ])('%s', async (_where, documents, status) => {
    const { find, held } = page(documents, status);
    expect(await find()).toMatchObject({ kind: 'sign', name: expect.stringMatching(/^top/) });
    expect(held).toEqual(new Set());
  });

  it('and has another name in another document, and as another answer', async () => {
    const names = await Promise.all(
      [
        page([{ name: 'first', facts: LOGIN }]),
        page([{ name: 'second', facts: LOGIN }]),
        page([{ name: 'first', facts: EMPTY }], 401),
        page([{ name: 'first', facts: LOGIN }], 403),
      ].map(({ find }) => find()),
    );
    expect(new Set(names.map((name) => JSON.stringify(name))).size).toBe(4);
  });
});

describe('nobody can tell', () => {
  const unasked = { kind: 'unasked' };

  it('while a message of the page is open, or none is in front', async () => {
    for (const why of ['dialog-open', 'no-page'] as const) {
      const signs = new SignedOutSigns({ front: async () => ({ kind: 'none', why }), mark: () => '' });
      expect(await signs.find([OWN])).toEqual(unasked);
    }
  });

  it('where the browser does not answer, or the document goes meanwhile', async () => {
    const silent = new SignedOutSigns({ front: () => Promise.reject(new Error('gone')), mark: () => '' });
    expect(await silent.find([OTHER])).toEqual(unasked);
    const { find, held } = page([{ name: 'top', facts: null }]);
    expect(await find()).toEqual(unasked);
    expect(held).toEqual(new Set());
  });
});
