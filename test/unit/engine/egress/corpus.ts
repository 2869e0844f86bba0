import { extension, makeHandshake, makeHello, toRecords } from './make-hello';

/**
 * A: let through. A number: the status of the refusal. X: the tunnel is granted and cut after a bad first flight.
 * Nothing but A may send a byte to any server.
 */
export type Expected = 'A' | 400 | 403 | 431 | 502 | 'X';

export type CorpusCase = {
  /** Row of the table in the requirements; letters for spellings that the table leaves to the rule. */
  readonly id: string;
  /** Sent as `CONNECT <authority>`. */
  readonly authority?: string;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
  readonly answers?: readonly (readonly string[])[];
  /** Sent through the tunnel; a greeting for the host without it. */
  readonly flight?: Buffer | readonly Buffer[];
  /** What must be matched, dialled and recorded, when it can be read. */
  readonly canonical?: string;
  readonly expected: Expected;
};

/** The policy of the table, and one host for plain HTTP. */
export const CORPUS_HOSTS = [
  'example.com',
  '*.api.example.com',
  'plain.example.net:80',
  'alt.example.org:8443',
];
export const PUBLIC = '93.184.216.34';

const spelled = (ids: string, expected: Expected, authorities: readonly string[]): CorpusCase[] =>
  authorities.map((authority, index) => ({ id: `${ids}.${index + 1}`, authority, expected }));

const allowed = (id: string, authority: string, canonical: string): CorpusCase => ({
  id,
  authority,
  canonical,
  expected: 'A',
});

const NAMES: readonly CorpusCase[] = [
  allowed('1', 'example.com:443', 'example.com:443'),
  allowed('2', 'EXAMPLE.com:443', 'example.com:443'),
  allowed('3', 'example.com.:443', 'example.com:443'),
  allowed('4', 'a.api.example.com:443', 'a.api.example.com:443'),
  allowed('5', 'a.b.api.example.com:443', 'a.b.api.example.com:443'),
  allowed('5a', 'A.API.Example.COM.:443', 'a.api.example.com:443'),
  allowed('5b', 'alt.example.org:8443', 'alt.example.org:8443'),
  ...spelled(
    '6-14',
    403,
    [
      'api.example.com',
      'www.example.com',
      'evilexample.com',
      'example.com.evil.com',
      'example.co',
      'example.comm',
      'evil-api.example.com',
      'api.example.com.evil.net',
      'examplexcom.org',
      'xapi.example.com',
      'a.api.example.com.evil.com',
      'a.apiexample.com',
      'com',
      'constructor.prototype',
      '__proto__'.replaceAll('_', 'x'),
    ].map((host) => `${host}:443`),
  ),
  { id: '14', authority: 'examplexcom:443', expected: 403 },
  ...spelled('15-20', 400, [
    '.example.com:443',
    'example.com..:443',
    'a..api.example.com:443',
    '*.api.example.com:443',
    ':443',
    '-a.api.example.com:443',
    'a-.api.example.com:443',
    '.:443',
    '*:443',
    '',
  ]),
  ...spelled('21-27', 400, [
    'evil.com\0.api.example.com:443',
    'evil.com%00.api.example.com:443',
    'evil.com\r\n.api.example.com:443',
    'evil.com\n.api.example.com:443',
    'evil.com\r.api.example.com:443',
    'evil.com\t.api.example.com:443',
    'evil.com .api.example.com:443',
    'evil.com\x7f.api.example.com:443',
    'evil.com\x01.api.example.com:443',
    'evil.com\\.api.example.com:443',
    'example%2ecom:443',
    '%65xample.com:443',
    'example.com%3a443',
  ]),
  ...spelled('28-36', 400, [
    'exam\u00adple.com:443',
    'example.com\u200b:443',
    'example.com\u202e:443',
    '\ufeffexample.com:443',
    'ｅxample.com:443',
    'ⓔxample.com:443',
    '𝐞xample.com:443',
    'eﬀample.com:443',
    'ехample.com:443',
    'example。com:443',
    'example．com:443',
    'exámple.com:443',
    'ﬁle.api.example.com:443',
    'example.com:４４３',
  ]),
  { id: '37', authority: 'xn--exmple-4nf.com:443', expected: 403 },
  ...spelled('38-42', 400, [
    'xn--:443',
    'xn--a:443',
    'xn--a.api.example.com:443',
    `${'a'.repeat(64)}.api.example.com:443`,
    `${'a.'.repeat(122)}api.example.com:443`,
    '_x.api.example.com:443',
    '_dmarc.example.com:443',
  ]),
  { id: '42a', authority: `${'a'.repeat(41)}.api.example.com:443`, expected: 403 },
  allowed('42b', `${'a'.repeat(40)}.api.example.com:443`, `${'a'.repeat(40)}.api.example.com:443`),
];

