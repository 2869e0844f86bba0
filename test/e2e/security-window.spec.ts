import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { calls } from '../../shared/ipc/contract';
import { callNames, eventNames } from '../../shared/ipc/names';
import { runInGuest } from './guest-window';
import { expect, test } from './shared-console';

const ROOT = path.resolve(import.meta.dirname, '../..');
const UNTRUSTED = callNames.map((name) => [name, 'untrusted-sender']);

/** In a page: calls every channel and answers the code of each reply. */
const CALL_ALL = `(bridge) => Promise.all(${JSON.stringify(callNames)}.map(async (name) => {
  const reply = await bridge.call(name, { sessionId: 'a' });
  return [name, reply.ok ? 'ANSWERED' : reply.error.code];
}))`;

test.describe('every window', () => {
  test('has exactly the preferences that keep its page locked in', async ({ airlock }) => {
    // What Electron says is in force, which is more than what was asked for: any surplus fails too.
    const preferences = await airlock.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        const internal = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
        return internal.getLastWebPreferences();
      }),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(preferences[0]?.enableBlinkFeatures ?? '').toBe('');
  });

  test('has no spelling checker, which would fetch dictionaries, and sends no datagram of WebRTC', async ({
    airlock,
  }) => {
    const found = await airlock.app.evaluate(({ webContents, session }) => ({
      policies: webContents.getAllWebContents().map((contents) => contents.getWebRTCIPHandlingPolicy()),
      sessions: webContents
        .getAllWebContents()
        .map((contents) => contents.session === session.defaultSession),
    }));
    expect(found).toEqual({ policies: ['disable_non_proxied_udp'], sessions: [true] });
  });
});

test.describe('the bridge', () => {
  test('is two functions, frozen, and no other door into the main process is in the page', async ({
    airlock,
  }) => {
    const found = await airlock.window.evaluate(() => {
      const names = [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        'setImmediate',
        'electron',
      ];
      const page = window as unknown as Record<string, unknown>;
      return {
        keys: Reflect.ownKeys(window.airlock),
        types: [typeof window.airlock.call, typeof window.airlock.on],
        own: [window.airlock.call, window.airlock.on].map((each) => each.constructor === Function),
        isFrozen: Object.isFrozen(window.airlock),
        property: Object.getOwnPropertyDescriptor(window, 'airlock')?.writable,
        doors: names.filter((name) => name in page),
      };
    });
    expect(found).toEqual({
      keys: ['call', 'on'],
      types: ['function', 'function'],
      own: [true, true],
      isFrozen: true,
      property: false,
      doors: [],
    });
  });

  test('refuses every name that is not in the list, whatever it is', async ({ airlock }) => {
    const answers = await airlock.window.evaluate(async (known) => {
      const bridge = window.airlock as unknown as {
        call(name: unknown, input?: unknown): Promise<unknown>;
        on(name: unknown, listener: () => void): unknown;
      };
      const names: unknown[] = [
        '',
        ' app:info',
        'app:info\0',
        'APP:INFO',
        'constructor',
        '__proto__',
        'toString',
        'ELECTRON_BROWSER_REQUIRE',
        'airlock:live-port',
        ...known.map((name) => [name]),
        null,
        undefined,
        0,
        { toString: () => 'app:info' },
      ];
      const outcome = async (attempt: () => unknown) => {
        try {
          await attempt();
          return 'ACCEPTED';
        } catch {
          return 'refused';
        }
      };
      return Promise.all(
        names.flatMap((name) => [
          outcome(() => bridge.call(name)),
          outcome(() => bridge.on(name, () => undefined)),
        ]),
      );
    }, callNames);
    expect(new Set(answers)).toEqual(new Set(['refused']));
  });

  test('hands a listener the payload alone, and stops when told to', async ({ airlock }) => {
    const heard = await airlock.window.evaluate(async () => {
      const seen: unknown[][] = [];
      const listen = (...values: unknown[]) => seen.push(values);
      const stop = window.airlock.on('key:changed', listen);
      await window.airlock.call('key:save', { key: 'sk-test-key-that-is-none' });
      stop();
      await window.airlock.call('key:delete', undefined);
      return { seen, stopType: typeof stop };
    });
    expect(heard.stopType).toBe('function');
    expect(heard.seen).toEqual([[expect.objectContaining({ ending: 'none' })]]);
    expect(Object.keys(heard.seen[0]?.[0] as object).sort()).toEqual(['canPersist', 'ending', 'source']);
  });

  test('knows the same names as the contract', () => {
    expect(Object.keys(calls).sort()).toEqual([...callNames].sort());
    expect(new Set(eventNames).size).toBe(eventNames.length);
  });
});

