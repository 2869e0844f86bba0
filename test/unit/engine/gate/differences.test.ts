import { describe, expect, it } from 'vitest';
import type { Aspect } from '../../../../electron/engine/gate/aspects';
import { differences } from '../../../../electron/engine/gate/differences';
import type { Sight } from '../../../../electron/engine/gate/sight';
import type { Picture } from '../../../../electron/engine/sandbox/display/framebuffer';
import { type ElementTarget, type Target, TOO_LARGE } from '../../../../shared/domain/target';
import { sampleElement } from '../../../helpers/fake-desktop';

const FORM = { action: 'https://app.example.com/send', method: 'post', submitLabel: 'Send', fields: [] };
const BUTTON = sampleElement({ form: FORM, isChecked: false, formDigest: 'f1' });
const DIALOG = { kind: 'dialog', type: 'confirm', message: 'Sure?', url: null, host: null } as const;
const UNKNOWN = { kind: 'unknown', reason: 'no page is in front', url: null, host: null } as const;
const WINDOW: Target = {
  kind: 'window',
  title: 'Save as',
  windowClass: 'chromium Chromium',
  box: { x: 0, y: 0, width: 100, height: 50 },
  url: null,
  host: null,
};

const see = (...targets: Target[]): Sight => ({
  targets,
  points: [],
  signIn: null,
  patches: [],
  takenAtMs: 0,
});
const said = (before: Sight, after: Sight, ...accepted: Aspect[]) =>
  differences(before, after, new Set(accepted)).map(({ text }) => text);
/** What of a changed element may be accepted, by its aspect; null for what may not. */
const aspects = (changes: Partial<ElementTarget>, ...accepted: Aspect[]) =>
  differences(see(BUTTON), see({ ...BUTTON, ...changes }), new Set(accepted)).map(
    ({ aspect, isAcceptable }) => (isAcceptable ? aspect : null),
  );

function picture(paint: (pixels: Buffer) => void = () => undefined): Picture {
  const pixels = Buffer.alloc(20 * 20 * 4);
  paint(pixels);
  return { width: 20, height: 20, pixels };
}
const withBar = () =>
  picture((pixels) => {
    for (let y = 2; y < 14; y += 1) pixels[(y * 20 + 5) * 4] = 255;
  });

