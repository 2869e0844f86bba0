import type { Duplex } from 'node:stream';
import { ViewOnlyFilter } from '../sandbox/display/view-only-filter';

/** The window's end of a live view: raw RFB bytes both ways. Electron's MessagePort in the console. */
export interface LivePort {
  /** Bytes for the viewer; null says that no more will come. */
  post(bytes: Uint8Array | null): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/**
 * Joins a window to the sandbox's display, which the view owns from here on. Only copies bytes; the window's input passes
 * while `isInputAllowed()`. The viewer asks for each update itself, so a slow window slows nobody else. Throws as
 * `openPort` does, and then the display's stream is closed.
 */
export function joinLiveView(display: Duplex, openPort: () => LivePort, isInputAllowed: () => boolean): void {
  const port = openOrClose(display, openPort);
  const filter = new ViewOnlyFilter(isInputAllowed);
  let hasEnded = false;
  const end = () => {
    if (hasEnded) return;
    hasEnded = true;
    display.destroy();
    filter.destroy();
    port.post(null);
    port.close();
  };
  filter.pipe(display);
  filter.on('error', end);
  display.on('data', (bytes: Buffer) => port.post(bytes));
  display.on('close', end);
  display.on('error', end);
  port.onBytes((bytes) => filter.write(Buffer.from(bytes)));
  port.onClose(end);
  // It may have ended while the port was being opened, and would not say so again.
  if (display.destroyed) end();
}

function openOrClose(display: Duplex, openPort: () => LivePort): LivePort {
  try {
    return openPort();
  } catch (error) {
    display.destroy();
    throw error;
  }
}
