// The only proxy that the browser in the sandbox knows. Everything it is asked for travels as HTTP/2 CONNECT
// (RFC 9113, 8.5) over stdin and stdout to the egress broker outside, which decides. Nothing is decided here: whoever
// breaks out of the browser may replace this program, so the broker trusts none of it.
//
// Stdout carries HTTP/2 frames. Nothing else may write to it; complaints go to stderr.
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { Duplex } from 'node:stream';

const HOST = '127.0.0.1';
const PORT = Number(process.env.AIRLOCK_RELAY_PORT ?? 3128);
const MAX_STREAMS = 64;
const MAX_HEAD_BYTES = 8 * 1024;
const MAX_REFUSAL_BYTES = 4 * 1024;
/** What one stream may have under way, in bytes; the session may have all of them at once. */
const STREAM_WINDOW = 256 * 1024;

/** What HTTP/2 lets an authority consist of. Anything else can't travel, so it is refused here. */
const TRANSPORTABLE = /^[A-Za-z0-9._~!$&'()*+,;=:@%[\]-]{1,1024}$/;

/** Headers that concern one hop only (RFC 9110, 7.6.1), and are not passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const BAD_REQUEST = 'Airlock: this is not a valid host and port.';
const TOO_MANY = `Airlock: more than ${MAX_STREAMS} connections at once.`;
const UNREACHABLE = 'Airlock: the connection could not be made.';

/**
 * Stdin and stdout as one stream. Sockets rather than `process.stdin` and `process.stdout`, because the latter writes
 * synchronously to pipes: a slow reader outside would stop the relay as a whole.
 * @returns {Duplex}
 */
function openLink() {
  const input = new net.Socket({ fd: 0, readable: true, writable: false });
  const output = new net.Socket({ fd: 1, readable: false, writable: true });
  const link = new Duplex({
    read() {
      input.resume();
    },
    write(chunk, _encoding, done) {
      output.write(chunk, done);
    },
    final(done) {
      output.end(done);
    },
  });
  input.on('data', (chunk) => {
    if (!link.push(chunk)) input.pause();
  });
  // Without its broker the relay has no purpose; its end is also how the console stops it.
  input.on('close', () => process.exit(0));
  input.on('error', () => process.exit(1));
  output.on('error', () => process.exit(1));
  return link;
}

const session = http2.connect('http://broker', {
  createConnection: openLink,
  settings: { enablePush: false, initialWindowSize: STREAM_WINDOW },
  maxSessionMemory: 64,
});
session.on('connect', () => session.setLocalWindowSize(STREAM_WINDOW * MAX_STREAMS));
session.on('error', (error) => process.stderr.write(`relay: ${error.message}\n`));
session.on('close', () => process.exit(1));

let openStreams = 0;

/**
 * A tunnel as the broker answered it.
 * @typedef {{ status: number, stream: http2.ClientHttp2Stream, refusal: string }} Tunnel
 */

/**
 * Asks the broker for a tunnel. `authority` goes to it exactly as the browser wrote it.
 * @param {string} authority
 * @param {'http' | 'https'} scheme
 * @returns {Promise<Tunnel>} rejects when the link fails; any answer of the broker is a value
 */
function openTunnel(authority, scheme) {
  return new Promise((resolve, reject) => {
    const stream = session.request(
      { ':method': 'CONNECT', ':authority': authority, 'x-airlock-scheme': scheme },
      { endStream: false },
    );
    openStreams += 1;
    const fail = () => reject(new Error(UNREACHABLE));
    stream.on('close', () => {
      openStreams -= 1;
    });
    stream.on('close', fail);
    stream.on('error', fail);
    stream.on('response', (headers) => {
      stream.off('close', fail);
      const status = headers[':status'] ?? 502;
      if (status === 200) {
        resolve({ status, stream, refusal: '' });
        return;
      }
      readRefusal(stream).then((refusal) => resolve({ status, stream, refusal }), reject);
    });
  });
}

/**
 * The plain text with which the broker refused.
 * @param {http2.ClientHttp2Stream} stream
 * @returns {Promise<string>}
 */
async function readRefusal(stream) {
  let text = '';
  stream.end();
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    if (text.length < MAX_REFUSAL_BYTES) text += chunk;
  }
  return text.slice(0, MAX_REFUSAL_BYTES);
}

/**
 * Joins two streams until both directions have ended or either has failed.
 * @param {import('node:stream').Duplex} socket
 * @param {http2.ClientHttp2Stream} stream
 */
function splice(socket, stream) {
  socket.pipe(stream);
  stream.pipe(socket);
  socket.on('error', () => stream.close(http2.constants.NGHTTP2_CANCEL));
  socket.on('close', () => {
    if (!socket.readableEnded) stream.close(http2.constants.NGHTTP2_CANCEL);
  });
  stream.on('error', () => socket.destroy());
  stream.on('close', () => {
    const isRegular = stream.readableEnded && stream.rstCode === http2.constants.NGHTTP2_NO_ERROR;
    if (!isRegular) socket.destroy();
  });
}

