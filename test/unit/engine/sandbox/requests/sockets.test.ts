import { expect, it } from 'vitest';
import { CdpConnection } from '../../../../../electron/engine/sandbox/cdp/cdp-connection';
import { type SocketEvent, Sockets } from '../../../../../electron/engine/sandbox/requests/sockets';
import { FakeBrowser } from '../../../../helpers/fake-browser';

/** Sockets of these targets, each by the name of its session. */
async function follow(...targets: readonly string[]) {
  const fake = new FakeBrowser();
  const cdp = new CdpConnection(fake.client);
  const sockets = new Sockets();
  const events: SocketEvent[] = [];
  sockets.events.on((event) => events.push(event));
  cdp.browser.attached.on((target) => sockets.follow(target));
  for (const target of targets) fake.attach(target, 'page');
  const open = (session: string, requestId: unknown, url: unknown = 'wss://live.example/') =>
    fake.tell('Network.webSocketCreated', { requestId, url }, session);
  const send = (session: string, requestId: unknown, response: object) =>
    fake.tell('Network.webSocketFrameSent', { requestId, response }, session);
  const heard = async () => {
    await cdp.browser.send('Browser.getVersion');
    return events;
  };
  return { fake, open, send, heard };
}

it('says nothing of what can not be read', async () => {
  const { open, send, heard } = await follow('p');
  open('p', 7);
  open('p', 'a', { url: 'x' });
  open('p', 'n'.repeat(1000));
  send('p', null, { opcode: 1, payloadData: 'x' });
  send('p', 'n'.repeat(1000), { opcode: 1, payloadData: 'x' });
  expect(await heard()).toEqual([]);
});

it('counts what a socket found twice sends once, also when the first to tell of it goes', async () => {
  const { fake, open, send, heard } = await follow('p', 'q');
  open('p', '1.1');
  open('q', '1.1');
  for (const session of ['p', 'q']) send(session, '1.1', { opcode: 1, payloadData: 'ü' });
  fake.tell('Target.detachedFromTarget', { sessionId: 'p' });
  send('q', '1.1', { opcode: 2, payloadData: 'AQID' });
  fake.tell('Target.detachedFromTarget', { sessionId: 'q' });
  expect(await heard()).toEqual([
    { kind: 'opened', socket: '1.1', url: 'wss://live.example/', page: '' },
    { kind: 'sent', socket: '1.1', bytes: 2, text: 'ü' },
    { kind: 'sent', socket: '1.1', bytes: 3, text: null },
    { kind: 'closed', socket: '1.1' },
  ]);
});

it('names the page that it was opened in, and no frame or page from before', async () => {
  const { fake, open, heard } = await follow('p');
  const go = (id: string, url: string) => fake.tell('Page.frameNavigated', { frame: { id, url } }, 'p');
  go('target of p', 'https://app.example.com/old');
  go('target of p', 'https://app.example.com/new');
  go('a frame in it', 'https://ads.example/');
  open('p', '1.1');
  expect(await heard()).toMatchObject([{ kind: 'opened', page: 'https://app.example.com/new' }]);
});

it('remembers no more sockets than it must', async () => {
  const { open, heard } = await follow('p');
  for (let index = 0; index < 2100; index += 1) open('p', `1.${index}`);
  const events = await heard();
  expect(events.filter(({ kind }) => kind === 'closed')).toHaveLength(100);
});
