import { expect, it } from 'vitest';
import { CdpConnection } from '../../../../../electron/engine/sandbox/cdp/cdp-connection';
import type { BrowserTarget } from '../../../../../electron/engine/sandbox/cdp/cdp-session';
import { FakeBrowser } from '../../../../helpers/fake-browser';

function connect() {
  const browser = new FakeBrowser();
  browser.answer = ({ method }) => (method === 'Test.sync' ? { result: {} } : null);
  const cdp = new CdpConnection(browser.client);
  const attached: BrowserTarget[] = [];
  cdp.browser.attached.on((target) => attached.push(target));
  /** Settles when everything is heard that was said before. */
  const heard = () => cdp.browser.send('Test.sync').catch(() => undefined);
  return { browser, cdp, root: cdp.browser, attached, heard };
}

/** A connection with a page in the browser and a frame in that page. */
async function withPage() {
  const made = connect();
  made.browser.attach('p', 'page');
  await made.heard();
  const page = made.attached[0]?.session;
  if (page === undefined) throw new Error('no page');
  page.attached.on((target) => made.attached.push(target));
  made.browser.attach('f', 'iframe', 'p');
  await made.heard();
  made.browser.commands.length = 0;
  const frame = made.attached[1]?.session;
  if (frame === undefined) throw new Error('no frame');
  return { ...made, page, frame };
}

const refusal = (what: Promise<unknown>) => what.then(() => 'answered', String);

it.each([
  ['something that is not JSON', 'not json\0', 'the browser sent something that is not a message'],
  ['a bare number', '7\0', 'the browser sent something that is not a message'],
  ['null', 'null\0', 'the browser sent something that is not a message'],
  ['a message without an end', 'x'.repeat(33 * 1024 * 1024), 'the browser sent too large a message'],
])('gives a browser up that sends %s', async (_what, text, why) => {
  const { browser, root, heard } = connect();
  const told: string[] = [];
  root.onGone((reason) => told.push(reason));
  browser.write(text);
  await heard();
  expect([root.isGone, told]).toEqual([true, [why]]);
});

it.each([
  ['no name for the session', { targetInfo: { targetId: 't', type: 'page' } }],
  ['a number for its name', { sessionId: 7, targetInfo: { targetId: 't', type: 'page' } }],
])('takes no target that has %s', async (_what, params) => {
  const { browser, attached, heard } = connect();
  browser.tell('Target.attachedToTarget', params);
  await heard();
  expect(attached).toEqual([]);
});

it.each([[null], ['text'], [{}], [{ targetId: 7, type: ['page'] }]])(
  'takes a target that is described by %j for one of no known kind',
  async (targetInfo) => {
    const { browser, attached, heard } = connect();
    browser.tell('Target.attachedToTarget', { sessionId: 's', targetInfo });
    await heard();
    expect(attached).toMatchObject([{ targetId: '', kind: '' }]);
  },
);

it('does not tell an event that does not read as it should, nor break on it', async () => {
  const { browser, page, heard } = await withPage();
  const told: unknown[] = [];
  page.on('Page.frameNavigated', (frame) => told.push(frame));
  page.on('Network.requestWillBeSent', (request) => told.push(request));
  for (const params of [
    null,
    'text',
    {},
    { frame: null },
    { frame: { id: 7 } },
    { request: 'x', documentURL: {} },
  ]) {
    browser.send({ method: 'Page.frameNavigated', params, sessionId: 'p' });
    browser.send({ method: 'Network.requestWillBeSent', params, sessionId: 'p' });
  }
  browser.tell('Page.frameNavigated', { frame: { id: 'f1', url: 'http://a.test/' } }, 'p');
  await heard();
  expect(told).toEqual([
    {
      frameId: 'f1',
      isOutermost: true,
      outerId: null,
      url: 'http://a.test/',
      origin: '',
      unreachableUrl: null,
    },
  ]);
});

it('tells an event to the session that it is of, and to no other', async () => {
  const { browser, root, page, frame, heard } = await withPage();
  const told: string[] = [];
  for (const [name, session] of Object.entries({ root, page, frame }))
    session.on('Inspector.targetCrashed', () => told.push(name));
  browser.tell('Inspector.targetCrashed', {}, 'f');
  browser.tell('Inspector.targetCrashed', {}, 'unknown');
  browser.tell('Inspector.targetCrashed', {});
  await heard();
  expect([told, frame.parent === page, page.parent === root]).toEqual([['frame', 'root'], true, true]);
});

it('answers a command to the session that gave it, and gives up what is not answered in time', async () => {
  const { browser, page, heard } = await withPage();
  const answered = page.send('Page.enable');
  const refused = refusal(page.send('DOM.enable'));
  const late = refusal(page.send('Page.navigate', {}, 1));
  await heard();
  const [first, second] = browser.commands;
  browser.send({ id: first?.id, sessionId: 'f', result: { of: 'another' } });
  browser.send({ id: first?.id, sessionId: 'p', result: { of: 'the page' } });
  browser.send({ id: second?.id, sessionId: 'p', error: { message: '<script>' } });
  expect(await answered).toEqual({ of: 'the page' });
  expect(await refused).toMatch('The browser did not do DOM.enable: the browser refused it.');
  expect(await late).toMatch('The browser did not do Page.navigate: no answer within 1 ms.');
});

it('ends a target’s session at once when it goes, with all that is in it and nothing else', async () => {
  const { browser, root, page, frame, heard } = await withPage();
  const gone: string[] = [];
  const told: string[] = [];
  page.onGone((why) => gone.push(`page: ${why}`));
  frame.onGone((why) => gone.push(`frame: ${why}`));
  frame.on('Inspector.targetCrashed', () => told.push('crashed'));
  const waiting = [refusal(page.send('Page.enable')), refusal(frame.send('Page.enable'))];
  const other = refusal(root.send('Browser.getVersion'));
  browser.tell('Target.detachedFromTarget', { sessionId: 'p' });
  await heard();
  expect(gone).toEqual(['frame: its target is gone', 'page: its target is gone']);
  expect(await Promise.all(waiting)).toEqual([
    expect.stringContaining('its target is gone'),
    expect.stringContaining('its target is gone'),
  ]);
  expect(await refusal(frame.send('Page.enable'))).toContain('what it was meant for is gone');
  browser.tell('Inspector.targetCrashed', {}, 'f');
  browser.tell('Target.detachedFromTarget', { sessionId: 'p' });
  await heard();
  expect([told, gone.length, root.isGone]).toEqual([[], 2, false]);
  browser.end();
  expect(await other).toContain('the browser ended');
});

it('ends every session when the browser does, and says so once', async () => {
  const { cdp, root, page, frame } = await withPage();
  const gone: string[] = [];
  for (const session of [root, page, frame]) session.onGone((why) => gone.push(why));
  cdp.close();
  cdp.close();
  expect(gone).toEqual(Array.from({ length: 3 }, () => 'closed by the console'));
  expect([root, page, frame].every(({ isGone }) => isGone)).toBe(true);
});
