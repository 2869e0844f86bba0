import type { ConsoleApp } from './console-app';

/** A second window that the main process never trusted, made as an attacker inside it would. */
export type GuestOptions = {
  readonly url: string;
  /** The console's own preload, so that the page has the bridge. */
  readonly hasBridge: boolean;
  /** The bridge in frames of the page too; off in every window of the console. */
  readonly hasBridgeInFrames?: boolean;
};

/** Opens a window, runs `script` in its page, and closes it. Answers what the script resolved to. */
export function runInGuest<T>({ app }: ConsoleApp, options: GuestOptions, script: string): Promise<T> {
  return app.evaluate(
    async ({ app, BrowserWindow }, { url, hasBridge, hasBridgeInFrames, script }) => {
      const guest = new BrowserWindow({
        show: false,
        webPreferences: {
          sandbox: true,
          contextIsolation: true,
          nodeIntegrationInSubFrames: hasBridgeInFrames === true,
          ...(hasBridge && { preload: `${app.getAppPath()}/out/preload.cjs` }),
        },
      });
      try {
        await guest.loadURL(url);
        return await guest.webContents.executeJavaScript(script);
      } finally {
        guest.destroy();
      }
    },
    { ...options, script },
  );
}
