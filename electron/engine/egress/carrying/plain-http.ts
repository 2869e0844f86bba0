import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as sendRequest,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isHopByHop } from '../reading/plain-request';

/** Answers one request of a host that the console serves itself; may be called for several at once. */
export type ServiceHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Who answers: the console, or the server at the other end of a connection that is open already. */
export type Answerer =
  | { readonly kind: 'service'; readonly handler: ServiceHandler }
  | { readonly kind: 'server'; readonly socket: Socket };

const MAX_HEAD_BYTES = 64 * 1024;
const UNREACHABLE = 'Airlock: the server did not answer as it must.';

/**
 * Plain HTTP. Each connection carries one request, whose head the broker has read and written anew; Node's own server
 * keeps to the framing of its body. A second request on the same connection is never read as one.
 */
export class PlainHttp {
  readonly #answerers = new WeakMap<object, Answerer>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer(
      { maxHeaderSize: MAX_HEAD_BYTES, requestTimeout: 0, headersTimeout: 0 },
      (request, response) => this.#onRequest(request, response),
    );
    this.#server.maxRequestsPerSocket = 1;
    this.#server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      const answerer = this.#answerers.get(stream);
      if (answerer?.kind !== 'server') return refuseUpgrade(stream);
      orElse(
        () => passUpgrade(request, stream, { socket: answerer.socket, head }),
        () => stream.destroy(),
      );
    });
    this.#server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
      // More bytes than the one request had: they are read by nobody, and its answer still goes out.
      if (error.code !== 'HPE_CLOSED_CONNECTION') stream.destroy();
    });
  }

  /** Serves what `stream` says, once. */
  serve(stream: Duplex, answerer: Answerer): void {
    this.#answerers.set(stream, answerer);
    this.#server.emit('connection', stream);
  }

  dispose(): void {
    this.#server.close();
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const answerer = this.#answerers.get(request.socket);
    orElse(
      () => {
        if (answerer === undefined) response.destroy();
        else if (answerer.kind === 'server') passRequest(request, response, answerer.socket);
        else answerer.handler(request, response);
      },
      () => refuse(response),
    );
  }
}

/** A handler of a stream has nobody above it: what it throws would end the console. */
function orElse(work: () => void, otherwise: () => void): void {
  try {
    work();
  } catch {
    otherwise();
  }
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(UNREACHABLE);
}

function startRequest(request: IncomingMessage, socket: Socket) {
  const outgoing = sendRequest({
    method: request.method,
    path: request.url,
    headers: request.rawHeaders,
    setHost: false,
    createConnection: () => socket,
  });
  // One that a proxy opened was paused after the proxy's own words.
  outgoing.once('socket', () => socket.resume());
  return outgoing;
}

function passRequest(request: IncomingMessage, response: ServerResponse, socket: Socket): void {
  const outgoing = startRequest(request, socket);
  outgoing.on('response', (answer) => {
    answer.on('error', () => response.destroy());
    orElse(
      () => {
        // Throws for a status that is none, which Node's own parser lets through.
        response.writeHead(answer.statusCode ?? 0, answer.statusMessage, endToEnd(answer.rawHeaders));
        answer.pipe(response);
      },
      () => {
        outgoing.destroy();
        refuse(response);
      },
    );
  });
  // Nobody asked for another protocol.
  outgoing.on('upgrade', () => {
    outgoing.destroy();
    refuse(response);
  });
  outgoing.on('error', () => refuse(response));
  request.on('error', () => outgoing.destroy());
  response.on('close', () => outgoing.destroy());
  request.pipe(outgoing);
}

function endToEnd(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_text, index) => !isHopByHop(rawHeaders[index - (index % 2)] ?? ''));
}

function refuseUpgrade(stream: Duplex): void {
  stream.end(Buffer.from('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'));
}

/** A WebSocket (RFC 6455): the answer is passed on as it is, and then both sides speak. */
function passUpgrade(
  request: IncomingMessage,
  stream: Duplex,
  { socket, head }: { socket: Socket; head: Buffer },
): void {
  const outgoing = startRequest(request, socket);
  const end = () => {
    outgoing.destroy();
    stream.destroy();
  };
  outgoing.on('upgrade', (answer, server, first) => {
    stream.write(writeAnswerHead(answer, answer.rawHeaders));
    if (first.length > 0) stream.write(first);
    if (head.length > 0) server.write(head);
    stream.pipe(server);
    server.pipe(stream);
    server.on('error', end);
    server.on('close', () => stream.destroy());
    stream.on('close', () => server.destroy());
  });
  outgoing.on('response', (answer) => {
    stream.write(writeAnswerHead(answer, [...endToEnd(answer.rawHeaders), 'Connection', 'close']));
    answer.pipe(stream);
  });
  outgoing.on('error', end);
  stream.on('error', end);
  outgoing.end();
}

function writeAnswerHead(answer: IncomingMessage, rawHeaders: readonly string[]): Buffer {
  const lines: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}\r\n`);
  }
  const { statusCode, statusMessage } = answer;
  return Buffer.from(`HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`, 'latin1');
}
