import { AirlockError } from '../../shared/airlock-error';
import { LIVE_PORT_MESSAGE } from '../../shared/ipc/names';
import { airlock } from './airlock-client';

const PORT_TIMEOUT_MS = 10_000;

/** Asks for a live view of a session and waits for the port that the preload hands to the page. */
export function openLivePort(sessionId: string, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown): void => {
      finish();
      reject(error);
    };
    const onAbort = (): void => fail(new AirlockError('cancelled', 'The live view was closed.'));
    const onMessage = (event: MessageEvent): void => {
      const port = readLivePort(event, sessionId);
      if (port === null) return;
      // Two views of one session may wait at once: a port is for one of them.
      event.stopImmediatePropagation();
      finish();
      resolve(port);
    };
    const timer = setTimeout(
      () => fail(new AirlockError('sandbox-failed', 'The sandbox sent no picture within 10 seconds.')),
      PORT_TIMEOUT_MS,
    );
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    window.addEventListener('message', onMessage);
    airlock().call('sessions:watch', { sessionId }).catch(fail);
  });
}

function readLivePort(event: MessageEvent, sessionId: string): MessagePort | null {
  if (event.source !== window) return null;
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null) return null;
  const message = data as { type?: unknown; sessionId?: unknown };
  if (message.type !== LIVE_PORT_MESSAGE || message.sessionId !== sessionId) return null;
  return event.ports[0] ?? null;
}