test.describe('a caller that is not the console', () => {
  test('gets no answer as a second window that shows the console’s own page', async ({ airlock }) => {
    const guest = { url: 'app://airlock/index.html', hasBridge: true };
    expect(await runInGuest(airlock, guest, `(${CALL_ALL})(window.airlock)`)).toEqual(UNTRUSTED);
  });

  test('gets no answer as an empty page with the bridge', async ({ airlock }) => {
    const guest = { url: 'about:blank', hasBridge: true };
    expect(await runInGuest(airlock, guest, `(${CALL_ALL})(window.airlock)`)).toEqual(UNTRUSTED);
  });

  test('gets no answer as a frame with the bridge', async ({ airlock }) => {
    const guest = { url: 'about:blank', hasBridge: true, hasBridgeInFrames: true };
    const script = `(async () => {
      const frame = Object.assign(document.createElement('iframe'), { srcdoc: '<p>frame</p>' });
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded;
      return (${CALL_ALL})(frame.contentWindow.airlock);
    })()`;
    expect(await runInGuest(airlock, guest, script)).toEqual(UNTRUSTED);
  });

  test('has no bridge as a frame of the console’s window', async ({ airlock }) => {
    const bridge = await airlock.window.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const type = typeof (frame.contentWindow as unknown as { airlock: unknown }).airlock;
      frame.remove();
      return type;
    });
    expect(bridge).toBe('undefined');
  });

  test('gets no answer with the frame of the console’s window gone, or one of its inner frames', async ({
    airlock,
  }) => {
    // No page can send such a call, since inner frames have no bridge: the handlers get the forged event directly.
    const codes = await airlock.app.evaluate(async ({ ipcMain, BrowserWindow }) => {
      type Answer = { ok: boolean; error?: { code: string } };
      type Invoke = (event: object, input: unknown) => Promise<Answer>;
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Invoke> })._invokeHandlers;
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) throw new Error('There is no window');
      await contents.executeJavaScript(
        "document.body.append(Object.assign(document.createElement('iframe'), { id: 'inner' })); 0",
      );
      const inner = contents.mainFrame.frames[0];
      const codes: string[] = [];
      for (const senderFrame of [null, undefined, inner]) {
        const forged = { sender: contents, senderFrame };
        for (const invoke of handlers.values()) {
          // What Electron passes to `handle` answers through the event.
          const answer = await new Promise<Answer>((resolve, reject) => {
            const event = { ...forged, sendReply: resolve, _reply: resolve, _throw: reject };
            void Promise.resolve(invoke(event, undefined)).then((value) => value && resolve(value), reject);
          });
          codes.push(answer.ok ? 'ANSWERED' : (answer.error?.code ?? ''));
        }
      }
      await contents.executeJavaScript("document.getElementById('inner').remove()");
      return { hasInner: inner !== undefined, codes };
    });
    expect(codes.hasInner).toBe(true);
    expect(codes.codes).toEqual(Array(callNames.length * 3).fill('untrusted-sender'));
  });

  for (const url of ['about:blank', 'data:text/html,<p>x', 'app://elsewhere/index.html']) {
    test(`gets no answer when the console’s own window shows ${url}`, async ({ airlock }) => {
      const codes = await airlock.app.evaluate(
        async ({ BrowserWindow }, [url = '', script = '']) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          // The window would go straight back to the console.
          const goBack = contents?.listeners('did-stop-loading') as (() => void)[];
          contents?.removeAllListeners('did-stop-loading');
          // A page that may not load leaves Chromium's error page, which has the bridge as well.
          await contents?.loadURL(url).catch(() => undefined);
          const codes = await (contents?.executeJavaScript(script) as Promise<unknown>);
          for (const listener of goBack) contents?.on('did-stop-loading', listener);
          return codes;
        },
        [url, `(${CALL_ALL})(window.airlock)`],
      );
      expect(codes).toEqual(UNTRUSTED);
      await airlock.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.loadURL('app://airlock/index.html'),
      );
      await expect(airlock.window.getByRole('navigation', { name: 'Main' })).toBeVisible();
    });
  }
});

