import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { callNames } from '../../shared/ipc/names';
import type { Reply } from '../../shared/ipc/reply';
import type { Dispatch } from '../ipc/dispatcher';
import { isAppUrl } from './app-url';

/**
 * The only user of ipcMain. A call counts when it comes from the main frame of a window we opened, showing our own page;
 * anything else gets an `untrusted-sender` reply and is reported.
 */
export class IpcTransport {
  readonly #dispatchers = new Map<number, Dispatch>();

  constructor(private readonly reportUntrusted: (channel: string) => void) {
    for (const name of callNames)
      ipcMain.handle(name, (event, input: unknown) => this.#answer(name, event, input));
  }

  /** Lets a window call, until it is gone. */
  trust(contents: WebContents, dispatch: Dispatch): void {
    const { id } = contents;
    this.#dispatchers.set(id, dispatch);
    contents.once('destroyed', () => this.#dispatchers.delete(id));
  }

  async #answer(name: string, event: IpcMainInvokeEvent, input: unknown): Promise<Reply<unknown>> {
    const dispatch = this.#dispatchers.get(event.sender.id);
    if (dispatch !== undefined && isTrustedFrame(event)) return dispatch(name, input);
    this.reportUntrusted(name);
    return { ok: false, error: { code: 'untrusted-sender', message: 'This page may not call the console.' } };
  }
}

function isTrustedFrame({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  // A frame that has navigated or gone since is null.
  if (senderFrame === null || senderFrame === undefined) return false;
  return senderFrame.parent === null && senderFrame === sender.mainFrame && isAppUrl(senderFrame.url);
}
