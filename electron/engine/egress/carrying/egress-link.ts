import { constants, createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import { LinkBytes } from './link-bytes';

export type EgressLink = {
  /** Ends every stream of the link and the byte stream under it. */
  dispose(): void;
};

export type EgressLinkOptions = {
  /** Connections at once; a few more may wait to be told that they are too many. */
  readonly maxConnections: number;
  /** Settles when nothing is under way for the stream any more, apart from the stream itself. */
  readonly onStream: (stream: ServerHttp2Stream) => Promise<void>;
  /** Called once, also after `dispose`. */
  readonly onEnded: (reason: string) => void;
};

const MAX_HEAD_BYTES = 4 * 1024;
const MAX_HEADER_PAIRS = 16;
/** Streams over the limit of connections: they get an answer instead of waiting for their turn. */
const SPARE_STREAMS = 64;
/** What one stream may send ahead of its reader, in bytes; all of them together bound the memory of a link. */
const MAX_STREAM_WINDOW = 256 * 1024;
const MAX_LINK_BYTES = 48 * 1024 * 1024;
/** Limit of Node's own for one HTTP/2 session, in megabytes. */
const MAX_SESSION_MEGABYTES = 64;

/**
 * The broker's end of one link to a relay: HTTP/2 (RFC 9113) over any byte stream. The relay is not trusted: the first
 * frame that is not in order ends the link, and with it the sandbox's way out.
 */
export function openLink(source: Duplex, options: EgressLinkOptions): EgressLink {
  const bytes = new LinkBytes(source);
  const maxStreams = options.maxConnections + SPARE_STREAMS;
  const streamWindow = Math.min(MAX_STREAM_WINDOW, Math.floor(MAX_LINK_BYTES / maxStreams));
  const server = createServer({
    maxSessionInvalidFrames: 0,
    maxSessionMemory: MAX_SESSION_MEGABYTES,
    maxHeaderListPairs: MAX_HEADER_PAIRS,
    settings: {
      maxConcurrentStreams: maxStreams,
      maxHeaderListSize: MAX_HEAD_BYTES,
      initialWindowSize: streamWindow,
    },
  });
  let session: ServerHttp2Session | null = null;
  let underWay = 0;
  let hasEnded = false;

  const end = (reason: string) => {
    if (hasEnded) return;
    hasEnded = true;
    session?.destroy();
    bytes.destroy();
    options.onEnded(reason);
  };

  server.on('session', (opened) => {
    session = opened;
    opened.setLocalWindowSize(MAX_LINK_BYTES);
    opened.on('error', () => end('the relay sent something that is not HTTP/2'));
    opened.on('goaway', () => end('the relay ended the link'));
    opened.on('close', () => end('the relay ended the link'));
  });
  server.on('sessionError', () => end('the relay sent something that is not HTTP/2'));
  server.on('stream', (stream, headers) => {
    // A stream that fails ends in its `close`; without a listener its error would end the process.
    stream.on('error', () => {});
    // HTTP/2 counts open streams only. A relay that opens and resets them could pile up lookups without end.
    if (underWay >= maxStreams || headers[':method'] !== 'CONNECT') {
      stream.close(constants.NGHTTP2_REFUSED_STREAM);
      return;
    }
    underWay += 1;
    const closed = new Promise((resolve) => stream.once('close', resolve));
    const served = Promise.resolve(stream)
      .then(options.onStream)
      .catch(() => stream.close(constants.NGHTTP2_CONNECT_ERROR));
    void Promise.all([closed, served]).then(() => {
      underWay -= 1;
    });
  });
  // Node closes the stream before it says what was wrong with it, so that reason gets its turn first.
  bytes.on('close', () => setImmediate(end, 'the link to the relay was closed'));
  server.emit('connection', bytes);

  return { dispose: () => end('the session ended') };
}
