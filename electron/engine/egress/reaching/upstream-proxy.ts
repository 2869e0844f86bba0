import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HeldBytes } from '../reading/held-bytes';

/** A proxy of the operator's own network through which all connections have to go. */
export type UpstreamProxy = {
  readonly isTls: boolean;
  readonly host: string;
  readonly port: number;
  /** Value of `Proxy-Authorization`; a secret. */
  readonly authorization: string | null;
};

export type UpstreamProxies = {
  /** The proxy for a host, or null where the environment wants none. */
  choose(host: string, port: number): UpstreamProxy | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

function read(environment: Environment, name: string): string | undefined {
  return environment[name.toLowerCase()] || environment[name.toUpperCase()] || undefined;
}

/** Reads `http://user:password@host:port`; a scheme is optional. Null for anything else, `socks5:` included. */
function parseProxy(text: string | undefined): UpstreamProxy | null {
  if (text === undefined) return null;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    const isTls = url.protocol === 'https:';
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    const credentials = Buffer.from(`${user}:${password}`).toString('base64');
    return {
      isTls,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (isTls ? 443 : 80),
      authorization: user === '' && password === '' ? null : `Basic ${credentials}`,
    };
  } catch {
    return null;
  }
}

/** Whether `NO_PROXY` names a host: `*`, a name (and all below it), either with a port. */
function isExempt(list: string, host: string, port: number): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    const [name = '', only] = entry.toLowerCase().split(':');
    if (name === '' || (only !== undefined && only !== String(port))) return false;
    const plain = name.replace(/^\*?\./, '');
    return name === '*' || host === plain || host.endsWith(`.${plain}`);
  });
}

/** The proxies that an environment asks for (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case). */
export function readUpstreamProxies(environment: Environment): UpstreamProxies {
  const all = parseProxy(read(environment, 'ALL_PROXY'));
  const tls = parseProxy(read(environment, 'HTTPS_PROXY')) ?? all;
  const plain = parseProxy(read(environment, 'HTTP_PROXY')) ?? all;
  const exempt = read(environment, 'NO_PROXY') ?? '';
  return {
    choose: (host, port) => (isExempt(exempt, host, port) ? null : port === 80 ? plain : tls),
  };
}

export const NO_PROXIES: UpstreamProxies = { choose: () => null };

const MAX_ANSWER_BYTES = 8 * 1024;

function openSocket({ isTls, host, port }: UpstreamProxy): { socket: Socket; ready: string } {
  if (!isTls)
    return { socket: connectTcp({ host, port, noDelay: true, allowHalfOpen: true }), ready: 'connect' };
  return { socket: connectTls({ host, port, servername: host }), ready: 'secureConnect' };
}

/** Whether the proxy has opened the tunnel; null while its answer is not whole. */
function readAnswer(bytes: Buffer): { isOpen: boolean; length: number } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return bytes.length > MAX_ANSWER_BYTES ? { isOpen: false, length: 0 } : null;
  return {
    isOpen: /^HTTP\/1\.[01] 2[0-9]{2}(?: |\r)/.test(bytes.toString('latin1', 0, end + 2)),
    length: end + 4,
  };
}

/**
 * A tunnel through the proxy to `host` (a name, or an address, IPv6 in brackets). Answers null when the proxy does not
 * open one within `timeoutMs` or `signal` aborts. Never rejects.
 */
export function connectThrough(
  proxy: UpstreamProxy,
  authority: string,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Socket | null> {
  return new Promise((resolve) => {
    const { socket, ready } = openSocket(proxy);
    const fail = () => settle(null);
    const settle = (outcome: Socket | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', fail);
      socket.off('close', fail);
      if (outcome === null) socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(fail, timeoutMs);
    signal.addEventListener('abort', fail, { once: true });
    // Stays for the life of the socket: an error without a listener would end the process.
    socket.on('error', () => {});
    socket.on('close', fail);
    socket.once(ready, () => {
      const credentials =
        proxy.authorization === null ? '' : `Proxy-Authorization: ${proxy.authorization}\r\n`;
      socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`);
      const held = new HeldBytes(socket);
      void held.until(readAnswer, timeoutMs).then((answer) => {
        if (typeof answer === 'string' || !answer.isOpen) return fail();
        const rest = Buffer.from(held.bytes.subarray(answer.length));
        if (rest.length > 0) socket.unshift(rest);
        settle(socket);
      });
    });
    if (signal.aborted) fail();
  });
}