test.describe('what a page sends', () => {
  test('is refused by its schema on every channel, whatever it is, and nothing breaks', async ({
    airlock,
  }) => {
    const outcome = await airlock.window.evaluate(async (names) => {
      const bridge = window.airlock as unknown as {
        call(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }>;
      };
      const cycle: Record<string, unknown> = {};
      cycle.self = cycle;
      let deep: unknown = 0;
      for (let level = 0; level < 500; level += 1) deep = { sessionId: deep, text: deep };
      const polluted = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}');
      const inputs: unknown[] = [
        null,
        true,
        -0,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        2 ** 60,
        10n ** 30n,
        '',
        'sessionId',
        '\u0000',
        '\ud800',
        'x'.repeat(1_000_000),
        [],
        [{ sessionId: 'a' }],
        {},
        cycle,
        deep,
        polluted,
        { sessionId: '../../etc/passwd' },
        { sessionId: 'a', extra: 1 },
        { sessionId: ['a'] },
        { sessionId: { toString: 1 } },
        { key: '' },
        { key: 'x'.repeat(501) },
        { text: 7 },
        { approvalId: 'a', verdict: 'Approve', reason: '' },
        { approvalId: '', verdict: 'approve', reason: '' },
        { approvalId: 'a', verdict: 'approve', reason: 'x'.repeat(501) },
        new Date(),
        new Map([['sessionId', 'a']]),
        new Uint8Array(1000),
        new Error('x'),
        document.body,
        () => 'sessionId',
        Symbol('sessionId'),
        new Proxy({}, { get: () => 'a' }),
      ];
      const answer = async (name: string, input: unknown) => {
        try {
          const reply = await bridge.call(name, input);
          return reply.ok ? `ANSWERED ${name} ${typeof input}` : (reply.error?.code ?? 'NO CODE');
        } catch {
          // What can't be copied to another process is refused by the bridge itself.
          return 'unsendable';
        }
      };
      const counts: Record<string, number> = {};
      for (const name of names) {
        for (const input of inputs) {
          const code = await answer(name, input);
          counts[code] = (counts[code] ?? 0) + 1;
        }
      }
      return { counts, isPolluted: 'isAdmin' in {} };
    }, callNames);
    expect(Object.keys(outcome.counts).sort()).toEqual(['bad-input', 'unsendable']);
    expect(outcome.counts['bad-input']).toBeGreaterThan(400);
    expect(outcome.isPolluted).toBe(false);
    const alive = await airlock.window.evaluate(() => window.airlock.call('sessions:list', undefined));
    expect(alive).toEqual({ ok: true, value: [] });
    expect(await airlock.app.evaluate(() => 'isAdmin' in {})).toBe(false);
  });
});

test.describe('the way out of the console', () => {
  test('does not exist: nothing opens an address in another program', () => {
    const files = readdirSync(path.join(ROOT, 'electron'), { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => file.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(50);
    const found = sources.filter((file) => {
      const text = readFileSync(path.join(ROOT, 'electron', file), 'utf8');
      return (
        /import[^;]*[{,\s]shell[,\s}][^;]*from 'electron'/.test(text) ||
        /openExternal|openPath|showItemInFolder/.test(text)
      );
    });
    expect(found).toEqual([]);
  });

  test('is in no menu either: none opens a web site or loads the window anew', async ({ airlock }) => {
    const roles = await airlock.app.evaluate(({ Menu }) => {
      type Items = { readonly items: readonly { role?: string; submenu?: Items | undefined }[] };
      const walk = (menu: Items | null | undefined): string[] =>
        (menu?.items ?? []).flatMap(({ role, submenu }) => [role?.toLowerCase() ?? '', ...walk(submenu)]);
      return walk(Menu.getApplicationMenu() as Items | null);
    });
    expect(roles.filter((role) => /^(?:help|reload|forcereload|toggledevtools)$/.test(role))).toEqual([]);
  });
});
