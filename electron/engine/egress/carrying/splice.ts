import { constants, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import type { Flow } from './flow';

/** Ends a stream of the relay at once and tells the other side that it was not a regular end. */
export function cutStream(stream: ServerHttp2Stream): void {
  if (!stream.destroyed) stream.close(constants.NGHTTP2_CONNECT_ERROR);
}

/** A stream whose link went away closes without an error; only a regular end has been read to the end. */
export function endedRegularly(stream: ServerHttp2Stream): boolean {
  return stream.readableEnded && stream.rstCode === constants.NGHTTP2_NO_ERROR;
}

/**
 * What may wait on its way down. One piece at a time, which is what a stream's own limit comes to, leaves the link idle
 * while each is acknowledged, and halves the speed of a download.
 */
const MOST_WAITING_BYTES = 192 * 1024;

/**
 * Joins a stream of the relay and a connection until both have ended. `first` goes up before everything else. Each side
 * is read only as fast as the other takes it, and the relay's not at all while its bytes are held.
 */
export function splice(
  client: ServerHttp2Stream,
  server: Duplex,
  { flow, first }: { flow: Flow; first: Buffer },
): Promise<void> {
  let waiting = 0;
  /** What waits for the operator still goes before the end. */
  let held: Promise<unknown> = Promise.resolve();
  const deliver = (chunk: Buffer) => {
    if (server.write(chunk)) {
      client.resume();
      return;
    }
    client.pause();
    server.once('drain', () => client.resume());
  };
  const passUp = (chunk: Buffer) => {
    const may = flow.up(chunk.length);
    if (may === true) return deliver(chunk);
    client.pause();
    if (may !== false) held = may.then((isAllowed) => isAllowed && !server.destroyed && deliver(chunk));
  };
  const endUp = () => void held.then(() => server.end());
  const end = () => {
    server.destroy();
    cutStream(client);
  };

  flow.signal.addEventListener('abort', end, { once: true });
  client.on('data', passUp);
  client.on('end', endUp);
  server.on('data', (chunk: Buffer) => {
    if (!flow.down(chunk.length)) return;
    waiting += chunk.length;
    client.write(chunk, () => {
      waiting -= chunk.length;
      if (waiting < MOST_WAITING_BYTES / 2) server.resume();
    });
    if (waiting >= MOST_WAITING_BYTES) server.pause();
  });
  server.on('end', () => client.end());
  server.on('error', () => flow.note('the connection to the server failed'));
  passUp(first);
  // Node tells the end of a paused stream that is empty: it may have been before anybody listened.
  if (client.readableEnded) endUp();
  // One that a proxy opened was paused after the proxy's own words.
  server.resume();

  const clientClosed = new Promise<void>((resolve) => {
    const onClose = () => {
      if (!endedRegularly(client)) {
        flow.note('the browser closed it');
        server.destroy();
      }
      resolve();
    };
    if (client.closed && client.destroyed) onClose();
    else client.once('close', onClose);
  });
  const serverClosed = new Promise<void>((resolve) => {
    server.once('close', () => {
      if (!server.readableEnded) {
        flow.note('the server closed it');
        cutStream(client);
      }
      resolve();
    });
  });
  return Promise.all([clientClosed, serverClosed]).then(() => undefined);
}
