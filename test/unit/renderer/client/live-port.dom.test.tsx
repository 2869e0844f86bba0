import { expect, it } from 'vitest';
import { provideClient } from '../../../../renderer/client/airlock-client';
import { FakeClient } from '../../../../renderer/client/fake-client';
import { openLivePort } from '../../../../renderer/client/live-port';
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
