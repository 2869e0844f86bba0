import { beforeEach, describe, expect, it } from 'vitest';
import {
  FORM_VALUES_PROGRAM,
  formValuesProgram,
  type KeptBack,
  MOST_FIELDS,
  type RawForm,
} from '../../../../../electron/engine/sandbox/browser/form-values-probe';

const NOTHING: KeptBack = { selectors: [], detect: [] };

type Program = {
  readonly read: (
    target: Element,
    form: Element | null,
    controls: { readonly shown: readonly Element[]; readonly unseen: readonly Element[] },
    kept: KeptBack,
  ) => RawForm;
};

/** The very source that runs in pages. jsdom draws nothing, so what is shown goes by styles alone. */
function read(html: string, kept = NOTHING, before: () => void = () => undefined): RawForm {
  document.body.innerHTML = html;
  const program = new Function(`${FORM_VALUES_PROGRAM}; return ${formValuesProgram(kept)};`)() as Program;
  before();
  const form = document.querySelector('form');
  const elements = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements')?.get;
  const controls = form === null ? [] : Array.from(elements?.call(form) as HTMLFormControlsCollection);
  const target = document.querySelector('#target') ?? document.body;
  const isShown = (control: Element) =>
    control.checkVisibility() && control.getAttribute('type') !== 'hidden';
  const [shown, unseen] = [controls.filter(isShown), controls.filter((control) => !isShown(control))];
  return program.read(target, form, { shown, unseen }, kept);
}

const held = (form: RawForm) => form.values.map(({ label, holds }) => [label, holds]);
const field = (id: string) => document.querySelector(`#${id}`) as HTMLInputElement;

beforeEach(() => {
  Element.prototype.checkVisibility = function (this: Element) {
    for (let node: Element | null = this; node; node = node.parentElement)
      if (getComputedStyle(node).display === 'none') return false;
    return true;
  };
});

describe('a hostile page', () => {
  it('can’t put another value in front of a field’s own', () => {
    const form = read('<form><input id="amount" name="amount" value="9,999"></form>', NOTHING, () => {
      Object.defineProperty(field('amount'), 'value', { get: () => '1' });
    });
    expect(held(form)).toEqual([['amount', '9,999']]);
  });

  it('can’t make the look fail by getters that throw', () => {
    const form = read('<form><input id="amount" name="amount" value="5"></form>', NOTHING, () => {
      for (const name of ['value', 'labels', 'name', 'checked', 'getBoundingClientRect'])
        Object.defineProperty(field('amount'), name, {
          get: () => {
            throw new Error('no');
          },
        });
    });
    expect(held(form)).toEqual([['amount', '5']]);
  });

  it('can’t hide fields by naming others like what a form is asked', () => {
    const names = ['elements', 'querySelectorAll', 'parentNode', 'localName', 'getAttribute', 'childNodes'];
    const inputs = names.map((name) => `<input name="${name}" value="x">`).join('');
    const form = read(`<form>${inputs}<label>Amount<input name="amount" value="7"></label></form>`);
    expect(form.values).toHaveLength(names.length + 1);
    expect(held(form).at(-1)).toEqual(['Amount', '7']);
  });

  it('with thousands of fields is read as far as that goes, and the rest is counted', () => {
    const form = read(`<form>${'<input value="a">'.repeat(2000)}</form>`);
    expect(form.values).toHaveLength(MOST_FIELDS);
    expect(form.more).toBe(2000 - MOST_FIELDS);
  });

  it('gets hidden characters through as they are, so that they can be shown', () => {
    const form = read('<form><label>To\u202E\u200B<input value="DE\u200B89\u202E\u00a0x"></label></form>');
    expect(held(form)).toEqual([['To\u202E\u200B', 'DE\u200B89\u202E\u00a0x']]);
  });

  it('can’t make a password readable by making another field of it once it was typed into', () => {
    const form = read('<form><input id="p" type="password" name="a"></form>', NOTHING, () => {
      field('p').dispatchEvent(new Event('beforeinput', { bubbles: true, composed: true }));
      field('p').value = 'hunter22';
      field('p').type = 'text';
    });
    expect(form.values).toMatchObject([{ holds: '', isSecret: true }]);
    expect(JSON.stringify(form)).not.toContain('hunter22');
  });

  it('can’t show a password in a second field', () => {
    const form = read(
      '<form><input type="password" name="p" value="hunter22"><input name="seen" value="hunter22"><textarea name="t">it is hunter22!</textarea></form>',
    );
    expect(form.values.map(({ isSecret }) => isSecret)).toEqual([true, true, true]);
    expect(JSON.stringify(form)).not.toContain('hunter22');
    const hidden = '<input type="password" name="p" value="hunter22" style="display:none">';
    for (const html of [
      `${hidden}<input value="hunter22">`,
      `${'<input value="hunter22">'.repeat(130)}<input type="password" value="hunter22">`,
    ])
      expect(JSON.stringify(read(`<form>${html}</form>`))).not.toContain('hunter22');
  });
});

