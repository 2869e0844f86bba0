import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../shared/airlock-error';
import type { Clock } from '../base/clock';
import { orAborted, withLimit } from '../base/limits';
import { mayFail } from '../base/may-fail';
import { Browser } from './browser/browser';
import { BROWSER_USER, DISPLAY_USER, RELAY_USER } from './container-spec';
import { Display } from './display/display';
import { ScreenWindows } from './display/screen-windows';
import type { Docker } from './docker';
import { execStream } from './exec-stream';
import { Lease } from './lease';

/** A start takes a second or two; a busy machine may need this long. */
export const START_LIMIT_MS = 30_000;

/** The programs of a sandbox that the console talks to, each over a stream of its own. */
export type Part = 'lease' | 'display' | 'browser' | 'relay';

/** The streams into a sandbox, each to what it is for. */
export type Parts = {
  lease: Lease;
  display: Display;
  browser: Browser;
  relay: Duplex;
};

type PartsDeps = { readonly docker: Docker; readonly clock: Clock };

/** Where parts are opened: the container, and the size its screen was asked for in pixels. */
export type PartsPlace = {
  readonly containerId: string;
  readonly size: { readonly width: number; readonly height: number };
};

/** All of them, in a container that has just begun. Rejects with `sandbox-failed`, and with `cancelled`. */
export async function openParts(deps: PartsDeps, place: PartsPlace, signal: AbortSignal): Promise<Parts> {
  const opening = openEach(deps, place);
  mayFail(opening, 'what was given up goes with its container');
  const late = Symbol('late');
  const parts = await orAborted(withLimit(opening, START_LIMIT_MS, late), signal, 'The start');
  if (typeof parts !== 'symbol') return parts;
  throw new AirlockError('sandbox-failed', 'The sandbox did not come up within 30 s. Look at the check-up.');
}

async function openEach({ docker, clock }: PartsDeps, { containerId, size }: PartsPlace): Promise<Parts> {
  const [lease, display, relay, browser] = await Promise.all([
    Lease.hold(docker, containerId),
    openDisplay(docker, containerId).then((stream) => Display.connect(stream, size, clock)),
    openRelay(docker, containerId),
    openBrowser(docker, containerId, clock),
  ]);
  return { lease, display, relay, browser };
}

export function openDisplay(docker: Docker, containerId: string): Promise<Duplex> {
  return execStream(docker, containerId, { command: ['airlock-display'], user: DISPLAY_USER });
}

/** The relay starts listening and waits for a broker at the other end of this stream. */
export function openRelay(docker: Docker, containerId: string): Promise<Duplex> {
  return execStream(docker, containerId, { command: ['airlock-relay'], user: RELAY_USER });
}

/** A browser on an empty page. */
export async function openBrowser(docker: Docker, containerId: string, clock: Clock): Promise<Browser> {
  const command = ['airlock-browser', 'about:blank'];
  const windows = new ScreenWindows(() => openWindows(docker, containerId), clock);
  const stream = await execStream(docker, containerId, { command, user: BROWSER_USER });
  return Browser.connect(stream, { windows, clock }, START_LIMIT_MS);
}

/** The display server's own protocol (X11), for looking at its windows. */
function openWindows(docker: Docker, containerId: string): Promise<Duplex> {
  const command = ['socat', '-', 'UNIX-CONNECT:/tmp/.X11-unix/X1'];
  return execStream(docker, containerId, { command, user: DISPLAY_USER });
}