describe('what has changed from one look to the next', () => {
  it('is nothing when all is the same', () => {
    for (const target of [BUTTON, DIALOG, WINDOW, UNKNOWN])
      expect(said(see(target), see(target))).toEqual([]);
  });

  it('is what it acts on when there is more of it than before, or less', () => {
    const elsewhere = ['It acts on something else now.'];
    expect(said(see(BUTTON), see(BUTTON, BUTTON))).toEqual(elsewhere);
    expect(said(see(), see(BUTTON))).toEqual(elsewhere);
    expect(said(see(BUTTON, BUTTON), see(BUTTON))).toEqual(elsewhere);
  });

  it.each([
    [
      'Page',
      { url: 'https://app.example.com/b' },
      '“https://app.example.com/b” now, “https://app.example.com/” before.',
    ],
    ['Frame', { frameUrl: 'https://ads.test/' }, '“https://ads.test/” now, nothing before.'],
    ['Name', { name: 'Delete' }, '“Delete” now, “Next page” before.'],
    ['Text', { text: 'Delete' }, '“Delete” now, “Next page” before.'],
    ['Kind', { role: 'link' }, '“link button” now, “button button” before.'],
    ['Kind', { inputType: null }, '“button” now, “button button” before.'],
    ['Leads to', { href: 'https://evil.test/' }, '“https://evil.test/” now, nothing before.'],
    [
      'Form',
      { form: { ...FORM, method: 'get' } },
      '“GET https://app.example.com/send” now, “POST https://app.example.com/send” before.',
    ],
    ['Form', { form: null }, 'nothing now, “POST https://app.example.com/send” before.'],
    [
      'Fields of the form',
      {
        form: {
          ...FORM,
          fields: [
            { name: 'to', type: 'email', label: '' },
            { name: 'cc', type: 'text', label: '' },
          ],
        },
      },
      '“to (email), cc (text)” now, nothing before.',
    ],
    ['Enabled', { isEnabled: false }, '“no” now, “yes” before.'],
    ['Checked', { isChecked: true }, '“yes” now, “no” before.'],
    ['Checked', { isChecked: null }, 'nothing now, “no” before.'],
  ] as const)('names the %s of an element: %j', (name, changes, text) => {
    expect(said(see(BUTTON), see({ ...BUTTON, ...changes }))).toEqual([`${name}: ${text}`]);
  });

  it('says that the fields of its form hold something else, and not what', () => {
    expect(said(see(BUTTON), see({ ...BUTTON, formDigest: 'f2' }))).toEqual([
      'The fields of its form hold something else now.',
    ]);
  });

  it('says that the page has put a new one there when that one says the same of itself', () => {
    const other = { ...BUTTON, fingerprint: 'frame:loader:2' };
    const first = { ...BUTTON, fingerprint: 'frame:loader:1' };
    expect(said(see(first), see(other))).toEqual([
      'The page has put a new button there that looks the same.',
    ]);
    const field = { role: 'textbox', fingerprint: 'frame:loader:1' };
    expect(said(see({ ...BUTTON, ...field }), see({ ...other, role: 'textbox' }))).toEqual([
      'The page has put a new field there that looks the same.',
    ]);
    expect(aspects({ fingerprint: 'loader:2', role: 'link' })).toEqual([null]);
    expect(said(see(BUTTON), see({ ...other, name: 'Delete' }))).toEqual([
      'Name: “Delete” now, “Next page” before.',
    ]);
  });

  it('says that the page was loaded again, and whether what is there now looks the same', () => {
    const first = { ...BUTTON, fingerprint: 'frame:loader-1:7' };
    const again = { ...BUTTON, fingerprint: 'frame:loader-2:7' };
    expect(said(see(first), see(again))).toEqual([
      'The page was loaded again; the button is a new one that looks the same.',
    ]);
    const drawn = (patch: Picture, target: Target): Sight => ({ ...see(target), patches: [patch] });
    expect(said(drawn(picture(), first), drawn(withBar(), again))).toEqual([
      'The page was loaded again; the button is a new one that says the same of itself, though it looks different.',
    ]);
  });

  it.each([
    [DIALOG, UNKNOWN, 'There is something unknown now, where there was a dialog.'],
    [WINDOW, BUTTON, 'There is an element of the page now, where there was another window.'],
    [DIALOG, { ...DIALOG, type: 'alert' }, 'Dialog: “alert” now, “confirm” before.'],
    [DIALOG, { ...DIALOG, message: 'Pay?' }, 'Text: “Pay?” now, “Sure?” before.'],
    [DIALOG, { ...DIALOG, url: 'https://a.test/' }, 'Page: “https://a.test/” now, nothing before.'],
    [WINDOW, { ...WINDOW, title: 'Open' }, 'Window: “Open” now, “Save as” before.'],
    [WINDOW, { ...WINDOW, windowClass: 'xterm' }, 'Class: “xterm” now, “chromium Chromium” before.'],
    [
      WINDOW,
      { ...WINDOW, box: { x: 1, y: 2, width: 3, height: 4 } },
      'Place: “1, 2, 3 × 4” now, “0, 0, 100 × 50” before.',
    ],
    [UNKNOWN, { ...UNKNOWN, url: 'https://a.test/' }, 'Page: “https://a.test/” now, nothing before.'],
    [UNKNOWN, { ...UNKNOWN, reason: 'gone' }, 'Known: “gone” now, “no page is in front” before.'],
  ] as const)('tells of what is no element: %#', (before, now, text) => {
    expect(said(see(before), see(now))).toEqual([text]);
  });

  it('says of both ends of a drag what changed, and what is the same of both once', () => {
    const moved = { ...BUTTON, isEnabled: false };
    expect(said(see(BUTTON, BUTTON), see(moved, moved))).toEqual(['Enabled: “no” now, “yes” before.']);
    expect(said(see(BUTTON, DIALOG), see(moved, UNKNOWN))).toHaveLength(2);
  });

  it('is how it looks when the page says that it is the same', () => {
    const looks = ['It looks different, though the page says it is the same.'];
    const before = { ...see(BUTTON, BUTTON), patches: [picture(), picture()] };
    expect(said(before, { ...before, patches: [picture(), picture()] })).toEqual([]);
    expect(said(before, { ...before, patches: [picture(), withBar()] })).toEqual(looks);
    expect(said(before, { ...before, patches: [withBar(), picture()] })).toEqual(looks);
    expect(said(before, { ...before, patches: [picture()] })).toEqual(looks);
  });
});

