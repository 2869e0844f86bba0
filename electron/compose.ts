import { userInfo } from 'node:os';
import path from 'node:path';
import { app, BrowserWindow, clipboard, session } from 'electron';
import type { EventPayload } from '../shared/ipc/contract';
import type { EventName } from '../shared/ipc/names';
import { systemClock } from './engine/base/clock';
import { reportListenerErrors } from './engine/base/emitter';
import { consoleLog } from './engine/base/log';
import { mayFail } from './engine/base/may-fail';
import { Engine } from './engine/console/engine';
import { readUpstreamProxies } from './engine/egress/reaching/upstream-proxy';
import { createDispatcher } from './ipc/dispatcher';
import { forwardEvents } from './ipc/event-source';
import { createHandlers } from './ipc/handlers';
import { serveAppProtocol } from './shell/app-protocol';
import { ConsoleTray } from './shell/console-tray';
import { DesktopNotifications } from './shell/desktop-notifications';
import { IpcTransport } from './shell/ipc-transport';
import { openLivePort } from './shell/live-ports';
import { lockDownSession } from './shell/lock-down';
import { setConsoleMenu } from './shell/menu';
import { Notifier, type Shown } from './shell/notifications';
import { pickFile } from './shell/pick-file';
import { Presence } from './shell/presence';
import { RunNames } from './shell/run-names';
import { SafeStorageCipher } from './shell/safe-storage-cipher';
import { saveFile } from './shell/save-file';
import { makeTrayIcon } from './shell/tray-icon';
import { openMainWindow, toFront } from './shell/window';
import { zoomAtLoad } from './shell/zoom';

const OLDEST_SUPPORTED_ELECTRON = 43;

export type Console = {
  /** Brings the window to the front, or opens it. */
  showWindow(): void;
  hasRunningSessions(): boolean;
  onAllEnded(then: () => void): void;
  /** Tells an operator who closed the window that sessions go on without it. */
  announceRunningOn(): void;
  dispose(): Promise<void>;
};

/** Makes the real parts and joins them. Call when the app is ready. */
export async function composeConsole(): Promise<Console> {
  reportListenerErrors(consoleLog);
  const assets = app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'assets');
  const engine = await Engine.create({
    folders: {
      data: process.env.AIRLOCK_DATA_FOLDER ?? app.getPath('userData'),
      image: path.join(assets, 'sandbox-image'),
      practice: path.join(assets, 'practice-site'),
    },
    about: {
      version: app.getVersion(),
      electronVersion: process.versions.electron ?? '',
      runtime: isOldRuntime() ? 'npm-fallback' : 'official',
      operator: userInfo().username,
    },
    clock: systemClock,
    log: consoleLog,
    cipher: new SafeStorageCipher(),
    environmentKey: process.env.ANTHROPIC_API_KEY,
    upstreamProxy: readUpstreamProxies(process.env),
  });
  setConsoleMenu();
  lockDownSession(session.defaultSession);
  serveAppProtocol(session.defaultSession, path.join(__dirname, 'renderer'), (id, name) =>
    engine.sessions.readFrame(id, name),
  );
  const transport = new IpcTransport((channel) =>
    consoleLog.warn(`refused a call of ${channel} from an untrusted page`),
  );
  const mainWindow = () => BrowserWindow.getAllWindows()[0] ?? null;
  const push = <N extends EventName>(name: N, payload: EventPayload<N>) => {
    const window = mainWindow();
    if (window && !window.isDestroyed()) window.webContents.send(name, payload);
  };
  forwardEvents(engine, push);
  const names = new RunNames();
  const desktop = new DesktopNotifications();
  const notifier = new Notifier({
    window: mainWindow,
    call: (call) => desktop.show(call),
    badge: (count) => app.setBadgeCount(count),
    show: (what) => show(what),
    preferences: () => engine.preferences,
    names,
  });
  const icons = path.join(assets, 'icons');
  const iconFile = path.join(icons, '256x256.png');
  const presence = new Presence(() => engine.preferences, {
    onAway: (why) =>
      void engine.sessions.pauseUnattended(`Paused: ${why}. Resume when you are back; stop ends the run.`),
    onDetection: (detection) => push('idle-detection:changed', detection),
  });
  const tray = makeTray({ engine, icons, names, show: (what) => show(what) });
  engine.preferencesChanged.on(({ zoom }) => mainWindow()?.webContents.setZoomFactor(zoom));
  engine.approvals.changed.on((pending) => {
    notifier.approvals(pending);
    tray.approvals(pending);
  });
  engine.sessions.changed.on((changed) => {
    names.note(changed);
    notifier.session(changed);
    tray.session(changed);
  });
  mayFail(
    engine.sessions.list().then((known) => names.begin(known)),
    'the window says what is wrong with the data folder',
  );
  const openWindow = () => {
    const window = openConsoleWindow({ engine, transport, presence, iconFile });
    window.on('blur', () => notifier.leftWindow());
    return window;
  };
  const show = (what: Shown | null) => {
    const tell = () => {
      if (what !== null) push('console:show', what);
    };
    const window = mainWindow();
    if (window === null) {
      openWindow().webContents.once('did-finish-load', tell);
      return;
    }
    toFront(window);
    tell();
  };
  return {
    showWindow: () => show(null),
    hasRunningSessions: () => engine.sessions.running > 0,
    onAllEnded: (then) => void engine.sessions.allEnded.on(then),
    announceRunningOn: () => notifier.announceRunningOn(engine.sessions.running),
    dispose: async () => {
      tray.dispose();
      await engine.dispose();
    },
  };
}

/** The runtime of the npm registry is long out of support; told by its version, so that a packaged console knows too. */
function isOldRuntime(): boolean {
  return Number.parseInt(process.versions.electron ?? '0', 10) < OLDEST_SUPPORTED_ELECTRON;
}

type TrayParts = {
  readonly engine: Engine;
  readonly icons: string;
  readonly names: RunNames;
  readonly show: (what: Shown | null) => void;
};

function makeTray({ engine, icons, names, show }: TrayParts): ConsoleTray {
  // One that has ended meanwhile can't be told anything, and the others are.
  const order = (name: string, work: Promise<void>) =>
    void work.catch((error: unknown) => consoleLog.warn(`a run could not be told to ${name}`, error));
  return new ConsoleTray({
    makeIcon: () => makeTrayIcon(icons, () => show(null)),
    names,
    show,
    pause: (id) => order('pause', engine.sessions.pause(id)),
    stop: (id) => order('stop', engine.sessions.stop(id)),
    quit: () => app.quit(),
  });
}

type ConsoleParts = {
  readonly engine: Engine;
  readonly transport: IpcTransport;
  readonly presence: Presence;
  readonly iconFile: string;
};

function openConsoleWindow({ engine, transport, presence, iconFile }: ConsoleParts): BrowserWindow {
  const window = openMainWindow({ isPackaged: app.isPackaged, iconFile });
  const { webContents } = window;
  const handlers = createHandlers(engine, {
    openLivePort: (sessionId) => openLivePort(webContents, sessionId),
    copyText: (text) => clipboard.writeText(text),
    idleDetection: () => presence.detection,
    saveFile: (suggestedName, text) => saveFile(window, suggestedName, text),
    pickFile: (wanted) => pickFile(window, wanted),
  });
  const report = (name: string, error: unknown) => consoleLog.warn(`${name} failed`, error);
  transport.trust(webContents, createDispatcher(handlers, report));
  presence.watch(window);
  zoomAtLoad(window, () => engine.preferences);
  return window;
}
