import { expect, it } from 'vitest';
import { provideClient } from '../../../../renderer/client/airlock-client';
import { openLivePort } from '../../../../renderer/client/live-port';
import { FakeClient } from '../../../../renderer/preview/fake-client';
import { AirlockError } from '../../../../shared/airlock-error';
import { LIVE_PORT_MESSAGE } from '../../../../shared/ipc/names';

function handOver(sessionId: string): MessagePort {
  const { port1 } = new MessageChannel();
  const event = new MessageEvent('message', {
    data: { type: LIVE_PORT_MESSAGE, sessionId },
    source: window,
    ports: [port1],
  });
  window.dispatchEvent(event);
  return port1;
}

it('gives each of two views of one session a port of its own', async () => {
  provideClient(new FakeClient());
  const { signal } = new AbortController();
  const [one, two, other] = ['a', 'a', 'b'].map((id) => openLivePort(id, signal));
  const ports = ['a', 'b', 'a'].map(handOver);
  expect(await Promise.all([one, two, other])).toEqual([ports[0], ports[2], ports[1]]);
});

/** Whether a port has been closed by its holder: nothing that is sent to it comes back. */
function spyClose(port: MessagePort): () => boolean {
  let isClosed = false;
  const close = port.close.bind(port);
  port.close = () => {
    isClosed = true;
    close();
  };
  return () => isClosed;
}

function lateArrival(sessionId: string): () => boolean {
  const { port1 } = new MessageChannel();
  const isClosed = spyClose(port1);
  const data = { type: LIVE_PORT_MESSAGE, sessionId };
  window.dispatchEvent(new MessageEvent('message', { data, source: window, ports: [port1] }));
  return isClosed;
}

it('closes the port that arrives after the wait for it was given up, and no other', async () => {
  provideClient(new FakeClient());
  const abort = new AbortController();
  const givenUp = openLivePort('a', abort.signal);
  abort.abort();
  await expect(givenUp).rejects.toMatchObject({ code: 'cancelled' });
  expect(lateArrival('b')()).toBe(false);
  expect(lateArrival('a')()).toBe(true);
  expect(lateArrival('a')()).toBe(false);
});

it('closes no port of another view when it was refused: none will come for it', async () => {
  const client = new FakeClient();
  client.failures.set('sessions:watch', new AirlockError('conflict', "Can't watch: the session is failed."));
  provideClient(client);
  await expect(openLivePort('a', new AbortController().signal)).rejects.toMatchObject({ code: 'conflict' });
  expect(lateArrival('a')()).toBe(false);
});
