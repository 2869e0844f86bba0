import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HeldBytes } from '../reading/held-bytes';
import { askHttpProxy } from './ask-http-proxy';
import { askSocksProxy } from './ask-socks-proxy';
import type { UpstreamProxy } from './parse-proxy';
import { PROXY_SILENT, type Tunnel, type TunnelEnd } from './tunnel';

function openSocket({ scheme, host, port }: UpstreamProxy): { socket: Socket; ready: string } {
  if (scheme !== 'https')
    return { socket: connectTcp({ host, port, noDelay: true, allowHalfOpen: true }), ready: 'connect' };
  // An address is no server name (RFC 6066, 3); the certificate is compared with `host` all the same. That it is looked
  // at is said, since NODE_TLS_REJECT_UNAUTHORIZED of somebody's shell would switch it off.
  const name = isIP(host) === 0 ? { servername: host } : {};
  return { socket: connectTls({ host, port, rejectUnauthorized: true, ...name }), ready: 'secureConnect' };
}

/**
 * A tunnel through the proxy to a host. It fails when the proxy can't be reached, refuses, answers what can't be read or
 * takes longer than `timeoutMs`, all of it together, and when `signal` aborts. Never rejects.
 */
export function connectThrough(
  proxy: UpstreamProxy,
  to: TunnelEnd,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Tunnel<Socket>> {
  return new Promise((resolve) => {
    const { socket, ready } = openSocket(proxy);
    const ask = proxy.scheme.startsWith('socks') ? askSocksProxy : askHttpProxy;
    const settle = (failure: string | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      socket.off('close', giveUp);
      if (failure === null) return resolve({ kind: 'open', socket });
      socket.destroy();
      resolve({ kind: 'failed', reason: failure });
    };
    const giveUp = () => settle(PROXY_SILENT);
    const timer = setTimeout(giveUp, timeoutMs);
    signal.addEventListener('abort', giveUp, { once: true });
    // Stays for the life of the socket: an error without a listener would end the process.
    socket.on('error', () => {});
    socket.on('close', giveUp);
    socket.once(ready, () => {
      const held = new HeldBytes(socket);
      void ask(socket, held, { proxy, to, timeoutMs }).then((failure) => {
        // What came behind the answer is the first that the host said.
        const rest = Buffer.from(held.bytes);
        if (failure === null && rest.length > 0) socket.unshift(rest);
        settle(failure);
      });
    });
    if (signal.aborted) giveUp();
  });
}
