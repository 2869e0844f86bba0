import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { ConsoleTray, type TrayIcon, type TrayLook } from '../../../electron/shell/console-tray';
import { RunNames } from '../../../electron/shell/run-names';
import { fakeChangeApproval } from '../../../renderer/preview/fake-changes';
import {
  fakeApproval,
  fakeConnectionApproval,
  fakeQuestion,
  fakeSession,
} from '../../../renderer/preview/fake-sessions';
import type { SessionState } from '../../../shared/domain/session';

class FakeIcon implements TrayIcon {
  readonly looks: TrayLook[] = [];
  isThere = true;
  show = (look: TrayLook): void => void this.looks.push(look);
  remove = (): void => {
    this.isThere = false;
  };
}

let icons: FakeIcon[];
let told: unknown[];
let names: RunNames;
let tray: ConsoleTray;

const trayOf = (makeIcon: () => TrayIcon | null): ConsoleTray =>
  new ConsoleTray({
    makeIcon,
    names,
    show: (what) => told.push(['show', what]),
    pause: (id) => told.push(['pause', id]),
    stop: (id) => told.push(['stop', id]),
    quit: () => told.push(['quit']),
  });
const run = (id: string, state: SessionState = 'running', task = `Task of ${id}`): void => {
  const { settings } = fakeSession({ id });
  const session = fakeSession({ id, state, settings: { ...settings, task } });
  names.note(session);
  tray.session(session);
};
const waits = (id: string, sessionId: string) => fakeApproval({ id, sessionId, step: 4, level: 'high' });
const look = (): TrayLook => icons.at(-1)?.looks.at(-1) as TrayLook;
const labels = (): (string | undefined)[] => look().menu.flatMap(({ label }) => (label ? [label] : []));
const item = (label: string, menu = look().menu): MenuItemConstructorOptions =>
  menu.find((one) => one.label === label) as MenuItemConstructorOptions;
const press = (label: string, menu = look().menu): void => (item(label, menu).click as () => void)();

beforeEach(() => {
  [icons, told, names] = [[], [], new RunNames()];
  tray = trayOf(() => {
    const icon = new FakeIcon();
    icons.push(icon);
    return icon;
  });
});

describe('the text of a run', () => {
  it('is short, hides no character, and marks no access key', () => {
    run('one', 'running', `\u202eSave & close${'x'.repeat(500)}`);
    tray.approvals([waits('a', 'one')]);
    const [label = ''] = labels();
    expect(label).toContain('Run 1, “⟦U+202E⟧Save && close');
    expect(label.length).toBeLessThan(120);
    expect(label).toMatch(/…”: step 4, high risk$/u);
  });

  it('is all that is said: nothing of what a page or the agent says', () => {
    run('one');
    const approval = { ...waits('a', 'one'), sentence: 'Click “Send my salary”', agentWords: 'Harmless' };
    tray.approvals([approval, fakeConnectionApproval({ id: 'b', sessionId: 'one', host: 'evil.example' })]);
    expect(JSON.stringify(look())).not.toMatch(/salary|Harmless|evil/);
  });
});

describe('a desktop without a tray', () => {
  it('is asked once, and everything goes on', () => {
    let asked = 0;
    tray = trayOf(() => {
      asked += 1;
      return null;
    });
    run('one');
    tray.approvals([waits('a', 'one')]);
    run('one', 'finished');
    tray.approvals([]);
    run('two');
    tray.dispose();
    expect(asked).toBe(1);
  });
});

