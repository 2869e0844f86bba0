import type { BrowserWindow } from 'electron';

/**
 * Ends a window by destroying it, a moment after it was asked to close. Chromium's own way asks the page first, and in
 * Electron 25 that reads a null pointer about once in ten times and takes the whole console down; no page of ours has
 * anything to say against being closed.
 */
export function destroyOnClose(window: BrowserWindow): void {
  window.on('close', (event) => {
    event.preventDefault();
    setImmediate(() => {
      if (!window.isDestroyed()) window.destroy();
    });
  });
}
