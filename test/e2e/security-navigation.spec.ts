import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Canary } from './canary';
import type { ConsoleApp } from './console-app';
import { expect, test } from './shared-console';

const HOME = 'app://airlock/index.html';

/**
 * Notes everything that opens or commits in the console from now on: nothing may slip in between two looks. The page
 * is driven through the main process, since a driver that waits for navigations would wait for those that were denied.
 */
async function watch({ app }: ConsoleApp): Promise<void> {
  await app.evaluate(({ app, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const seen: string[] = [];
    const denied: string[] = [];
    const started: string[] = [];
    const onContents = () => seen.push('new contents');
    const onFrame = (_event: unknown, url: string) => seen.push(`went to ${url}`);
    // The product's listeners come first. Denied for its frame, a navigation is not announced a second time.
    const onAttempt = (event: { defaultPrevented: boolean; url: string }) => {
      if (event.defaultPrevented) denied.push(event.url);
    };
    const onStart = (_event: unknown, url: string) => started.push(url);
    app.on('web-contents-created', onContents);
    contents?.on('did-start-navigation', onStart);
    contents?.on('did-frame-navigate', onFrame);
    contents?.on('will-frame-navigate', onAttempt);
    const stop = () => {
      app.off('web-contents-created', onContents);
      contents?.off('did-start-navigation', onStart);
      contents?.off('did-frame-navigate', onFrame);
      contents?.off('will-frame-navigate', onAttempt);
    };
    Object.assign(globalThis, { seen, denied, started, stop });
  });
}

function inPage<T>({ app }: ConsoleApp, script: string): Promise<T> {
  return app.evaluate(
    ({ BrowserWindow }, script) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script, true) as Promise<T>,
    script,
  );
}

/** The console's state once the page has drawn twice, and so all it had asked for has arrived. */
async function state(airlock: ConsoleApp): Promise<{ seen: string[]; windows: number; url: string }> {
  const drawn = 'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(0))))';
  await inPage(airlock, drawn);
  await inPage(airlock, drawn);
  return airlock.app.evaluate(({ BrowserWindow }) => ({
    seen: (globalThis as unknown as { seen: string[] }).seen,
    windows: BrowserWindow.getAllWindows().length,
    url: BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '',
  }));
}

/** A navigation that was asked for and denied, so that "nothing happened" does not mean "nothing arrived yet". */
function denied({ app }: ConsoleApp): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { denied: string[] }).denied);
}

function started({ app }: ConsoleApp): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { started: string[] }).started);
}

/** Plain, middle, Ctrl, Shift, Ctrl+Shift, Alt, Meta; the numbers are the debugging protocol's. */
const CLICKS = [
  ['left', 0],
  ['middle', 0],
  ['left', 2],
  ['left', 8],
  ['left', 10],
  ['left', 1],
  ['left', 4],
] as const;

const STILL = { seen: [], windows: 1, url: HOME };

