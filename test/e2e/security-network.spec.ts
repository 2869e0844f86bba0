import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Canary } from './canary';
import type { ConsoleApp } from './console-app';
import { runInGuest } from './guest-window';
import { callHome } from './page-attacks';
import { expect, test } from './shared-console';

type NetworkLog = {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly { readonly type: number; readonly params?: unknown }[];
};

/** What Chromium says it sent or looked up while `work` ran; a second witness beside the canary. */
async function traffic({ app }: ConsoleApp, work: () => Promise<void>): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-netlog-'));
  const file = path.join(folder, 'log.json');
  try {
    await app.evaluate(({ session }, file) => session.defaultSession.netLog.startLogging(file), file);
    await work();
    await app.evaluate(({ session }) => session.defaultSession.netLog.stopLogging());
    const { constants, events } = JSON.parse(await readFile(file, 'utf8')) as NetworkLog;
    const { logEventTypes } = constants;
    const names = ['HOST_RESOLVER_MANAGER_JOB', 'DNS_TRANSACTION', 'TCP_CONNECT_ATTEMPT', 'UDP_BYTES_SENT'];
    // A renamed event would be missed in silence.
    for (const name of names) expect(logEventTypes).toHaveProperty(name);
    return events.flatMap(({ type, params }) => {
      const name = names.find((each) => logEventTypes[each] === type);
      return name === undefined ? [] : [`${name} ${JSON.stringify(params)}`];
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test.describe('the network', () => {
  test('is out of reach of the console’s page, in every way a page has', async ({ airlock }) => {
    const canary = await Canary.open();
    const { host, datagramHost } = canary;
    const sent = await traffic(airlock, async () => {
      const results = await airlock.window.evaluate(callHome, { host, datagramHost });
      expect(Object.entries(results).filter(([, result]) => result === 'SENT')).toEqual([]);
    });
    expect(canary.heard).toEqual([]);
    expect(sent).toEqual([]);
    await canary.close();
  });

  test('is out of reach even of a page with no policy of its own', async ({ airlock }) => {
    const canary = await Canary.open();
    const address = JSON.stringify({ host: canary.host, datagramHost: canary.datagramHost });
    const sent = await traffic(airlock, async () => {
      const guest = { url: 'about:blank', hasBridge: false };
      const results = await runInGuest<Record<string, string>>(airlock, guest, `(${callHome})(${address})`);
      expect(Object.entries(results).filter(([, result]) => result === 'SENT')).toEqual([]);
    });
    expect(canary.heard).toEqual([]);
    expect(sent).toEqual([]);
    await canary.close();
  });

  test('has no host for the main process’s Chromium either', async ({ airlock }) => {
    const found = await airlock.app.evaluate(async ({ session }) =>
      Promise.all(
        ['localhost', 'example.com', '127.0.0.1', '::1'].map((host) =>
          session.defaultSession.resolveHost(host).then(
            () => 'FOUND',
            () => 'not found',
          ),
        ),
      ),
    );
    expect(new Set(found)).toEqual(new Set(['not found']));
  });

  test('is refused to a navigation, even one that the main process were led to', async ({ airlock }) => {
    const canary = await Canary.open();
    const urls = [
      `http://${canary.host}/`,
      `https://${canary.host}/`,
      `ftp://${canary.host}/`,
      'data:text/html,x',
      'chrome://gpu',
    ];
    const outcomes = await airlock.app.evaluate(
      ({ BrowserWindow }, urls) =>
        Promise.all(
          urls.map(async (url) => {
            const guest = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
            const outcome = await guest.loadURL(url).then(
              () => `LOADED ${url}`,
              () => 'refused',
            );
            guest.destroy();
            return outcome;
          }),
        ),
      urls,
    );
    expect(outcomes).toEqual(urls.map(() => 'refused'));
    expect(canary.heard).toEqual([]);
    await canary.close();
  });
});
