import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_HELLO_BYTES, readClientHello } from '../../../../../electron/engine/egress/reading/client-hello';
import { extension, makeHandshake, makeHello, toRecords } from '../make-hello';

const GREASE_ECH = extension(0xfe0d, Buffer.alloc(200, 1));
const name = (serverName: string) => ({ kind: 'name', serverName });

describe('readClientHello', () => {
  it.each([
    ['plain HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
    ['a CONNECT to the next relay', Buffer.from('CONNECT evil.com:443 HTTP/1.1\r\n')],
    ['SSL 2', Buffer.from([0x80, 0x2e, 1, 3, 1])],
    ['one wrong byte', Buffer.from([0])],
    ['an unknown version', Buffer.from([22, 2])],
    ['an alert', Buffer.from([21, 3, 1, 0, 2, 1, 0])],
    ['an empty record', Buffer.from([22, 3, 1, 0, 0])],
    ['a ServerHello', toRecords(Buffer.concat([Buffer.from([2]), makeHandshake().subarray(1)]))],
    ['a name list that is empty', makeHello()],
    ['two names in the list', makeHello('example.com', 'evil.com')],
    ['the same name twice', makeHello('example.com', 'example.com')],
    ['two server_name extensions', toRecords(makeHandshake({ serverNames: ['example.com'], copies: 2 }))],
    ['a message longer than any greeting', toRecords(Buffer.from([1, 0, 0xff, 0xff, 0]))],
    ['a record longer than any greeting', Buffer.from([22, 3, 1, 0xff, 0xff, 1])],
    [
      'bytes left over in the record',
      toRecords(Buffer.concat([makeHandshake({ serverNames: ['a.b'] }), Buffer.from([0])])),
    ],
    [
      'another message in the record',
      toRecords(Buffer.concat([makeHandshake({ serverNames: ['a.b'] }), makeHandshake()])),
    ],
  ])('refuses %s', (_what, bytes) => {
    expect(readClientHello(bytes).kind).toBe('refused');
  });

  it('knows a whole greeting that names no server', () => {
    expect(readClientHello(toRecords(makeHandshake()))).toEqual({ kind: 'nameless' });
  });

  it('refuses a greeting whose inner lengths do not add up, wherever the fault is', () => {
    const good = makeHandshake({ serverNames: ['example.com'] });
    for (let cut = 5; cut < good.length; cut += 1) {
      const short = Buffer.from(good.subarray(0, cut));
      short.writeUIntBE(cut - 4, 1, 3);
      // Without its extensions it is a whole greeting, of TLS 1.2, that names no server.
      expect(readClientHello(toRecords(short)).kind).toMatch(/^(?:refused|nameless)$/);
    }
  });

  it.each([
    ['as it is', makeHello('example.com')],
    ['in capitals', makeHello('EXAMPLE.COM')],
    ['over records of one byte', toRecords(makeHandshake({ serverNames: ['example.com'] }), 1)],
    ['over records of three bytes', toRecords(makeHandshake({ serverNames: ['example.com'] }), 3)],
    [
      'beside an encrypted hello',
      toRecords(makeHandshake({ serverNames: ['example.com'], extraExtensions: [GREASE_ECH] })),
    ],
    ['followed by early data', Buffer.concat([makeHello('example.com'), Buffer.from([23, 3, 3, 0, 1, 9])])],
  ])('reads a name %s', (_what, bytes) => {
    expect(readClientHello(bytes)).toEqual(name('example.com'));
  });

  it('keeps bytes apart that are not ASCII', () => {
    expect(readClientHello(makeHello('ex\u00e4mple.com'))).toEqual(name('ex\u00e4mple.com'));
    expect(readClientHello(makeHello('evil.com\0.example.com'))).toEqual(name('evil.com\0.example.com'));
  });

  it('asks for more until the last byte, and never for more than it takes', () => {
    const hello = makeHello('example.com');
    for (let length = 0; length < hello.length; length += 1) {
      const read = readClientHello(hello.subarray(0, length));
      if (read.kind !== 'more') throw new Error(`decided after ${length} bytes`);
      expect(read.atLeast).toBeGreaterThan(length);
      expect(read.atLeast).toBeLessThanOrEqual(hello.length);
    }
  });

  it('reads the greeting that Node itself sends', async () => {
    const first = await new Promise<Buffer>((resolve) => {
      const wire = new Duplex({
        read() {},
        write(chunk, _encoding, done) {
          resolve(chunk);
          done();
        },
      });
      connectTls({ socket: wire, servername: 'billing.example.com' }).on('error', () => {});
    });
    expect(readClientHello(first)).toEqual(name('billing.example.com'));
  });

  it('never throws and never asks past its limit, whatever comes', () => {
    const hello = makeHello('example.com');
    const mutated = fc
      .array(fc.tuple(fc.nat(hello.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(hello);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    const noise = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(mutated, noise), (bytes) => {
        const read = readClientHello(bytes);
        if (read.kind === 'more') expect(read.atLeast).toBeLessThanOrEqual(MAX_HELLO_BYTES);
      }),
      { numRuns: 1500 },
    );
  });
});
