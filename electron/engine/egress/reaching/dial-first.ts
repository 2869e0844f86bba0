import { connect, type Socket } from 'node:net';

/** Starts a connection to an address. */
export type Dial = (address: string, port: number) => Socket;

export const dialTcp: Dial = (address, port) => {
  return connect({ host: address, port, allowHalfOpen: true, noDelay: true });
};

/** Connection Attempt Delay of RFC 8305, 5. */
const NEXT_AFTER_MS = 250;

export type Dialled = { readonly socket: Socket; readonly address: string };

/**
 * Connects to the first of `addresses` that answers: one after the other, the next when one fails or has not answered
 * for a quarter of a second (RFC 8305). Those that come too late are closed unused. Answers null when none does within
 * `timeoutMs` or `signal` aborts. Never rejects.
 */
export function dialFirst(
  addresses: readonly string[],
  port: number,
  { dial, timeoutMs, signal }: { dial: Dial; timeoutMs: number; signal: AbortSignal },
): Promise<Dialled | null> {
  return new Promise((resolve) => {
    const open = new Set<Socket>();
    let next = 0;
    let stagger: NodeJS.Timeout | undefined;

    const settle = (dialled: Dialled | null) => {
      clearTimeout(stagger);
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
      next = addresses.length;
      for (const socket of open) if (socket !== dialled?.socket) socket.destroy();
      open.clear();
      resolve(dialled);
    };
    const onAbort = () => settle(null);
    const tryNext = () => {
      clearTimeout(stagger);
      const address = addresses[next];
      if (address === undefined) return;
      next += 1;
      const socket = dial(address, port);
      open.add(socket);
      // Stays for the life of the socket: an error without a listener would end the process.
      socket.on('error', () => {});
      socket.once('connect', () => open.has(socket) && settle({ socket, address }));
      socket.once('close', () => {
        if (!open.delete(socket)) return;
        if (next < addresses.length) tryNext();
        else if (open.size === 0) settle(null);
      });
      stagger = setTimeout(tryNext, NEXT_AFTER_MS);
    };
    const limit = setTimeout(() => settle(null), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted || addresses.length === 0) settle(null);
    else tryNext();
  });
}