/**
 * An answer for a browser that is waiting for its tunnel.
 * @param {import('node:stream').Duplex} socket
 * @param {number} status
 * @param {string} text
 */
function refuseConnect(socket, status, text) {
  const reason = http.STATUS_CODES[status] ?? 'Refused';
  const length = Buffer.byteLength(text);
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${length}\r\nConnection: close\r\n\r\n${text}`,
  );
}

/**
 * @param {http.ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function refuseRequest(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(text);
}

/**
 * `CONNECT host:port`: what a browser sends for https and for every WebSocket.
 * @param {http.IncomingMessage} request
 * @param {import('node:stream').Duplex} socket
 * @param {Buffer} head bytes that came along with the request
 */
async function handleConnect(request, socket, head) {
  socket.on('error', () => socket.destroy());
  const authority = request.url ?? '';
  if (!TRANSPORTABLE.test(authority)) return refuseConnect(socket, 400, BAD_REQUEST);
  if (openStreams >= MAX_STREAMS) return refuseConnect(socket, 503, TOO_MANY);
  try {
    const { status, stream, refusal } = await openTunnel(authority, 'https');
    if (status !== 200) return refuseConnect(socket, status, refusal);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) stream.write(head);
    splice(socket, stream);
  } catch {
    refuseConnect(socket, 502, UNREACHABLE);
  }
}

/**
 * The two parts of an absolute-form target (RFC 9112, 3.2.2); null for any other form or scheme.
 * @param {string} target
 * @returns {{ authority: string, path: string } | null}
 */
function splitTarget(target) {
  const parts = /^http:\/\/([^/?#]*)([^#]*)$/i.exec(target);
  const [authority, rest] = [parts?.[1] ?? '', parts?.[2] ?? ''];
  if (!TRANSPORTABLE.test(authority)) return null;
  return { authority, path: rest.startsWith('/') ? rest : `/${rest}` };
}

/**
 * The headers that go on to the server, in the order in which they came. The name of the host is that of the target,
 * whatever the browser wrote in `Host`.
 * @param {http.IncomingMessage} request
 * @param {string} authority
 * @returns {string[]}
 */
function endToEndHeaders(request, authority) {
  const named = String(request.headers.connection ?? '')
    .toLowerCase()
    .split(/\s*,\s*/);
  const kept = ['host', authority, 'connection', 'close'];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    const lower = name.toLowerCase();
    if (!HOP_BY_HOP.has(lower) && !named.includes(lower))
      kept.push(name, request.rawHeaders[index + 1] ?? '');
  }
  if (request.headers['transfer-encoding'] !== undefined) kept.push('transfer-encoding', 'chunked');
  return kept;
}

/**
 * `GET http://host/path`: the request goes on in origin form through a tunnel of its own.
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
async function handleRequest(request, response) {
  const target = splitTarget(request.url ?? '');
  if (target === null) return refuseRequest(response, 400, BAD_REQUEST);
  if (openStreams >= MAX_STREAMS) return refuseRequest(response, 503, TOO_MANY);
  try {
    const { status, stream, refusal } = await openTunnel(target.authority, 'http');
    if (status !== 200) return refuseRequest(response, status, refusal);
    forward(request, response, { ...target, stream });
  } catch {
    refuseRequest(response, 502, UNREACHABLE);
  }
}

/**
 * Sends one request through a tunnel and its answer back.
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 * @param {{ authority: string, path: string, stream: http2.ClientHttp2Stream }} to
 */
function forward(request, response, to) {
  const cancel = () => to.stream.close(http2.constants.NGHTTP2_CANCEL);
  const outgoing = http.request({
    method: request.method,
    path: to.path,
    headers: endToEndHeaders(request, to.authority),
    // Wrapped, so that only buffers reach it: Node loses the first bytes of strings written to an HTTP/2 stream.
    createConnection: () => Duplex.from({ readable: to.stream, writable: to.stream }),
  });
  outgoing.on('response', (answer) => {
    const headers = answer.rawHeaders.filter((_text, index) => {
      const name = answer.rawHeaders[index - (index % 2)] ?? '';
      return !HOP_BY_HOP.has(name.toLowerCase());
    });
    response.writeHead(answer.statusCode ?? 502, headers);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else refuseRequest(response, 502, UNREACHABLE);
  });
  request.on('error', cancel);
  response.on('close', cancel);
  request.pipe(outgoing);
}

const proxy = http.createServer({ maxHeaderSize: MAX_HEAD_BYTES, requireHostHeader: false }, handleRequest);
proxy.on('connect', handleConnect);
proxy.on('clientError', (error, socket) => {
  const status = /** @type {NodeJS.ErrnoException} */ (error).code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  if (socket.writable) refuseConnect(socket, status, BAD_REQUEST);
});
proxy.on('error', (error) => {
  process.stderr.write(`relay: ${error.message}\n`);
  process.exit(1);
});
proxy.listen(PORT, HOST, () => {
  const address = proxy.address();
  process.stderr.write(`relay: listening on ${HOST}:${typeof address === 'object' ? address?.port : PORT}\n`);
});