describe('what is secret by its kind', () => {
  it.each([
    ['a password', '<input type="password" name="a" value="s3cret!">'],
    ['a field that is called one', '<label>Password<input name="a" value="s3cret!"></label>'],
    ['a one-time code', '<input autocomplete="one-time-code" value="s3cret!">'],
    ['a security code of a card', '<label>CVC<input name="x" value="s3cret!"></label>'],
    ['the number of a card', '<input autocomplete="cc-number" value="s3cret!">'],
  ])('is never read: %s', (_what, html) => {
    const form = read(`<form>${html}</form>`);
    expect(form.values).toMatchObject([{ holds: '', isSecret: true }]);
    expect(JSON.stringify(form)).not.toContain('s3cret');
  });
});

describe('what the policy keeps back', () => {
  const FORM =
    '<form><div class="private"><label>Salary<input name="salary" value="4200"></label></div><input name="mail" value="ada@example.com"></form>';

  it('is not read in what its selectors match', () => {
    const form = read(FORM, { selectors: ['.private', '::broken('], detect: [] });
    expect(form.values.map(({ holds }) => holds)).toEqual(['', 'ada@example.com']);
  });

  it('is not read where its detectors find something', () => {
    const form = read(FORM, { selectors: [], detect: ['email'] });
    expect(form.values.map(({ holds, isSecret }) => [holds, isSecret])).toEqual([
      ['4200', false],
      ['', true],
    ]);
  });
});

describe('the fields of a form', () => {
  it('are told by what a reader calls them', () => {
    const form = read(`<form>
      <label>Supplier <b style="display:none">no</b><input name="a" value="1"></label>
      <label for="b">Amount</label><input id="b" value="2">
      <span id="c">IBAN</span><input aria-labelledby="c" value="3">
      <input aria-label="Reference" value="4"><input placeholder="Note" value="5">
      <p>Due <input name="e" value="6"></p><input name="f_field" value="7"></form>`);
    expect(held(form)).toEqual([
      ['Supplier', '1'],
      ['Amount', '2'],
      ['IBAN', '3'],
      ['Reference', '4'],
      ['Note', '5'],
      ['Due', '6'],
      ['f_field', '7'],
    ]);
  });

  it('say what is chosen, ticked and attached, each group once', () => {
    const form = read(`<form>
      <label>Currency<select name="c"><option value="1">Euro</option><option value="2" selected>Krone</option></select></label>
      <fieldset><legend>Speed</legend><label><input type="radio" name="s" value="1">Slow</label>
        <label><input type="radio" name="s" value="2" checked>Instant</label></fieldset>
      <label><input type="checkbox" name="k" checked>Save as template</label>
      <label>Invoice<input type="file" name="f"></label><textarea aria-label="Words">two
lines</textarea><div contenteditable="true" aria-label="Message">Dear <b>all</b></div></form>`);
    expect(form.values.map(({ label, kind, holds }) => [label, kind, holds])).toEqual([
      ['Currency', 'choice', 'Krone'],
      ['Speed', 'choice', 'Instant'],
      ['Save as template', 'tick', 'on'],
      ['Invoice', 'file', ''],
      ['Words', 'text', 'two\nlines'],
      ['Message', 'text', 'Dear all'],
    ]);
  });

  it('are without what is not sent, and without buttons', () => {
    const form = read(
      '<form><input name="off" disabled value="x"><input type="submit" value="Go"><button>Go</button><output>3</output><input type="hidden" name="h" value="h"></form>',
    );
    expect(form).toMatchObject({ values: [], more: 0 });
  });

  it('name the one that is acted on', () => {
    const form = read('<form><input name="a"><input name="b" id="target"></form>');
    expect(form.values.map(({ isTarget }) => isTarget)).toEqual([false, true]);
  });
});

describe('what stands beside a button', () => {
  it('is read without the button’s own words and without other buttons', () => {
    const form = read(
      '<form><p><button id="target">Pay now</button><span>It can’t be called back.</span><button>Cancel</button></p></form>',
    );
    expect(form.beside).toBe('It can’t be called back.');
  });

  it('is no field’s name and nothing that somebody has written, and each block is a line', () => {
    const form = read(
      '<form><label>Never <input></label><div contenteditable>forever</div><p>Total <b>5</b> €</p><p><button id="target">Pay</button></p> This is <i>final</i>.</form>',
    );
    expect(form.beside.split('\n')).toEqual(['Total 5 €', 'This is final.']);
  });

  it('is not all of a long page', () => {
    const form = read(
      `<main>${'word '.repeat(400)}<p>Beside it. <button id="target">Delete</button></p></main>`,
    );
    expect(form.beside).toBe('Beside it.');
  });
});
