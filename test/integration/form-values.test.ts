import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ElementTarget } from '../../shared/domain/target';
import { makeSandbox } from '../helpers/make-sandbox';
import { NO_REDACTION } from '../helpers/screen-picture';
import { TestSite } from '../helpers/test-site';

const STYLE =
  '<style>body { margin: 0; font: 16px sans-serif; } input { width: 200px } #go { position: absolute; left: 100px; top: 400px; width: 200px; height: 40px }</style>';

const PAYMENT = `${STYLE}<title>Payment</title>
  <form action="/pay" method="post">
    <label>Supplier <input name="supplier" value="Müller &amp; Søn"></label>
    <label>IBAN <input name="iban" value="DK50 0040\u200B0440"></label>
    <label>Amount <input name="amount" id="amount" value="1480.00"></label>
    <label>PIN <input name="pin" value="4711"></label>
    <label>Mail <input name="mail" value="ada@example.com"></label>
    <label class="private">Salary <input name="salary" value="5200"></label>
    <input type="hidden" name="token" value="h1dden">
    <div contenteditable="true" aria-label="Note" id="note">Thank you</div>
    <p><button id="go">Pay now</button></p> <span>This can’t be undone.</span>
  </form>
  <form id="airlockFormValues"></form><form id="airlockSecretFields"><input name="fieldKind"></form>
  <form name="host"></form><form name="body"></form>
  <script>
    for (const name of ['value', 'checked', 'labels', 'type'])
      Object.defineProperty(amount, name, { get() { throw new Error('no'); } });
    Object.defineProperty(HTMLInputElement.prototype, 'value', { get: () => 'harmless', set() {} });
  </script>`;

const SHOWN = `${STYLE}<title>Shown</title><form action="/in" method="post">
  <input id="secret" type="password" name="x"><input id="other" name="y"><button id="go">Send</button></form>`;

const MANY = `${STYLE}<title>Many</title><form action="/in" method="post"><button id="go">Send</button>
  ${'<input value="filler">'.repeat(10_000)}</form>`;

const FRAMED = `${STYLE}<title>Framed</title>
  <iframe style="position:absolute;left:50px;top:100px;width:600px;height:500px;border:0" src="http://other.test/payment"></iframe>`;

const site = new TestSite({
  '/': PAYMENT,
  '/payment': PAYMENT,
  '/shown': SHOWN,
  '/many': MANY,
  '/framed': FRAMED,
});
let made: Awaited<ReturnType<typeof makeSandbox>>;
let top = 0;
let page = '/';

beforeAll(async () => {
  made = await makeSandbox({
    site,
    hosts: ['page.test', 'other.test'],
    redaction: { ...NO_REDACTION, detect: ['email'], hide: ['.private'] },
  });
  top = await site.evaluate('/', 'outerHeight - innerHeight');
});
afterAll(() => made?.dispose());

async function open(path: string): Promise<void> {
  if (page !== path) await site.go(page, path);
  page = path;
}

async function button(dx = 0, dy = 0): Promise<ElementTarget> {
  const target = await made.sandbox.browser.targetAt({ x: 200 + dx, y: top + 420 + dy });
  if (target.kind !== 'element') throw new Error(`no element: ${JSON.stringify(target)}`);
  return target;
}

const told = ({ form }: ElementTarget) =>
  form?.values?.map(({ label, holds, isSecret }) => [label, isSecret ? null : holds]);

const FIELDS = [
  ['Supplier', 'Müller & Søn'],
  ['IBAN', 'DK50 0040\u200B0440'],
  ['Amount', '1480.00'],
  ['PIN', null],
  ['Mail', null],
  ['Salary', null],
  ['Note', 'Thank you'],
];

describe('what a form would send', () => {
  it('is read from under whatever the page has put over it, without anything that is to be kept secret', async () => {
    const target = await button();
    expect(target.name).toBe('Pay now');
    expect(told(target)).toEqual(FIELDS);
    expect(target.beside).toEqual(['This can’t be undone.']);
    const text = JSON.stringify(target);
    for (const kept of ['4711', 'ada@example.com', '5200', 'h1dden', 'harmless'])
      expect(text).not.toContain(kept);
  });

  it('has a place on the screen, all of it around the button', async () => {
    const { closeUp, box } = await button();
    expect(closeUp?.y).toBeLessThan(top + 100);
    expect((closeUp?.y ?? 0) + (closeUp?.height ?? 0)).toBeGreaterThanOrEqual(box.y + box.height);
  });

  it('is without a text that the run keeps secret, from the moment that it does', async () => {
    const show = made.sandbox.camera.hide(['Müller & Søn']);
    expect(told(await button())?.[0]).toEqual(['Supplier', null]);
    show();
    expect(told(await button())?.[0]).toEqual(FIELDS[0]);
  });

  it('is another when a text that is written right in the page is', async () => {
    const before = await button();
    await site.evaluate(page, "void (document.querySelector('#note').textContent = 'Pay twice')");
    const after = await button();
    expect(told(after)?.at(-1)).toEqual(['Note', 'Pay twice']);
    expect(after.formDigest).not.toBe(before.formDigest);
  });

  it('is read in a frame of another site, and where it lies', async () => {
    await open('/framed');
    await site.until(() =>
      site.events.filter(({ type }) => type === 'ready').some(({ page: at }) => at === '/payment'),
    );
    const target = await button(50, 100);
    expect(told(target)).toEqual(FIELDS);
    expect(target.closeUp?.x).toBeGreaterThanOrEqual(50);
  });

  it('tells of a password that it is secret also when the page shows it once it was typed', async () => {
    await open('/shown');
    await site.evaluate(page, "document.querySelector('#secret').focus()");
    await site.evaluate(
      page,
      "void (secret.value = 'hunter22', secret.type = 'text', secret.name = 'nick', other.value = 'hunter22')",
    );
    const target = await button();
    expect(target.form?.values?.map(({ isSecret }) => isSecret)).toEqual([true, true]);
    expect(JSON.stringify(target)).not.toContain('hunter22');
  });

  it('of ten thousand fields is told for forty, with how many there are', async () => {
    await open('/many');
    const { form } = await button();
    expect(form?.values).toHaveLength(40);
    expect(form?.moreValues).toBe(9960);
  });
});
