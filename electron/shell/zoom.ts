import type { BrowserWindow } from 'electron';
import type { Preferences } from '../../shared/domain/preferences';

/** Draws a window as large as the operator wants it, from its first page on. */
export function zoomAtLoad({ webContents }: BrowserWindow, preferences: () => Preferences): void {
  webContents.on('did-finish-load', () => webContents.setZoomFactor(preferences().zoom));
}
