import type { Duplex } from 'node:stream';
import { Emitter } from '../base/emitter';
import { ViewOnlyFilter } from '../sandbox/display/view-only-filter';

/** The window's end of a live view: raw RFB bytes both ways. Electron's MessagePort in the console. */
export interface LivePort {
  /** Bytes for the viewer; null says that no more will come. */
  post(bytes: Uint8Array | null): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** A window that watches a session, and may act on it while the operator has taken over. */
export type LiveView = {
  /** Lets go of every key and button that it holds down. */
  letGo(): void;
  /** Called once, when nobody watches any more. */
  onEnd(listener: () => void): void;
};

/**
 * Joins a window to the sandbox's display, which the view owns from here on. Only copies bytes; the window's input passes
 * while `isInputAllowed()`. The viewer asks for each update itself, so a slow window slows nobody else. Throws as
 * `openPort` does, and then the display's stream is closed.
 */
export function joinLiveView(
  display: Duplex,
  openPort: () => LivePort,
  isInputAllowed: () => boolean,
): LiveView {
  const port = openOrClose(display, openPort);
  const filter = new ViewOnlyFilter(isInputAllowed);
  const ended = new Emitter<void>();
  let hasEnded = false;
  const end = () => {
    if (hasEnded) return;
    hasEnded = true;
    display.destroy();
    filter.destroy();
    port.post(null);
    port.close();
    ended.emit();
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
  return {
    letGo: () => filter.letGo(),
    onEnd: (listener) => {
      if (hasEnded) listener();
      else ended.on(listener);
    },
  };
}

function openOrClose(display: Duplex, openPort: () => LivePort): LivePort {
  try {
    return openPort();
  } catch (error) {
    display.destroy();
    throw error;
  }
}