const PORTS_AND_DELIMITERS: readonly CorpusCase[] = [
  ...spelled('43', 400, ['example.com', 'example.com:']),
  ...spelled('44-45', 403, [
    'example.com:80',
    'example.com:22',
    'example.com:8443',
    'example.com:444',
    'example.com:65535',
    'alt.example.org:443',
    'plain.example.net:443',
  ]),
  ...spelled('46-50', 400, [
    'example.com:0',
    'example.com:0443',
    'example.com:00443',
    'example.com:+443',
    'example.com:-443',
    'example.com: 443',
    'example.com:443 ',
    'example.com:4e2',
    'example.com:443.0',
    'example.com:0x1bb',
    'example.com:65536',
    'example.com:65979',
    'example.com:4294967739',
    'example.com:https',
  ]),
  ...spelled('51-60', 400, [
    'example.com:443:80',
    'evil.com:443:example.com',
    'user@example.com:443',
    'user:pass@example.com:443',
    'example.com@evil.com:443',
    'evil.com:443/example.com',
    'example.com:443/',
    '/example.com:443',
    '//example.com:443',
    'http://example.com:443',
    'example.com:443?x',
    'example.com:443#x',
    'evil.com#example.com:443',
    'evil.com?example.com:443',
    'evil.com\\example.com:443',
    'evil.com,example.com:443',
    'evil.com;example.com:443',
    'evil.com|example.com:443',
    '[example.com]:443',
    '[example.com:443',
    'example.com]:443',
    '[]:443',
    "example.com':443",
    'example.com":443',
    'example.com&:443',
    'example.com+:443',
    'example.com~:443',
    '(example.com):443',
  ]),
];

const ADDRESSES: readonly CorpusCase[] = [
  ...spelled(
    '61-70',
    403,
    [
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '0x7f.0.0.1',
      '0x7F.1',
      '0177.0.0.1',
      '0177.0x0.0.01',
      '2130706433',
      '0x7f000001',
      '017700000001',
      '0',
      '0.0.0.0',
      '127.0.0.1.',
      '00000177.0.0.1',
      '4294967295',
    ].map((host) => `${host}:443`),
  ),
  ...spelled(
    '65',
    400,
    [
      '１２７.0.0.1',
      '①②⑦.0.0.1',
      '127。0。0。1',
      '127.0.0.１',
      '٣.0.0.1',
      '0x',
      '0x7g.1',
      '08.0.0.1',
      '4294967296',
    ].map((host) => `${host}:443`),
  ),
  ...spelled(
    '71-80',
    403,
    [
      '169.254.169.254',
      '0xa9fea9fe',
      '2852039166',
      '169.254.43518',
      '10.0.0.1',
      '172.17.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '1.1.1.1',
      '8.8.8.8',
      '93.184.216.34',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '192.0.2.1',
      '198.18.0.1',
      '168.63.129.16',
    ].map((host) => `${host}:443`),
  ),
  ...spelled(
    '81-91',
    403,
    [
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
      '[fd00:ec2::254]',
      '[fe80::1]',
      '[ff02::1]',
      '[2001:db8::1]',
      '[2606:4700::1111]',
      '[FD00:EC2::254]',
    ].map((host) => `${host}:443`),
  ),
  ...spelled('85', 400, [
    '::1:443',
    'fe80::1:443',
    '::ffff:127.0.0.1:443',
    '[::1',
    '::1]:443',
    '[::1]443',
    '[::1]:443:1',
  ]),
  ...spelled('92-94', 400, [
    '[::ffff:127.0.0.1%x.api.example.com]:443',
    '[fe80::1%eth0]:443',
    '[fe80::1%25eth0]:443',
    '999.999.999.999:443',
    '1.2.3.4.5:443',
    '256.0.0.1:443',
    '[::1::]:443',
    '[12345::]:443',
    '[v1.x]:443',
    '[127.0.0.1]:443',
  ]),
  ...spelled(
    '95-102',
    403,
    [
      'localhost',
      'LOCALHOST.',
      'foo.localhost',
      '127.0.0.1.nip.io',
      'host.docker.internal',
      'gateway.docker.internal',
      'metadata.google.internal',
      'printer.local',
      'localhost.localdomain',
      'router.home.arpa',
      'intranet',
      'example',
    ].map((host) => `${host}:443`),
  ),
];

