import { connect } from 'node:net';
import { codeOf, held, leaked, notRun, type Probe, type Verdict } from './probe';

const RELAY = { host: '127.0.0.1', port: 3128 };
const LIMIT_MS = 6000;

/** Sends bytes to the relay and judges the first that come back. */
function throughRelay(opening: Buffer, judge: (answer: Buffer) => Verdict | null): Promise<Verdict> {
  return new Promise((resolve) => {
    const socket = connect(RELAY);
    let answer = Buffer.alloc(0);
    const end = (verdict: Verdict) => {
      socket.destroy();
      resolve(verdict);
    };
    socket.setTimeout(LIMIT_MS, () => end(notRun('no answer')));
    socket.on('connect', () => socket.write(opening));
    socket.on('data', (data) => {
      answer = Buffer.concat([answer, data]).subarray(0, 4096);
      const verdict = judge(answer);
      if (verdict !== null) end(verdict);
    });
    socket.on('end', () => end(judge(answer) ?? held('it was closed')));
    socket.on('error', (error) =>
      end(codeOf(error) === 'ECONNREFUSED' ? notRun('no relay listens') : held(codeOf(error))),
    );
  });
}

function judgeHttp(answer: Buffer): Verdict | null {
  const [line = ''] = answer.toString('latin1').split('\r\n');
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(line) ?? [];
  if (status === undefined) return answer.length > 64 ? leaked(line) : null;
  return /^[45]/.test(status) ? held(line) : leaked(line);
}

function http(id: string, tried: string, requestLine: string, headers = 'Host: probe.invalid'): Probe {
  const opening = Buffer.from(`${requestLine}\r\n${headers}\r\n\r\n`, 'latin1');
  return { id: `proxy.${id}`, tried, run: () => throughRelay(opening, judgeHttp) };
}

const tunnel = (id: string, what: string, authority: string) =>
  http(id, `tunnel to ${what} through the relay`, `CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`);

/** SOCKS 5 (RFC 1928): greeting and request at once; the second answer says whether it was granted. */
function socks(id: string, what: string, address: readonly number[]): Probe {
  const opening = Buffer.from([5, 1, 0, 5, 1, 0, ...address]);
  return {
    id: `proxy.socks-${id}`,
    tried: `reach ${what} through the relay by SOCKS`,
    run: () =>
      throughRelay(opening, (answer) => {
        if (answer.length >= 2 && answer[1] === 0xff) return held('no method accepted');
        if (answer.length < 4) return null;
        return answer[3] === 0 ? leaked('granted') : held(`refused with ${answer[3]}`);
      }),
  };
}

export const relayProbes: readonly Probe[] = [
  tunnel('unknown-host', 'a host that no policy names', 'example.com:443'),
  tunnel('metadata', 'the metadata service', '169.254.169.254:80'),
  tunnel('loopback', 'the host’s loopback', '127.0.0.1:443'),
  tunnel('loopback-name', 'the host’s loopback by name', 'localhost:443'),
  tunnel('loopback-ipv6', 'the host’s loopback over IPv6', '[::1]:443'),
  tunnel('mapped', 'the metadata service, written as IPv6', '[::ffff:169.254.169.254]:80'),
  tunnel('decimal', 'the loopback as one number', '2130706433:443'),
  tunnel('hexadecimal', 'the loopback in hexadecimal', '0x7f.1:443'),
  tunnel('octal', 'the loopback in octal', '0177.0.0.1:443'),
  tunnel('short', 'the loopback in short', '127.1:443'),
  tunnel('nul', 'a name with a NUL in it', '127.0.0.1%00.example.com:443'),
  tunnel('raw-nul', 'a name with a raw NUL in it', '127.0.0.1\0.example.com:443'),
  tunnel('user', 'a name behind another as user', 'example.com@127.0.0.1:443'),
  tunnel('ports', 'a name with two ports', 'example.com:443:22'),
  tunnel('ssh', 'a shell’s port', 'example.com:22'),
  tunnel('mail', 'a mail server', 'example.com:25'),
  tunnel('docker-host', 'the host by Docker’s name', 'host.docker.internal:443'),
  tunnel('doh', 'DNS over HTTPS', 'dns.google:443'),
  http(
    'plain-metadata',
    'ask the relay for the metadata service',
    'GET http://169.254.169.254/latest/meta-data/ HTTP/1.1',
  ),
  http('plain-private', 'ask the relay for a private address', 'GET http://10.0.0.1/ HTTP/1.1'),
  http('plain-shell', 'speak HTTP to a shell’s port', 'GET http://example.com:22/ HTTP/1.1'),
  http('itself', 'ask the relay for itself', 'GET http://127.0.0.1:3128/ HTTP/1.1'),
  http('file', 'ask the relay for a file', 'GET file:///etc/passwd HTTP/1.1'),
  http('ftp', 'ask the relay for FTP', 'GET ftp://example.com/ HTTP/1.1'),
  http(
    'host-mismatch',
    'name one host and ask for another',
    'GET http://10.0.0.1/ HTTP/1.1',
    'Host: example.com',
  ),
  http(
    'smuggled',
    'hide a second request in the first',
    'POST http://example.com/ HTTP/1.1',
    'Host: example.com\r\nContent-Length: 4\r\nTransfer-Encoding: chunked',
  ),
  socks('metadata', 'the metadata service', [1, 169, 254, 169, 254, 0, 80]),
  socks('name', 'a host that no policy names', [3, 11, ...Buffer.from('example.com'), 1, 187]),
  socks('ipv6', 'the host’s loopback over IPv6', [4, ...Array<number>(15).fill(0), 1, 1, 187]),
];
