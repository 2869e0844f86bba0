import { contextBridge, ipcRenderer } from 'electron';
import { callNames, eventNames, LIVE_PORT_MESSAGE } from '../shared/ipc/names';

/** The page's own globals, which the main process's types lack. */
declare const window: { postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void };
declare const location: { readonly origin: string };

/** The whole bridge: names are checked here, inputs in the main process. Neither events nor ipcRenderer pass through. */
contextBridge.exposeInMainWorld('airlock', {
  call: (name: string, input: unknown): Promise<unknown> =>
    (callNames as readonly string[]).includes(name)
      ? ipcRenderer.invoke(name, input)
      : Promise.reject(new Error('There is no such call')),
  on: (name: string, listener: (payload: unknown) => void): (() => void) => {
    if (!(eventNames as readonly string[]).includes(name)) throw new Error('There is no such event');
    const forward = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(name, forward);
    return () => {
      ipcRenderer.off(name, forward);
    };
  },
});

// Ports can't cross the context bridge; they go to the page as a message of its own window.
ipcRenderer.on(LIVE_PORT_MESSAGE, (event, { sessionId }: { sessionId: string }) => {
  window.postMessage({ type: LIVE_PORT_MESSAGE, sessionId }, location.origin, event.ports);
});
