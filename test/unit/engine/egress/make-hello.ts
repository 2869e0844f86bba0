type HelloOptions = {
  /** Each is one server_name entry; several are several names. Undefined leaves the extension out. */
  readonly serverNames?: readonly string[];
  /** How often the whole extension is repeated. */
  readonly copies?: number;
  readonly extraExtensions?: readonly Buffer[];
};

function vector(lengthBytes: number, content: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(content.length, 0, lengthBytes);
  return Buffer.concat([length, content]);
}

export function extension(type: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type >> 8, type & 0xff]), vector(2, content)]);
}

function serverNameExtension(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(name, 'latin1'))]),
  );
  return extension(0, vector(2, Buffer.concat(entries)));
}

/** A ClientHello handshake message, without records. */
export function makeHandshake(options: HelloOptions = {}): Buffer {
  const { serverNames, copies = 1, extraExtensions = [] } = options;
  const names =
    serverNames === undefined ? [] : Array.from({ length: copies }, () => serverNameExtension(serverNames));
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(32, 7),
    vector(1, Buffer.alloc(32, 8)),
    vector(2, Buffer.from([0x13, 0x01, 0x13, 0x02])),
    vector(1, Buffer.from([0])),
    vector(2, Buffer.concat([...extraExtensions, ...names])),
  ]);
  return Buffer.concat([Buffer.from([1]), vector(3, body)]);
}

/** Puts a handshake message into TLS records of at most `size` bytes each. */
export function toRecords(handshake: Buffer, size = 16_384): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at < handshake.length; at += size) {
    records.push(Buffer.concat([Buffer.from([22, 3, 1]), vector(2, handshake.subarray(at, at + size))]));
  }
  return Buffer.concat(records);
}

/** A whole greeting for these names in one record. */
export function makeHello(...serverNames: readonly string[]): Buffer {
  return toRecords(makeHandshake({ serverNames }));
}
