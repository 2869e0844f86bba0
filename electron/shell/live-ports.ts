import { MessageChannelMain, type WebContents } from 'electron';
import { LIVE_PORT_MESSAGE } from '../../shared/ipc/names';
import type { LivePort } from '../engine/sessions/live-view';

/** Opens a byte channel to a window: one end goes to its page through the preload, the other is the engine's. */
export function openLivePort(contents: WebContents, sessionId: string): LivePort {
  const { port1, port2 } = new MessageChannelMain();
  const closeListeners: (() => void)[] = [];
  let isClosed = false;
  contents.postMessage(LIVE_PORT_MESSAGE, { sessionId }, [port1]);
  port2.on('close', () => {
    isClosed = true;
    for (const listener of closeListeners) listener();
  });
  // Not left to the port's own notice, which comes some time after its page has gone.
  contents.once('destroyed', () => {
    isClosed = true;
  });
  return {
    post: (bytes) => {
      // Posting to a port whose other end is gone brings some versions of Electron down.
      if (!isClosed) port2.postMessage(bytes);
    },
    onBytes: (listener) => {
      port2.on('message', ({ data }) => {
        if (data instanceof ArrayBuffer) listener(new Uint8Array(data));
        else if (ArrayBuffer.isView(data))
          listener(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      });
      port2.start();
    },
    onClose: (listener) => closeListeners.push(listener),
    close: () => {
      if (!isClosed) port2.close();
      isClosed = true;
    },
  };
}