describe('the icon', () => {
  it('is there while a run goes on, and no longer', () => {
    expect(icons).toEqual([]);
    run('one', 'queued');
    expect(look()).toMatchObject({ count: 0, toolTip: 'Airlock: 1 run goes on' });
    run('two');
    expect(look().toolTip).toBe('Airlock: 2 runs go on');
    run('one', 'stopped');
    run('two', 'failed');
    expect(icons.map(({ isThere }) => isThere)).toEqual([false]);
    run('three');
    expect(icons.map(({ isThere }) => isThere)).toEqual([false, true]);
  });

  it('says how many wait', () => {
    run('one');
    tray.approvals([waits('a', 'one')]);
    expect(look()).toMatchObject({ count: 1, toolTip: 'Airlock: 1 waits for you, 1 run goes on' });
    tray.approvals([waits('a', 'one'), waits('b', 'one')]);
    expect(look()).toMatchObject({ count: 2, toolTip: 'Airlock: 2 wait for you, 1 run goes on' });
    tray.approvals([]);
    expect(look()).toMatchObject({ count: 0, toolTip: 'Airlock: 1 run goes on' });
  });

  it('is left alone while nothing about it changes: an open menu would close', () => {
    run('one');
    for (let step = 0; step < 5; step += 1) run('one');
    expect(icons[0]?.looks).toHaveLength(1);
    // Another card that reads the same leads elsewhere.
    tray.approvals([waits('a', 'one')]);
    tray.approvals([waits('b', 'one')]);
    press(labels()[0] as string);
    expect(told).toEqual([['show', { sessionId: 'one', approvalId: 'b' }]]);
  });

  it('is gone with the console, and does not come back', () => {
    run('one');
    tray.dispose();
    expect(icons[0]?.isThere).toBe(false);
    run('two');
    expect(icons).toHaveLength(1);
  });
});

describe('the menu', () => {
  beforeEach(() => {
    run('one', 'waiting-for-approval');
    run('two', 'paused');
    tray.approvals([waits('a', 'one'), waits('b', 'two')]);
  });

  it('leads to the very card of each run that waits, and to the window', () => {
    expect(labels()).toEqual([
      'Run 1, “Task of one”: step 4, high risk',
      'Run 2, “Task of two”: step 4, high risk',
      'Open Airlock',
      'Pause all',
      'Stop all',
      'Quit and stop 2 runs',
    ]);
    press('Run 2, “Task of two”: step 4, high risk');
    press('Open Airlock');
    expect(told).toEqual([
      ['show', { sessionId: 'two', approvalId: 'b' }],
      ['show', null],
    ]);
  });

  it('says which one asks, and nothing of what it asks', () => {
    tray.approvals([fakeQuestion({ id: 'q', sessionId: 'one', words: 'What is your password?' })]);
    expect(labels()[0]).toBe('Run 1, “Task of one”: asks you');
    expect(JSON.stringify(look())).not.toContain('password');
  });

  it('says that a change waits, and nothing of what it would do', () => {
    tray.approvals([fakeChangeApproval({ id: 'c', sessionId: 'one' })]);
    expect(labels()[0]).toBe('Run 1, “Task of one”: a change, high risk');
    expect(JSON.stringify(look())).not.toContain('invoices');
  });

  it('pauses what works, and stops everything on a second press', () => {
    press('Pause all');
    expect(told).toEqual([['pause', 'one']]);
    told = [];
    const { click, submenu } = item('Stop all');
    expect(click).toBeUndefined();
    press('Stop 2 runs now', submenu as MenuItemConstructorOptions[]);
    expect(told).toEqual([
      ['stop', 'one'],
      ['stop', 'two'],
    ]);
  });

  it('offers no pause where nothing works', () => {
    run('one', 'paused');
    expect(item('Pause all').enabled).toBe(false);
  });

  it('quits', () => {
    press('Quit and stop 2 runs');
    expect(told).toEqual([['quit']]);
  });

  it('counts what it has no room for', () => {
    tray.approvals(Array.from({ length: 25 }, (_, index) => waits(`a${index}`, 'one')));
    expect(labels().filter((label) => label?.startsWith('Run'))).toHaveLength(10);
    press('15 more in Airlock');
    expect(told).toEqual([['show', null]]);
  });
});