const answer = (id: string, ...answers: readonly (readonly string[])[]): CorpusCase => ({
  id,
  authority: 'example.com:443',
  canonical: 'example.com:443',
  answers,
  expected: 403,
});

const RESOLVED: readonly CorpusCase[] = [
  answer('103', ['127.0.0.1']),
  answer('104', ['10.0.0.1']),
  answer('105', ['169.254.169.254']),
  answer('106', ['::ffff:10.0.0.1']),
  answer('107', ['fd00::1']),
  answer('108', [PUBLIC, '10.0.0.1']),
  answer('108a', ['2606:4700::1111', PUBLIC, '::1']),
  answer('108b', ['0.0.0.0']),
  answer('108c', ['100.64.0.1']),
  answer('108d', ['64:ff9b::a00:1']),
  answer('108e', ['not an address']),
  { ...allowed('109', 'example.com:443', 'example.com:443'), answers: [[PUBLIC], ['127.0.0.1']] },
  { ...answer('109a'), answers: [[]], expected: 502 },
];

const flight = (id: string, bytes: Buffer | readonly Buffer[], expected: 'A' | 'X' = 'X'): CorpusCase => ({
  id,
  authority: 'example.com:443',
  canonical: 'example.com:443',
  flight: bytes,
  expected,
});
/** A random extension type and content, as browsers send to keep servers tolerant (RFC 8701), and ECH (type 0xfe0d). */
const GREASE = [extension(0x1a1a, Buffer.alloc(0)), extension(0xfe0d, Buffer.alloc(120, 9))];

