/**
 * What the first bytes of a connection say. `more`: undecided until there are `atLeast` bytes in all. `name`: a whole
 * ClientHello that asks for exactly one server, in lower case. `nameless`: a whole one that does not say.
 */
export type Hello =
  | { readonly kind: 'more'; readonly atLeast: number }
  | { readonly kind: 'name'; readonly serverName: string }
  | { readonly kind: 'nameless' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Post-quantum hellos are about 2 KiB; nothing honest comes near this. */
export const MAX_HELLO_BYTES = 16 * 1024;

const RECORD_HEADER = 5;
const HANDSHAKE_HEADER = 4;
const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME_EXTENSION = 0;
const HOST_NAME = 0;

/** Thrown by the reader below and caught in `readClientHello`; never leaves this file. */
class HelloError extends Error {}

/** Reads fields from the front of a buffer; a field that does not fit is an error, never a short read. */
class FieldReader {
  #at = 0;
  constructor(readonly bytes: Buffer) {}

  get isEmpty(): boolean {
    return this.#at === this.bytes.length;
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.bytes.length) throw new HelloError('the TLS greeting is cut short');
    const field = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return field;
  }

  number(length: number): number {
    return this.take(length).readUIntBE(0, length);
  }

  /** A vector in the sense of RFC 8446, 3.4: its length in `lengthBytes`, then its content. */
  vector(lengthBytes: number): FieldReader {
    return new FieldReader(this.take(this.number(lengthBytes)));
  }
}

function refused(reason: string): Hello {
  return { kind: 'refused', reason };
}

function readServerName(extension: FieldReader): string {
  const list = extension.vector(2);
  if (list.number(1) !== HOST_NAME) throw new HelloError('the server name is of an unknown kind');
  const name = list.vector(2).bytes;
  if (!list.isEmpty || !extension.isEmpty) throw new HelloError('the TLS greeting names several servers');
  // Latin-1 keeps every byte apart, so that no byte sequence can be taken for another name.
  return name.toString('latin1').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** ClientHello of RFC 8446, 4.1.2; its server name (RFC 6066, 3). */
function readBody(body: Buffer): string | null {
  const hello = new FieldReader(body);
  hello.take(2 + 32); // legacy version and random
  hello.vector(1); // session id
  hello.vector(2); // cipher suites
  hello.vector(1); // compression methods
  if (hello.isEmpty) return null;
  const extensions = hello.vector(2);
  if (!hello.isEmpty) throw new HelloError('the TLS greeting has bytes left over');

  const names: string[] = [];
  while (!extensions.isEmpty) {
    const type = extensions.number(2);
    const content = extensions.vector(2);
    if (type === SERVER_NAME_EXTENSION) names.push(readServerName(content));
  }
  if (names.length > 1) throw new HelloError('the TLS greeting names several servers');
  return names[0] ?? null;
}

/**
 * Reads the ClientHello at the start of `bytes`: everything that came so far, in one piece. It may be spread over
 * several TLS records; what follows its last record is not looked at. Never throws.
 */
export function readClientHello(bytes: Buffer): Hello {
  const fragments: Buffer[] = [];
  let fragmentBytes = 0;
  let at = 0;
  for (;;) {
    const available = bytes.length - at;
    if (available > 0 && bytes[at] !== HANDSHAKE_RECORD) return refused('the first bytes are not TLS');
    if (available > 1 && bytes[at + 1] !== 3) return refused('the first bytes are not TLS');
    if (available < RECORD_HEADER) return askFor(at + RECORD_HEADER);
    const end = at + RECORD_HEADER + bytes.readUInt16BE(at + 3);
    if (end === at + RECORD_HEADER) return refused('the TLS greeting holds an empty record');
    if (bytes.length < end) return askFor(end);
    fragments.push(bytes.subarray(at + RECORD_HEADER, end));
    fragmentBytes += end - at - RECORD_HEADER;
    at = end;
    if (at > MAX_HELLO_BYTES) return refused('the TLS greeting is too long');

    if (fragmentBytes < HANDSHAKE_HEADER) continue;
    const handshake = Buffer.concat(fragments, Math.min(fragmentBytes, HANDSHAKE_HEADER));
    if (handshake[0] !== CLIENT_HELLO) return refused('the first bytes are no TLS greeting');
    const wanted = HANDSHAKE_HEADER + handshake.readUIntBE(1, 3);
    if (wanted > MAX_HELLO_BYTES) return refused('the TLS greeting is too long');
    if (fragmentBytes < wanted) continue;
    if (fragmentBytes > wanted) return refused('the TLS greeting has bytes left over');
    return parseHandshake(Buffer.concat(fragments).subarray(HANDSHAKE_HEADER));
  }
}

function askFor(atLeast: number): Hello {
  return atLeast > MAX_HELLO_BYTES ? refused('the TLS greeting is too long') : { kind: 'more', atLeast };
}

/** Why a greeting may not go to `host`; null when it may. `more` is answered as a greeting that is not whole. */
export function refuseHello(hello: Hello, host: string, allowsMissing: boolean): string | null {
  switch (hello.kind) {
    case 'refused':
      return hello.reason;
    case 'more':
      return 'the TLS greeting is cut short';
    case 'nameless':
      return allowsMissing ? null : 'the TLS greeting names no server';
    case 'name':
      return hello.serverName === host ? null : 'the TLS greeting asks for another server than the tunnel';
  }
}

function parseHandshake(body: Buffer): Hello {
  try {
    const serverName = readBody(body);
    return serverName === null ? { kind: 'nameless' } : { kind: 'name', serverName };
  } catch (error) {
    if (error instanceof HelloError) return refused(error.message);
    throw error;
  }
}
