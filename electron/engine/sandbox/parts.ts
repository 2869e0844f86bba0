import type { Duplex } from 'node:stream';
import { Browser } from './browser/browser';
import { BROWSER_USER, DISPLAY_USER, RELAY_USER } from './container-spec';
import { ScreenWindows } from './display/screen-windows';
import type { Docker } from './docker';
import { execStream } from './exec-stream';

/** A start takes a second or two; a busy machine may need this long. */
export const START_LIMIT_MS = 30_000;
const LEASE_PERIOD_MS = 2000;

/** The programs of a sandbox that the console talks to, each over a stream of its own. */
export type Part = 'display' | 'browser' | 'relay';

/** Holds the sandbox: the container ends by itself when the lease is no longer renewed. */
export async function holdLease(docker: Docker, containerId: string): Promise<{ release(): void }> {
  const stream = await execStream(docker, containerId, { command: ['airlock-lease'], user: DISPLAY_USER });
  stream.resume();
  const timer = setInterval(() => stream.write('\n'), LEASE_PERIOD_MS);
  const release = () => {
    clearInterval(timer);
    stream.destroy();
  };
  stream.on('error', release);
  stream.on('close', release);
  return { release };
}

export function openDisplay(docker: Docker, containerId: string): Promise<Duplex> {
  return execStream(docker, containerId, { command: ['airlock-display'], user: DISPLAY_USER });
}

/** The relay starts listening and waits for a broker at the other end of this stream. */
export function openRelay(docker: Docker, containerId: string): Promise<Duplex> {
  return execStream(docker, containerId, { command: ['airlock-relay'], user: RELAY_USER });
}

/** A browser on an empty page. */
export async function openBrowser(docker: Docker, containerId: string): Promise<Browser> {
  const command = ['airlock-browser', 'about:blank'];
  return Browser.connect(
    await execStream(docker, containerId, { command, user: BROWSER_USER }),
    new ScreenWindows(() => openWindows(docker, containerId)),
    START_LIMIT_MS,
  );
}

/** The display server's own protocol (X11), for looking at its windows. */
function openWindows(docker: Docker, containerId: string): Promise<Duplex> {
  const command = ['socat', '-', 'UNIX-CONNECT:/tmp/.X11-unix/X1'];
  return execStream(docker, containerId, { command, user: DISPLAY_USER });
}
