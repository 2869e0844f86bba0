import path from 'node:path';
import { BrowserWindow, type WebPreferences } from 'electron';
import { APP_START_URL } from './app-url';
import { destroyOnClose } from './close-window';
import { keepShowing } from './keep-showing';

/** Every window's preferences, none of which may differ. `test/e2e` compares them with what Electron says is in force. */
export function webPreferences(isPackaged: boolean): WebPreferences {
  return {
    preload: path.join(__dirname, 'preload.cjs'),
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // The live view and the countdown of an approval must not slow down behind another window.
    backgroundThrottling: false,
    devTools: !isPackaged,
  };
}

export function openMainWindow(options: { isPackaged: boolean; iconFile: string }): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Airlock',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#0e1116',
    icon: options.iconFile,
    autoHideMenuBar: true,
    webPreferences: webPreferences(options.isPackaged),
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  keepShowing(window);
  destroyOnClose(window);
  void window.loadURL(APP_START_URL);
  return window;
}

export function toFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
