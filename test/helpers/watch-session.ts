import { systemClock } from '../../electron/engine/base/clock';
import { Display } from '../../electron/engine/sandbox/display/display';
import type { LivePort } from '../../electron/engine/sessions/live-view';
import type { SessionManager } from '../../electron/engine/sessions/session-manager';
import { createStreamPair } from './stream-pair';

/** Watches a session as the window does: a second client on the sandbox's display, with the same RFB on top. */
export async function watchSession(sessions: SessionManager, id: string): Promise<Display> {
  const [viewer, window] = createStreamPair();
  const port: LivePort = {
    post: (bytes) => (bytes === null ? window.end() : window.write(Buffer.from(bytes))),
    onBytes: (listener) => window.on('data', listener),
    onClose: (listener) => window.on('close', listener),
    close: () => window.destroy(),
  };
  await sessions.watch(id, () => port);
  return Display.connect(viewer, { width: 1280, height: 800 }, systemClock);
}