test.describe('the window', () => {
  test.beforeEach(({ airlock }) => watch(airlock));

  test.afterEach(async ({ airlock }) => {
    await airlock.app.evaluate(async ({ BrowserWindow }, home) => {
      (globalThis as unknown as { stop: () => void }).stop();
      const webContents = BrowserWindow.getAllWindows()[0]?.webContents;
      await webContents?.loadURL(home);
      // The empty pages that one has been to are no place to go back to for the next.
      webContents?.clearHistory();
    }, HOME);
    await expect(airlock.window.getByRole('navigation', { name: 'Main' })).toBeVisible();
  });

  const LINKS = ['', 'target=_blank', 'target=other rel=opener', 'download=x.html', 'ping=PING'];
  for (const attributes of LINKS) {
    test(`stays where it is when a link with ${attributes || 'nothing'} is clicked in any way`, async ({
      airlock,
    }) => {
      const canary = await Canary.open();
      const url = `http://${canary.host}/`;
      await inPage(
        airlock,
        `(() => {
          const link = Object.assign(document.createElement('a'), { id: 'attack', textContent: 'x' });
          for (const pair of ${JSON.stringify(attributes.replace('PING', url).split(' '))}) {
            const [name, value] = pair.split('=');
            if (name) link.setAttribute(name, value);
          }
          link.href = ${JSON.stringify(url)};
          const place = { position: 'fixed', left: '0', top: '0', width: '100px', height: '100px', zIndex: '9999' };
          Object.assign(link.style, place);
          document.body.append(link);
          window.clicks = 0;
          for (const type of ['click', 'auxclick']) link.addEventListener(type, () => { window.clicks += 1; });
        })()`,
      );
      const cdp = await airlock.window.context().newCDPSession(airlock.window);
      for (const [button, modifiers] of CLICKS) {
        for (const type of ['mousePressed', 'mouseReleased'] as const) {
          await cdp.send('Input.dispatchMouseEvent', {
            type,
            x: 50,
            y: 50,
            button,
            modifiers,
            clickCount: 1,
          });
        }
      }
      await cdp.detach();
      expect(await inPage(airlock, 'window.clicks')).toBe(CLICKS.length);
      expect(await state(airlock)).toEqual(STILL);
      expect(canary.heard).toEqual([]);
      await canary.close();
    });
  }

  test('stays where it is when a script sends it away', async ({ airlock }) => {
    const canary = await Canary.open();
    const targets = [
      'file:///etc/passwd',
      'data:text/html,x',
      'chrome://gpu',
      'view-source:app://airlock/index.html',
      'app://elsewhere/',
      `${HOME}?again`,
      'mailto:a@b.example',
      'javascript:document.write(1)',
      `http://${canary.host}/`,
    ];
    for (const target of targets) {
      const opened = await inPage<unknown[]>(
        airlock,
        `(() => {
          const target = ${JSON.stringify(target)};
          const attempt = (action) => {
            try { return action(); } catch { return null; }
          };
          const opened = [attempt(() => window.open(target)), attempt(() => window.open(target, 'x', 'popup'))];
          attempt(() => window.open(target, '_self'));
          attempt(() => window.open(target, '_top', 'noopener'));
          attempt(() => { location.href = target; });
          attempt(() => location.assign(target));
          attempt(() => location.replace(target));
          attempt(() => {
            const form = Object.assign(document.createElement('form'), { action: target });
            document.body.append(form);
            form.submit();
          });
          attempt(() => {
            const frame = Object.assign(document.createElement('iframe'), { src: target });
            document.body.append(frame);
          });
          attempt(() => {
            const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=' + target });
            document.head.append(meta);
          });
          return opened;
        })()`,
      );
      expect(opened, target).toEqual([null, null]);
    }
    await expect.poll(() => denied(airlock)).toContain(`http://${canary.host}/`);
    expect(await state(airlock)).toEqual(STILL);
    expect(canary.heard).toEqual([]);
    await canary.close();
  });

  const WAYS_TO_BLANK = {
    'an address': "location.href = 'about:blank'",
    'a form':
      "document.body.append(Object.assign(document.createElement('form'), { action: 'about:blank' })); document.querySelector('form[action]').submit()",
    'a window with its own name': "window.open('about:blank', '_self')",
    'an address that no window can have': "location.href = 'about:srcdoc'",
  };
  for (const [way, script] of Object.entries(WAYS_TO_BLANK)) {
    test(`shows the console again when ${way} has emptied it`, async ({ airlock }) => {
      await inPage(airlock, `setTimeout(() => { ${script}; }); 0`);
      await expect.poll(() => started(airlock)).toContain(HOME);
      await expect(airlock.window.getByRole('navigation', { name: 'Main' })).toBeVisible();
      expect((await state(airlock)).url).toBe(HOME);
    });
  }

  test('can’t be given another address through its history', async ({ airlock }) => {
    const answers = await inPage(
      airlock,
      `['http://127.0.0.1:9/', 'app://elsewhere/', 'file:///etc/passwd', 'data:text/html,x'].flatMap((url) =>
        ['pushState', 'replaceState'].map((method) => {
          try { history[method](null, '', url); return 'MOVED'; } catch (error) { return error.name; }
        }))`,
    );
    expect(answers).toEqual(Array(8).fill('SecurityError'));
    await inPage(airlock, 'setTimeout(() => { history.back(); history.go(-5); history.forward(); }); 0');
    await expect(airlock.window.getByRole('navigation', { name: 'Main' })).toBeVisible();
    const { seen, url } = await state(airlock);
    expect([url, seen.filter((line) => line !== `went to ${HOME}`)]).toEqual([HOME, []]);
  });

  test('takes no file, link or text that is dropped on it', async ({ airlock }) => {
    const { window } = airlock;
    const folder = await mkdtemp(path.join(tmpdir(), 'airlock-drop-'));
    const file = path.join(folder, 'dropped.html');
    await writeFile(file, '<title>dropped</title>');
    const cdp = await window.context().newCDPSession(window);
    const drops = [
      { items: [], files: [file], dragOperationsMask: 1 },
      { items: [{ mimeType: 'text/uri-list', data: `file://${file}` }], dragOperationsMask: 1 },
      { items: [{ mimeType: 'text/uri-list', data: 'http://127.0.0.1:9/' }], dragOperationsMask: 1 },
      { items: [{ mimeType: 'text/html', data: '<script>1</script>' }], dragOperationsMask: 1 },
    ];
    for (const data of drops) {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await cdp.send('Input.dispatchDragEvent', { type, x: 700, y: 450, data });
      }
    }
    await cdp.detach();
    expect(await state(airlock)).toEqual(STILL);
    await rm(folder, { recursive: true, force: true });
  });

  test('keeps its own title, whatever its page calls itself', async ({ airlock }) => {
    const changed = airlock.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise((resolve) => BrowserWindow.getAllWindows()[0]?.once('page-title-updated', resolve)),
    );
    await inPage(airlock, "setTimeout(() => { document.title = 'Sign in to Claude'; }, 50)");
    await changed.catch(() => undefined);
    const title = await airlock.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getTitle(),
    );
    expect(title).toBe('Airlock');
  });
});