describe('what only the page writes', () => {
  it('is where an element of another size lies, or one that went further than it could drift', () => {
    const { x, y, width, height } = BUTTON.box;
    for (const box of [
      { x: x + 16, y: y - 16, width, height },
      { x: x - 16, y: y + 16, width, height },
    ])
      expect(aspects({ box })).toEqual([]);
    for (const box of [
      { x: x + 17, y, width, height },
      { x, y: y - 17, width, height },
      { x, y, width: width + 1, height },
      { x, y, width, height: height - 1 },
    ])
      expect(aspects({ box })).toEqual(['place']);
    expect(said(see(BUTTON), see({ ...BUTTON, box: { x: 1, y: 90, width: 3, height: 4 } }))).toEqual([
      'Place: 1, 90, 3 × 4 now, 10, 10, 40 × 20 before.',
    ]);
  });

  it('is a hidden field, each by its name, and a form that holds too much', () => {
    const hidden = (...fields: [string, string][]) => ({
      hiddenFields: fields.map(([name, digest]) => ({ name, digest })),
    });
    const before = see({ ...BUTTON, ...hidden(['a', '1'], ['b', '1']) });
    const now = (...fields: [string, string][]) => see({ ...BUTTON, ...hidden(...fields) });
    expect(said(before, now(['a', '1'], ['b', '1']))).toEqual([]);
    expect(said(before, now(['a', '2'], ['c', '1']))).toEqual([
      'The hidden field “a” of its form holds something else now.',
      'The hidden field “b” of its form holds something else now.',
      'The hidden field “c” of its form holds something else now.',
    ]);
    expect(said(before, now(['a', '1'], ['b', TOO_LARGE]))).toEqual([
      'The hidden field “b” of its form holds too much to be compared.',
    ]);
    expect(aspects(hidden(['a', '1']))).toEqual(['field:a']);
    expect(aspects(hidden(['a', '1']), 'field:b')).toEqual(['field:a']);
    expect(aspects(hidden(['a', '1']), 'field:a')).toEqual([]);
    expect(aspects({ formDigest: TOO_LARGE })).toEqual(['size']);
    expect(said(see(BUTTON), see({ ...BUTTON, formDigest: TOO_LARGE }))).toEqual([
      'Its form holds too much to be compared.',
    ]);
  });

  it('is seconds that run out, as fast as they do', () => {
    const label = (text: string, takenAtMs = 0) => ({ ...see({ ...BUTTON, name: text, text }), takenAtMs });
    const found = (now: Sight) => differences(label('Confirm (9)'), now).map(({ aspect }) => aspect);
    expect(found(label('Confirm (8)', 1000))).toEqual(['seconds', 'seconds']);
    expect(found(label('Confirm (4)', 3000))).toEqual(['seconds', 'seconds']);
    expect(found(label('Confirm (3)', 3000))).toEqual(['content', 'content']);
    expect(said(label('Confirm (9)'), label('Confirm (8)', 1000), 'seconds')).toEqual([]);
  });

  it('is forgiven only where it was accepted, and what a person reads or sends never is', () => {
    const all: Aspect[] = ['look', 'place', 'node', 'seconds', 'size'];
    expect(aspects({ fingerprint: 'loader:2' })).toEqual(['node']);
    expect(aspects({ fingerprint: 'loader:2' }, 'node')).toEqual([]);
    expect(aspects({ fingerprint: 'loader:2' }, 'place')).toEqual(['node']);
    expect(aspects({ name: 'Pay', formDigest: 'f2', href: 'https://evil.test/' }, ...all)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is how it looks, of an element that says what it is and of nothing else', () => {
    const looks = (target: Target, ...accepted: Aspect[]) =>
      differences(
        { ...see(target), patches: [picture()] },
        { ...see(target), patches: [withBar()] },
        new Set(accepted),
      ).map(({ aspect, isAcceptable }) => [aspect, isAcceptable]);
    expect(looks(BUTTON)).toEqual([['look', true]]);
    expect(looks(UNKNOWN)).toEqual([['look', false]]);
    expect(looks(sampleElement({ role: 'static' }))).toEqual([['look', false]]);
    expect([looks(BUTTON, 'look'), looks(BUTTON, 'seconds'), looks(BUTTON, 'place').length]).toEqual([
      [],
      [],
      1,
    ]);
  });

  it('is no hidden field among those that a person fills in', () => {
    const fields = [
      { name: 'to', type: 'email', label: '' },
      { name: 'token', type: 'hidden', label: '' },
    ];
    expect(said(see(BUTTON), see({ ...BUTTON, form: { ...FORM, fields } }))).toEqual([
      'Fields of the form: “to (email)” now, nothing before.',
    ]);
  });
});
