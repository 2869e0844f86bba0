import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../../shared/airlock-error';
import type { Box, Point } from '../../../../shared/domain/geometry';
import type { Clock } from '../../base/clock';
import { orAborted } from '../../base/limits';
import { mayFail } from '../../base/may-fail';
import { type Pressed, readPressed } from './pressed';
import { CHILDREN, PROPERTIES, WM_CLASS, WM_NAME, wordsOf, X11Connection } from './x11-connection';

/** A window that can be seen. Title and class are what its program says, and untrusted. */
export type ScreenWindow = {
  readonly id: number;
  readonly title: string;
  /** Instance and class, e.g. `chromium-browser Chromium-browser`. */
  readonly windowClass: string;
  readonly box: Box;
  /** It has put itself there without the window manager, as menus and lists of choices do; these take the keyboard. */
  readonly isPopUp: boolean;
  /** It shows something and takes no key, but may take clicks, as suggestions below a field do. */
  readonly isNotice: boolean;
  readonly hasFocus: boolean;
};

/** A display server that is there answers in a few milliseconds, also on a busy machine within this. */
const CONNECT_LIMIT_MS = 3000;
const VIEWABLE = 2;
/** How deep under the window manager's frames a program's own window is looked for. */
const MAX_DEPTH = 3;
const MAX_TEXT = 300;
/** Kinds (Extended Window Manager Hints 1.5) that show something and take no key; the first is that of notices. */
const SILENT_KINDS = ['NOTIFICATION', 'TOOLTIP', 'DND'].map((kind) => `_NET_WM_WINDOW_TYPE_${kind}`);

type Atoms = {
  readonly netName: number;
  readonly kind: number;
  readonly silentKinds: readonly number[];
};

type Connected = { readonly x: X11Connection; readonly atoms: Atoms };
type Known = {
  readonly x: X11Connection;
  readonly changes: number;
  readonly focused: number;
  readonly windows: readonly ScreenWindow[];
};

/**
 * The windows on the sandbox's screen. Connects when first asked, and again when the connection was lost. The server
 * tells of changes, so that a look at a screen on which no window came or went is one question.
 */
export class ScreenWindows {
  #connected: Connected | null = null;
  /** The one attempt that all looks wait for. */
  #connecting: Promise<Connected> | null = null;
  #known: Known | null = null;
  #isClosed = false;

  constructor(
    private readonly openStream: () => Promise<Duplex>,
    private readonly clock: Clock,
  ) {}

