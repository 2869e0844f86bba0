import type RFB from '@novnc/novnc';
import { openLivePort } from './live-port';
import { RfbChannel } from './rfb-channel';

export type ScreenState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly message: string };

/** A live picture in `target` until `close`. Takes input only while `setViewOnly(false)`. */
export type ScreenConnection = {
  readonly setViewOnly: (isViewOnly: boolean) => void;
  readonly focus: () => void;
  readonly close: () => void;
};

export function connectScreen(
  target: HTMLElement,
  sessionId: string,
  onState: (state: ScreenState) => void,
): ScreenConnection {
  const abort = new AbortController();
  let rfb: RFB | null = null;
  let isViewOnly = true;
  const report = (state: ScreenState): void => {
    if (!abort.signal.aborted) onState(state);
  };
  const start = async (): Promise<void> => {
    // Loaded before a port is asked for: one that nobody can draw from would stay open.
    const { default: Rfb } = await import('@novnc/novnc');
    const port = await openLivePort(sessionId, abort.signal);
    if (abort.signal.aborted) return port.close();
    rfb = new Rfb(target, new RfbChannel(port), { shared: true });
    rfb.viewOnly = isViewOnly;
    rfb.scaleViewport = true;
    rfb.background = 'transparent';
    rfb.addEventListener('connect', () => report({ kind: 'connected' }));
    rfb.addEventListener('disconnect', () => {
      rfb = null;
      report({ kind: 'lost', message: 'The picture’s connection ended.' });
    });
  };
  report({ kind: 'connecting' });
  start().catch((error: unknown) =>
    report({ kind: 'lost', message: error instanceof Error ? error.message : String(error) }),
  );
  return {
    setViewOnly: (value) => {
      isViewOnly = value;
      if (rfb) rfb.viewOnly = value;
    },
    focus: () => rfb?.focus(),
    close: () => {
      abort.abort();
      rfb?.disconnect();
    },
  };
}
