import { type ClientHttp2Session, type ClientHttp2Stream, constants } from 'node:http2';
import type { Socket } from 'node:net';

/** CONNECT of HTTP/2 needs an authority. It says nothing here: what the client wants is in its bytes. */
const REQUEST = { ':method': 'CONNECT', ':authority': 'broker' };

/** Carries one connection over a stream of its own until both directions have ended or either has failed. */
export function carry(socket: Socket, session: ClientHttp2Session): void {
  const stream = session.request(REQUEST, { endStream: false });
  const cancel = () => stream.close(constants.NGHTTP2_CANCEL);
  socket.pipe(stream);
  stream.pipe(socket);
  socket.on('error', cancel);
  socket.on('close', () => {
    if (!socket.readableEnded) cancel();
  });
  stream.on('error', () => socket.resetAndDestroy());
  stream.on('close', () => {
    if (!endedRegularly(stream)) socket.resetAndDestroy();
  });
}

/** A stream that the broker cut, or whose link went away, also closes; only a regular end has been read to the end. */
function endedRegularly(stream: ClientHttp2Stream): boolean {
  return stream.readableEnded && stream.rstCode === constants.NGHTTP2_NO_ERROR;
}
