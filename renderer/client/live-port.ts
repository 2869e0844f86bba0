import { AirlockError } from '../../shared/airlock-error';
import { LIVE_PORT_MESSAGE } from '../../shared/ipc/names';
import { airlock } from './airlock-client';

const PORT_TIMEOUT_MS = 10_000;

/**
 * Asks for a live view of a session and waits for the port that the preload hands to the page. A port that arrives after
 * the wait was given up is closed, so that no stream stays open behind it.
 */
export function openLivePort(sessionId: string, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
      signal.removeEventListener('abort', onAbort);
    };
    const giveUp = (error: unknown): void => {
      finish();
      window.addEventListener('message', closeLate);
      reject(error);
    };
    const onAbort = (): void => giveUp(new AirlockError('cancelled', 'The live view was closed.'));
    const onMessage = (event: MessageEvent): void => {
      const port = takeLivePort(event, sessionId);
      if (port === null) return;
      finish();
      resolve(port);
    };
    const closeLate = (event: MessageEvent): void => {
      const port = takeLivePort(event, sessionId);
      if (port === null) return;
      window.removeEventListener('message', closeLate);
      port.close();
    };
    const timer = setTimeout(
      () => giveUp(new AirlockError('sandbox-failed', 'The sandbox sent no picture within 10 seconds.')),
      PORT_TIMEOUT_MS,
    );
    if (signal.aborted) {
      finish();
      return reject(new AirlockError('cancelled', 'The live view was closed.'));
    }
    signal.addEventListener('abort', onAbort);
    window.addEventListener('message', onMessage);
    airlock()
      .call('sessions:watch', { sessionId })
      .catch((error: unknown) => {
        // No port will come.
        finish();
        window.removeEventListener('message', closeLate);
        reject(error);
      });
  });
}

/** The port of a message that brings one for this session. It is for one listener: two views may wait at once. */
function takeLivePort(event: MessageEvent, sessionId: string): MessagePort | null {
  const port = readLivePort(event, sessionId);
  if (port !== null) event.stopImmediatePropagation();
  return port;
}

function readLivePort(event: MessageEvent, sessionId: string): MessagePort | null {
  if (event.source !== window) return null;
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null) return null;
  const message = data as { type?: unknown; sessionId?: unknown };
  if (message.type !== LIVE_PORT_MESSAGE || message.sessionId !== sessionId) return null;
  return event.ports[0] ?? null;
}
