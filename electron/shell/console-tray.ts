import type { MenuItemConstructorOptions } from 'electron';
import type { Approval } from '../../shared/domain/approval';
import { isEnded, type Session } from '../../shared/domain/session';
import { canPause } from '../../shared/domain/session-state';
import type { Shown } from './notifications';
import type { RunNames } from './run-names';

/** Rows of the menu for what waits; the rest is counted. */
const MOST_LISTED = 10;

/** What the icon says. */
export type TrayLook = {
  /** How many wait for the operator. */
  readonly count: number;
  readonly toolTip: string;
  readonly menu: readonly MenuItemConstructorOptions[];
};

/** The icon that a desktop has given. */
export type TrayIcon = { show(look: TrayLook): void; remove(): void };

type ConsoleTrayDeps = {
  /** Null where the desktop has no place for one. */
  readonly makeIcon: () => TrayIcon | null;
  readonly names: Pick<RunNames, 'of'>;
  /** Brings the window to the front, or opens it, and shows that; null: as it is. */
  readonly show: (what: Shown | null) => void;
  readonly pause: (sessionId: string) => void;
  readonly stop: (sessionId: string) => void;
  readonly quit: () => void;
};

/**
 * An icon in the system's tray while anything runs: what is there of the console when its window is closed. It says how
 * many wait and of which run, never what a page says: a tray is in sight of whoever walks by.
 */
export class ConsoleTray {
  readonly #active = new Map<string, Session['state']>();
  #waiting: readonly Approval[] = [];
  #icon: TrayIcon | null = null;
  #isWithout = false;
  /** What the icon says now, to leave it alone while nothing about it changes: a menu that is open would close. */
  #said = '';

  constructor(private readonly deps: ConsoleTrayDeps) {}

  approvals(pending: readonly Approval[]): void {
    this.#waiting = pending;
    this.#say();
  }

  session({ id, state }: Session): void {
    if (isEnded(state)) this.#active.delete(id);
    else this.#active.set(id, state);
    this.#say();
  }

  dispose(): void {
    this.#icon?.remove();
    this.#icon = null;
    this.#isWithout = true;
  }

  #say(): void {
    const isNeeded = this.#active.size > 0 || this.#waiting.length > 0;
    if (!isNeeded) {
      this.#icon?.remove();
      this.#icon = null;
      this.#said = '';
      return;
    }
    const look = this.#look();
    const said = JSON.stringify([look, this.#waiting.map(({ id }) => id), [...this.#active.keys()]]);
    if (said === this.#said) return;
    this.#said = said;
    this.#iconOrNone()?.show(look);
  }

  /** A desktop that had no place for one is not asked again at every step of a run. */
  #iconOrNone(): TrayIcon | null {
    if (this.#icon === null && !this.#isWithout) this.#icon = this.deps.makeIcon();
    this.#isWithout = this.#icon === null;
    return this.#icon;
  }

  #look(): TrayLook {
    const [waiting, runs] = [this.#waiting.length, this.#active.size];
    const parts = [
      ...(waiting === 0 ? [] : [waiting === 1 ? '1 waits for you' : `${waiting} wait for you`]),
      ...(runs === 0 ? [] : [runs === 1 ? '1 run goes on' : `${runs} runs go on`]),
    ];
    return { count: waiting, toolTip: `Airlock: ${parts.join(', ')}`, menu: this.#menu() };
  }

  #menu(): MenuItemConstructorOptions[] {
    const { show, pause, stop, quit } = this.deps;
    const active = [...this.#active.keys()];
    const working = [...this.#active].filter(([, state]) => canPause(state)).map(([id]) => id);
    const runs = active.length === 1 ? 'the run' : `${active.length} runs`;
    return [
      ...this.#cards(),
      { label: 'Open Airlock', click: () => show(null) },
      { type: 'separator' },
      { label: 'Pause all', enabled: working.length > 0, click: () => working.forEach(pause) },
      {
        label: 'Stop all',
        enabled: active.length > 0,
        // A second press, as in the window.
        submenu: [{ label: `Stop ${runs} now`, click: () => active.forEach(stop) }],
      },
      { type: 'separator' },
      { label: active.length === 0 ? 'Quit' : `Quit and stop ${runs}`, click: quit },
    ];
  }

  /** Each that waits, oldest first; a click opens that very card. */
  #cards(): MenuItemConstructorOptions[] {
    if (this.#waiting.length === 0) return [];
    const { names, show } = this.deps;
    const listed = this.#waiting.slice(0, MOST_LISTED).map((approval) => ({
      label: plain(`${names.of(approval.sessionId)}: ${whatWaits(approval)}`),
      click: () => show({ sessionId: approval.sessionId, approvalId: approval.id }),
    }));
    const others = this.#waiting.length - listed.length;
    const more = others === 0 ? [] : [{ label: `${others} more in Airlock`, click: () => show(null) }];
    return [...listed, ...more, { type: 'separator' }];
  }
}

function whatWaits({ kind, step, level }: Approval): string {
  if (kind === 'question') return 'asks you';
  return kind === 'change' ? `a change, ${level} risk` : `step ${step}, ${level} risk`;
}

/** A menu reads a single ampersand as the mark of an access key. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
