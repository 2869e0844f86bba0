import type { BrowserWindow } from 'electron';
import { APP_START_URL, isAppUrl } from './app-url';

/**
 * Brings the console back into a window whose page was lost: its process died, or it was sent to an empty page
 * (Chromium announces no navigation to about:blank before it is done, so that one can't be denied). Sessions live in the
 * main process and go on. Nothing is loaded from within Chromium's own notice, nor into a window that is going: either
 * can bring the whole process down.
 */
export function keepShowing(window: BrowserWindow): void {
  const { webContents } = window;
  let isClosing = false;
  window.on('close', () => {
    isClosing = true;
  });
  const afterwards = (work: () => void) => {
    setImmediate(() => {
      if (!isClosing && !window.isDestroyed() && !webContents.isDestroyed()) work();
    });
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') afterwards(() => window.reload());
  });
  webContents.on('did-stop-loading', () => {
    afterwards(() => {
      if (!isAppUrl(webContents.getURL())) void window.loadURL(APP_START_URL);
    });
  });
}
