import type { ServerHttp2Stream } from 'node:http2';
import { constants } from 'node:http2';
import type { Socket } from 'node:net';
import { MAX_HELLO_BYTES, readClientHello } from './client-hello';

/** The bytes a client began with, once they are known to be a greeting for the right server. */
export type Greeting =
  | { readonly kind: 'greeting'; readonly bytes: Buffer }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads from a tunnel until its ClientHello is whole and checks that it asks for `host` and nothing else. Bytes are
 * held back meanwhile: none has gone anywhere. Refused as well when they do not come within `timeoutMs`.
 */
export function readGreeting(stream: ServerHttp2Stream, host: string, timeoutMs: number): Promise<Greeting> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    let wanted = 1;

    const settle = (greeting: Greeting) => {
      clearTimeout(timer);
      stream.off('data', onData).off('end', onEnd).off('close', onEnd);
      stream.pause();
      resolve(greeting);
    };
    const onEnd = () => settle({ kind: 'refused', reason: 'the client left before its TLS greeting' });
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < wanted && bytes.length <= MAX_HELLO_BYTES) return;
      const hello = readClientHello(bytes);
      if (hello.kind === 'more') {
        wanted = hello.atLeast;
        return;
      }
      if (hello.kind === 'refused') return settle(hello);
      const isSame = hello.serverName === host;
      const reason = 'the TLS greeting asks for another server than the tunnel';
      settle(isSame ? { kind: 'greeting', bytes } : { kind: 'refused', reason });
    };
    const timer = setTimeout(
      () => settle({ kind: 'refused', reason: 'the TLS greeting did not come in time' }),
      timeoutMs,
    );
    stream.on('data', onData).on('end', onEnd).on('close', onEnd);
  });
}

/** Waits until a socket is connected; rejects when it fails or takes longer than `timeoutMs`, and destroys it then. */
export function waitForConnect(socket: Socket, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('The connection took too long')), timeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
    // Stays for the life of the socket: an error without a listener would end the process.
    socket.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new Error('The connection was closed'));
    });
  });
}

/** Ends a tunnel at once and tells the other side that it was not a regular end. */
export function cutTunnel(stream: ServerHttp2Stream): void {
  if (!stream.destroyed) stream.close(constants.NGHTTP2_CONNECT_ERROR);
}

/**
 * Joins tunnel and connection until both directions have ended, either has failed, or nothing has moved for
 * `idleMs`. Each side is read only as fast as the other takes it.
 */
export function splice(stream: ServerHttp2Stream, socket: Socket, idleMs: number): void {
  stream.pipe(socket);
  socket.pipe(stream);
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.on('close', () => {
    if (!socket.readableEnded) cutTunnel(stream);
  });
  stream.on('close', () => {
    // A stream whose link went away closes without an error; only a regular end has been read to the end.
    if (!stream.readableEnded || stream.rstCode !== constants.NGHTTP2_NO_ERROR) socket.destroy();
  });
}