test.describe('permissions', () => {
  test('are denied, every one that this Chromium knows', async ({ airlock }) => {
    const states = await airlock.window.evaluate(async () => {
      const names = [
        'accelerometer',
        'accessibility-events',
        'ambient-light-sensor',
        'background-fetch',
        'background-sync',
        'bluetooth',
        'camera',
        'captured-surface-control',
        'clipboard-read',
        'clipboard-write',
        'device-info',
        'display-capture',
        'fullscreen',
        'geolocation',
        'gyroscope',
        'hid',
        'idle-detection',
        'keyboard-lock',
        'local-fonts',
        'local-network-access',
        'magnetometer',
        'microphone',
        'midi',
        'nfc',
        'notifications',
        'payment-handler',
        'periodic-background-sync',
        'persistent-storage',
        'pointer-lock',
        'push',
        'screen-wake-lock',
        'serial',
        'smart-card',
        'speaker-selection',
        'storage-access',
        'system-wake-lock',
        'top-level-storage-access',
        'usb',
        'web-printing',
        'window-management',
      ];
      const ask = async (descriptor: object): Promise<[string, string]> => {
        const label = JSON.stringify(descriptor);
        return navigator.permissions.query(descriptor as PermissionDescriptor).then(
          ({ state }) => [label, state],
          () => [label, 'unknown'],
        );
      };
      const more = [
        { name: 'midi', sysex: true },
        { name: 'push', userVisibleOnly: true },
        { name: 'camera', panTiltZoom: true },
        { name: 'clipboard-write', allowWithoutGesture: true },
      ];
      return Promise.all([...names.map((name) => ({ name })), ...more].map(ask));
    });
    const known = states.filter(([, state]) => state !== 'unknown');
    expect(known.length).toBeGreaterThan(15);
    expect(known.filter(([, state]) => state !== 'denied')).toEqual([]);
  });

  test('are not given by asking for what they guard', async ({ airlock }) => {
    const outcomes = await airlock.window.evaluate(async () => {
      type Anything = Record<string, Record<string, (...each: unknown[]) => Promise<unknown>>>;
      const devices = navigator as unknown as Anything;
      const attempts: Record<string, () => Promise<unknown> | undefined> = {
        camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
        microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
        screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
        desktop: () =>
          navigator.mediaDevices.getUserMedia({
            video: { mandatory: { chromeMediaSource: 'desktop' } },
          } as unknown as MediaStreamConstraints),
        geolocation: () =>
          new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        notification: async () => {
          const state = await Notification.requestPermission();
          if (state === 'denied') throw new Error('denied');
        },
        'clipboard text': () => navigator.clipboard.readText(),
        clipboard: () => navigator.clipboard.read(),
        usb: () => devices.usb?.requestDevice?.({ filters: [] }),
        hid: async () => {
          const chosen = await devices.hid?.requestDevice?.({ filters: [] });
          if (!Array.isArray(chosen) || chosen.length === 0) throw new Error('nothing chosen');
        },
        serial: () => devices.serial?.requestPort?.(),
        bluetooth: () => devices.bluetooth?.requestDevice?.({ acceptAllDevices: true }),
        midi: () => navigator.requestMIDIAccess({ sysex: true }),
        'wake lock': () => navigator.wakeLock.request('screen'),
        'persistent storage': async () => {
          if (!(await navigator.storage.persist())) throw new Error('refused');
        },
        'idle detection': () =>
          (window as unknown as Anything).IdleDetector?.requestPermission?.().then((state) => {
            if (state === 'denied') throw new Error('denied');
          }),
        'pointer lock': () => document.body.requestPointerLock() as unknown as Promise<unknown>,
        fonts: async () => {
          const query = (window as unknown as { queryLocalFonts?: () => Promise<unknown[]> }).queryLocalFonts;
          const fonts = await query?.();
          if (fonts === undefined || fonts.length === 0) throw new Error('none');
        },
        payment: () =>
          new PaymentRequest([{ supportedMethods: 'https://pay.example' }], {
            total: { label: 'x', amount: { currency: 'EUR', value: '1' } },
          }).show(),
      };
      const outcomes: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(attempts)) {
        const late = new Promise<string>((resolve) => setTimeout(() => resolve('NO ANSWER'), 3000));
        const run = async () => {
          const work = attempt();
          if (work === undefined) return 'not there';
          await work;
          return 'GRANTED';
        };
        outcomes[name] = await Promise.race([run().catch((error: Error) => `refused: ${error.name}`), late]);
      }
      return outcomes;
    });
    for (const [name, outcome] of Object.entries(outcomes))
      expect(outcome, name).toMatch(/^(refused|not there)/);
  });

  test('do not include the whole screen, where a page could pass itself off as the system', async ({
    airlock,
  }) => {
    await airlock.window.evaluate(() => {
      void document.body.requestFullscreen();
    });
    const found = await airlock.window.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => setTimeout(() => resolve(document.fullscreenElement?.tagName ?? null))),
        ),
    );
    const isFull = await airlock.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.isFullScreen(),
    );
    expect([found, isFull]).toEqual([null, false]);
  });

  test('do not include saving a file: a download is cancelled', async ({ airlock }) => {
    const { app, window } = airlock;
    await app.evaluate(({ session }) => {
      Object.assign(globalThis, {
        download: new Promise((resolve) =>
          session.defaultSession.once('will-download', (event, item) =>
            resolve([event.defaultPrevented, item.getFilename(), item.getSavePath()]),
          ),
        ),
      });
    });
    await window.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['MZ'], { type: 'application/octet-stream' }));
      Object.assign(document.createElement('a'), { href, download: 'tool.exe' }).click();
    });
    const download = await app.evaluate(
      () => (globalThis as unknown as { download: Promise<unknown> }).download,
    );
    expect(download).toEqual([true, 'tool.exe', '']);
  });
});