const FLIGHTS: readonly CorpusCase[] = [
  flight('110', makeHello('evil.com')),
  flight('111', toRecords(makeHandshake())),
  flight('112', makeHello(PUBLIC)),
  flight('113', Buffer.from('GET / HTTP/1.1\r\nHost: example.com\r\n\r\n')),
  flight('114', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')),
  flight('115', makeHello('example.com', 'evil.com')),
  flight('115a', toRecords(makeHandshake({ serverNames: ['example.com'], copies: 2 }))),
  flight('116', makeHello('example.com.')),
  flight('116a', makeHello('evil.com\0.example.com')),
  flight('116b', makeHello('')),
  flight('117', Buffer.concat([Buffer.from([22, 3, 1, 0xff, 0xff]), Buffer.alloc(70_000)])),
  flight('118', Buffer.from([0x16, 0x03, 0x01, 0, 0])),
  flight('118a', Buffer.from('\x80\x2e\x01\x00\x02', 'latin1')),
  flight('119', makeHello('EXAMPLE.COM'), 'A'),
  flight(
    '120',
    [...makeHello('example.com')].map((byte) => Buffer.from([byte])),
    'A',
  ),
  flight('121', toRecords(makeHandshake({ serverNames: ['example.com'], extraExtensions: GREASE })), 'A'),
  flight('121a', toRecords(makeHandshake({ serverNames: ['evil.com'], extraExtensions: GREASE }))),
  flight('132', Buffer.from('CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com:443\r\n\r\n')),
];

const head = (id: string, raw: string | Buffer, expected: Expected, canonical?: string): CorpusCase => ({
  id,
  raw,
  expected,
  ...(canonical !== undefined && { canonical }),
});
const connect = (...headers: readonly string[]) =>
  ['CONNECT example.com:443 HTTP/1.1', ...headers, '', ''].join('\r\n');
const plain = (...headers: readonly string[]) =>
  ['GET http://plain.example.net/ HTTP/1.1', ...headers, '', ''].join('\r\n');
const HOST = 'Host: example.com:443';
const PLAIN_HOST = 'Host: plain.example.net';

const HEADS: readonly CorpusCase[] = [
  head('122', connect('Host: evil.com:443'), 400),
  head('122a', connect('Host: example.com:80'), 400),
  head('122b', connect('Host: example.com.evil.com:443'), 400),
  head('122c', connect('Host: example.com:443, evil.com:443'), 400),
  head('122d', connect('Host: user@example.com:443'), 400),
  head('122e', connect('Host: '), 400),
  head('123', connect(HOST, HOST), 400),
  head('123a', connect(HOST, 'hOST: evil.com:443'), 400),
  head('124', connect(HOST, 'Content-Length: 5'), 400),
  head('124a', connect(HOST, 'Content-Length: 0'), 400),
  head('124b', connect(HOST, 'Transfer-Encoding: chunked'), 400),
  head('125', `CONNECT example.com:443 HTTP/1.1\n${HOST}\n\n`, 400),
  head('125a', `CONNECT example.com:443 HTTP/1.1\r\n${HOST}\n\r\n`, 400),
  head('125b', `CONNECT example.com:443 HTTP/1.1\r\n${HOST}\r\rX: y\r\n\r\n`, 400),
  head('126', connect(HOST, `X: ${'a'.repeat(20_000)}`), 431),
  head('126a', connect(HOST, ...Array.from({ length: 2000 }, (_, index) => `X-${index}: 12345`)), 431),
  head('127', connect(HOST, ' folded: header'), 400),
  head('127a', connect(HOST, 'X: a\r\n b'), 400),
  head('127b', connect('Host : example.com:443'), 400),
  head('127c', connect(' Host: example.com:443'), 400),
  head('127d', connect('Host:\texample.com:443'), 400),
  head('127e', connect(HOST, 'no colon'), 400),
  head('127f', connect(HOST, ': no name'), 400),
  head('127g', connect(HOST, 'X: a\0b'), 400),
  head('127h', connect(HOST, 'X\x80: a'), 400),
  head('128', 'CONNECT example.com:443 HTTP/1.0\r\n\r\n', 400),
  head('128a', 'CONNECT example.com:443 HTTP/1.2\r\n\r\n', 400),
  head('128b', 'CONNECT example.com:443 HTTP/2.0\r\n\r\n', 400),
  head('128c', 'CONNECT example.com:443 http/1.1\r\n\r\n', 400),
  head('128d', 'CONNECT example.com:443\r\n\r\n', 400),
  head('128e', 'CONNECT  example.com:443 HTTP/1.1\r\n\r\n', 400),
  head('128f', 'CONNECT example.com:443  HTTP/1.1\r\n\r\n', 400),
  head('128g', 'CONNECT\texample.com:443 HTTP/1.1\r\n\r\n', 400),
  head('128h', '\r\nCONNECT example.com:443 HTTP/1.1\r\n\r\n', 400),
  head('128i', 'connect example.com:443 HTTP/1.1\r\n\r\n', 400),
  head('128j', ' CONNECT example.com:443 HTTP/1.1\r\n\r\n', 400),
  head('129', connect(HOST, 'Upgrade: h2c', 'Connection: Upgrade'), 400),
  head('129a', connect(HOST, 'Connection: Host'), 400),
  head('130', Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0]), 400),
  head('134', plain(PLAIN_HOST).replaceAll('plain.example.net', 'example.com'), 403, 'example.com:80'),
  head(
    '134a',
    plain(PLAIN_HOST).replace('net/', 'net:8080/').replace('Host: plain.example.net', '$&:8080'),
    403,
  ),
  head('135', `GET /x HTTP/1.1\r\n${HOST}\r\n\r\n`, 400),
  head('135a', `GET example.com:443 HTTP/1.1\r\n${HOST}\r\n\r\n`, 400),
  head('135b', `OPTIONS * HTTP/1.1\r\n${PLAIN_HOST}\r\n\r\n`, 400),
  head('135c', `GET //plain.example.net/ HTTP/1.1\r\n${PLAIN_HOST}\r\n\r\n`, 400),
  head('136', plain('Host: evil.com'), 400),
  head('136a', plain('Host: plain.example.net:8080'), 400),
  head('136b', plain(), 400),
  head('136c', plain(PLAIN_HOST, PLAIN_HOST), 400),
  head('137', plain(PLAIN_HOST).replace('http:', 'https:'), 400),
  head('138', plain(PLAIN_HOST).replace('http:', 'ftp:'), 400),
  head('139', 'GET file:///etc/passwd HTTP/1.1\r\nHost: plain.example.net\r\n\r\n', 400),
  head('139a', plain(PLAIN_HOST).replace('http:', 'ws:'), 400),
  head('139b', plain(PLAIN_HOST).replace('http:', 'data:'), 400),
  head('140', plain(PLAIN_HOST).replace('GET', 'TRACE'), 400),
  head('140a', plain(PLAIN_HOST).replace('GET', 'TRACK'), 400),
  head('141', plain(PLAIN_HOST, 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk', 'Connection: Upgrade'), 400),
  head('141a', plain(PLAIN_HOST, 'Upgrade: websocket, h2c', 'Connection: Upgrade'), 400),
  head('142', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400),
  head('142a', plain(PLAIN_HOST).replace('http://', 'http://user@'), 400),
  head('142b', plain(PLAIN_HOST).replace('net/', 'net/#x'), 400),
  head('142c', plain(PLAIN_HOST).replace('http://', 'http:/'), 400),
  head('142d', plain(PLAIN_HOST).replace('http://', 'http:\\\\'), 400),
  head('142e', plain(PLAIN_HOST).replace('plain.example.net/', 'plain%2eexample.net/'), 400),
  head('142f', plain(PLAIN_HOST).replace('plain.example.net/', 'evil.com\\@plain.example.net/'), 400),
  head('142g', plain(PLAIN_HOST, 'Content-Length: 1', 'Content-Length: 2'), 400),
  head('142h', plain(PLAIN_HOST, 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400),
  head('142i', plain(PLAIN_HOST, 'Content-Length: 1, 1'), 400),
  head('142j', plain(PLAIN_HOST, 'Content-Length: +1'), 400),
  head('142k', plain(PLAIN_HOST, 'Content-Length: 0x1'), 400),
  head('142l', plain(PLAIN_HOST, 'Transfer-Encoding: xchunked'), 400),
  head('142m', plain(PLAIN_HOST, 'Transfer-Encoding: gzip, chunked'), 400),
  head('142n', plain(PLAIN_HOST, 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'), 400),
  head('142o', plain(PLAIN_HOST, 'Transfer-Encoding : chunked'), 400),
  head('142p', plain(PLAIN_HOST, 'Connection: content-length', 'Content-Length: 1'), 400),
  head('142q', plain('Host: 127.0.0.1').replace('plain.example.net', '127.0.0.1'), 403, '127.0.0.1:80'),
];

export const CORPUS: readonly CorpusCase[] = [
  ...NAMES,
  ...PORTS_AND_DELIMITERS,
  ...ADDRESSES,
  ...RESOLVED,
  ...FLIGHTS,
  ...HEADS,
];

/** For the name of a test: what is sent, short and with every odd byte written out. */
export function describeCase({ id, authority, raw, flight: bytes }: CorpusCase): string {
  const sent = authority ?? (typeof raw === 'string' ? raw : (raw?.toString('latin1') ?? ''));
  const text = JSON.stringify(sent.length > 70 ? `${sent.slice(0, 70)}…` : sent);
  return `${id}: ${text}${bytes === undefined ? '' : ' and a first flight'}`;
}