  /** Every window that can be seen, the topmost first. Rejects with `sandbox-failed` when nobody can tell. */
  async read(): Promise<readonly ScreenWindow[]> {
    const { x, atoms } = await this.#connect();
    const focused = (await x.inputFocus())?.readUInt32LE(8) ?? 0;
    const { changes } = x;
    if (this.#known?.x === x && this.#known.changes === changes && this.#known.focused === focused)
      return this.#known.windows;
    const found = await Promise.all(
      (await x.children(x.root)).map((id) => readWindow(x, atoms, { id, focused })),
    );
    if (x.isClosed) throw untold();
    const windows = found.filter((window): window is ScreenWindow => window !== null).reverse();
    this.#known = { x, changes, focused, windows };
    return windows;
  }

  /** What is down on keyboard and mouse, whoever pressed it. Rejects with `sandbox-failed` when nobody can tell. */
  async pressed(): Promise<Pressed> {
    const { x } = await this.#connect();
    const [pointer, keymap] = await Promise.all([x.pointer(), x.keymap()]);
    if (pointer === null || keymap === null) throw untold();
    return readPressed(pointer, keymap);
  }

  close(): void {
    this.#isClosed = true;
    this.#connected?.x.close();
  }

  async #connect(): Promise<Connected> {
    if (this.#isClosed) throw untold();
    if (this.#connected !== null && !this.#connected.x.isClosed) return this.#connected;
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  /** A new connection. One that is not there in time is given up, so that a later look can try again. */
  async #open(): Promise<Connected> {
    const isThere = new AbortController();
    const givenUp = new AbortController();
    const limit = this.clock.sleep(CONNECT_LIMIT_MS, isThere.signal).then(() => givenUp.abort());
    mayFail(limit, 'the connection is there, or has failed');
    try {
      const connecting = connect(this.openStream(), givenUp.signal);
      const connected = await orAborted(connecting, givenUp.signal, 'The look at the windows');
      this.#connected = connected;
      if (this.#isClosed) connected.x.close();
      return connected;
    } catch (error) {
      throw givenUp.signal.aborted ? untold() : error;
    } finally {
      isThere.abort();
    }
  }
}

/** What is given up is closed, however late it comes. */
async function connect(opening: Promise<Duplex>, givenUp: AbortSignal): Promise<Connected> {
  const stream = await opening;
  if (givenUp.aborted) stream.destroy();
  givenUp.addEventListener('abort', () => stream.destroy(), { once: true });
  const x = await X11Connection.open(stream);
  x.watch(x.root, CHILDREN);
  const [netName, kind, ...silentKinds] = await Promise.all(
    ['_NET_WM_NAME', '_NET_WM_WINDOW_TYPE', ...SILENT_KINDS].map((name) => x.atom(name)),
  );
  return { x, atoms: { netName: netName ?? 0, kind: kind ?? 0, silentKinds } };
}

function untold(): AirlockError {
  return new AirlockError('sandbox-failed', 'The display server does not tell its windows.');
}

/** The topmost window at a point of the screen. */
export function windowAt(windows: readonly ScreenWindow[], { x, y }: Point): ScreenWindow | null {
  const isThere = ({ box }: ScreenWindow) =>
    x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
  return windows.find(isThere) ?? null;
}

/** The window that gets what is typed: an open menu before the window it belongs to. */
export function windowWithKeyboard(windows: readonly ScreenWindow[]): ScreenWindow | null {
  return windows.find(({ isPopUp }) => isPopUp) ?? windows.find(({ hasFocus }) => hasFocus) ?? null;
}

type Place = { readonly id: number; readonly focused: number };

async function readWindow(x: X11Connection, atoms: Atoms, place: Place): Promise<ScreenWindow | null> {
  const [attributes, geometry] = await Promise.all([x.windowAttributes(place.id), x.geometry(place.id)]);
  if (attributes === null || geometry === null || attributes[26] !== VIEWABLE) return null;
  const box = boxOf(geometry);
  // Helpers of programs that lie beside the screen.
  if (box.x + box.width <= 0 || box.y + box.height <= 0) return null;
  const [owner, kinds] = await Promise.all([
    findOwner(x, atoms, place, MAX_DEPTH),
    x.property(place.id, atoms.kind),
  ]);
  const silent = wordsOf(kinds).filter((kind) => atoms.silentKinds.includes(kind));
  const isAlone = attributes[27] === 1;
  const isNotice = isAlone && silent.includes(atoms.silentKinds[0] ?? 0);
  return { id: place.id, ...owner, box, isPopUp: isAlone && silent.length === 0, isNotice };
}

type Owner = { readonly title: string; readonly windowClass: string; readonly hasFocus: boolean };

/** What a window's program says of it; the window manager has put it into a frame of its own. */
async function findOwner(x: X11Connection, atoms: Atoms, place: Place, depth: number): Promise<Owner> {
  const { id, focused } = place;
  x.watch(id, PROPERTIES);
  const [windowClass, netName, name, children] = await Promise.all([
    x.property(id, WM_CLASS),
    x.property(id, atoms.netName),
    x.property(id, WM_NAME),
    depth > 0 ? x.children(id) : [],
  ]);
  const own = {
    title: clean(netName.length > 0 ? netName.toString('utf8') : name.toString('latin1')),
    windowClass: clean(windowClass.toString('latin1').replaceAll('\0', ' ')),
    hasFocus: id === focused,
  };
  if (own.windowClass !== '' || children.length === 0) return own;
  const inner = await Promise.all(
    children.map((child) => findOwner(x, atoms, { id: child, focused }, depth - 1)),
  );
  const owner = inner.find((window) => window.windowClass !== '') ?? own;
  return { ...owner, hasFocus: own.hasFocus || inner.some(({ hasFocus }) => hasFocus) };
}

function boxOf(geometry: Buffer): Box {
  const border = geometry.readUInt16LE(20);
  return {
    x: geometry.readInt16LE(12),
    y: geometry.readInt16LE(14),
    width: geometry.readUInt16LE(16) + 2 * border,
    height: geometry.readUInt16LE(18) + 2 * border,
  };
}

const clean = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
