import { describe, expect, it } from 'vitest';
import {
  ScreenWindows,
  windowAt,
  windowWithKeyboard,
} from '../../../../../electron/engine/sandbox/display/screen-windows';
import { FakeWindowServer } from '../../../../helpers/fake-window-server';
import { ManualClock } from '../../../../helpers/manual-clock';

/** A browser as openbox has it: the program's window in a frame, helpers beside the screen, a menu on top. */
const BROWSER = {
  id: 20,
  children: [
    { id: 21 },
    {
      id: 22,
      properties: { WM_CLASS: 'chromium\0Chromium\0', WM_NAME: 'x', _NET_WM_NAME: 'Rechnung – Chromium' },
    },
  ],
};
const HELPER = { id: 30, isOverride: true, box: { x: -100, y: -100, width: 1, height: 1 } };
const MENU = { id: 40, isOverride: true, box: { x: 100, y: 200, width: 80, height: 60 } };
const TOOLTIP = {
  ...MENU,
  id: 41,
  properties: { _NET_WM_WINDOW_TYPE: ['_NET_WM_WINDOW_TYPE_TOOLTIP'] },
};

function open(server: FakeWindowServer): ScreenWindows {
  return new ScreenWindows(async () => server.client, new ManualClock());
}

/** Windows on whichever server comes next, and how often one was connected to. */
function openEach(servers: readonly FakeWindowServer[]) {
  const clock = new ManualClock();
  const opened: FakeWindowServer[] = [];
  const windows = new ScreenWindows(async () => {
    const server = servers[opened.length];
    if (server === undefined) throw new Error('no further server');
    opened.push(server);
    return server.client;
  }, clock);
  return { windows, clock, opened };
}

const closing = ({ client }: FakeWindowServer) => new Promise((resolve) => client.on('close', resolve));

describe('a display server that is not honest', () => {
  for (const [what, greeting] of [
    ['refuses', Buffer.from([0, 0, 11, 0, 0, 0, 0, 0])],
    ['greets with nothing but a head', Buffer.from([1, 0, 11, 0, 0, 0, 0, 0])],
    [
      'says that its screen is behind the end of its greeting',
      (() => {
        const setup = FakeWindowServer.setup();
        setup[29] = 255;
        return setup;
      })(),
    ],
  ] as const) {
    it(`and ${what} ends the look with an error`, async () => {
      await expect(open(new FakeWindowServer(greeting)).read()).rejects.toThrow('did not accept');
    });
  }

  it('and announces an endless answer is hung up on', async () => {
    const server = new FakeWindowServer();
    const windows = open(server);
    await windows.read();
    const endless = Buffer.alloc(32, 0xff);
    endless[0] = 1;
    const closed = new Promise((resolve) => server.client.on('close', resolve));
    server.sendBytes(endless);
    await closed;
  });

  it('and went away is connected to anew by the next look', async () => {
    const [first, second] = [new FakeWindowServer(), new FakeWindowServer()];
    const { windows, opened } = openEach([first, second]);
    await windows.read();
    const closed = closing(first);
    first.end();
    await closed;
    second.windows = [BROWSER];
    expect(await windows.read()).toHaveLength(1);
    expect(opened).toHaveLength(2);
  });

  it('and does not greet holds a look up for 3 s, and no later one', async () => {
    const [silent, second] = [new FakeWindowServer(Buffer.alloc(0)), new FakeWindowServer()];
    const { windows, clock } = openEach([silent, second]);
    const look = windows.read().then(
      () => 'told',
      (error: Error) => error.message,
    );
    const closed = closing(silent);
    clock.advance(3000);
    expect(await look).toBe('The display server does not tell its windows.');
    await closed;
    second.windows = [BROWSER];
    expect(await windows.read()).toHaveLength(1);
  });

  it('and is reached only after it was given up is hung up on', async () => {
    const late = new FakeWindowServer();
    let arrive: () => void = () => undefined;
    const clock = new ManualClock();
    const opening = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const windows = new ScreenWindows(() => opening.then(() => late.client), clock);
    const look = windows.read().catch((error: Error) => error.message);
    clock.advance(3000);
    expect(await look).toBe('The display server does not tell its windows.');
    const closed = closing(late);
    arrive();
    await closed;
  });

  it('and ends while it is greeted fails that look alone', async () => {
    const [first, second] = [new FakeWindowServer(Buffer.alloc(0)), new FakeWindowServer()];
    const { windows } = openEach([first, second]);
    const look = windows.read().catch((error: Error) => error.message);
    first.end();
    expect(await look).toContain('did not accept');
    expect(await windows.read()).toEqual([]);
  });

  it('and answers what was not asked changes nothing', async () => {
    const server = new FakeWindowServer();
    server.windows = [BROWSER];
    const windows = open(server);
    await windows.read();
    const stray = Buffer.alloc(32);
    stray[0] = 1;
    stray.writeUInt16LE(60_000, 2);
    server.sendBytes(stray);
    expect(await windows.read()).toHaveLength(1);
  });
});

describe('two looks at once', () => {
  it('share one connection, the first and one that replaces a lost one', async () => {
    const [first, second] = [new FakeWindowServer(), new FakeWindowServer()];
    first.windows = [BROWSER];
    const { windows, opened } = openEach([first, second]);
    const looks = await Promise.all([windows.read(), windows.read()]);
    expect([opened.length, looks.map(({ length }) => length)]).toEqual([1, [1, 1]]);
    const closed = closing(first);
    first.end();
    await closed;
    await Promise.all([windows.read(), windows.read(), windows.read()]);
    expect(opened).toHaveLength(2);
  });

  it('leave no connection open when the windows are closed meanwhile', async () => {
    const server = new FakeWindowServer();
    const { windows } = openEach([server]);
    const closed = closing(server);
    const looks = [windows.read(), windows.read()].map((look) => look.catch(() => undefined));
    windows.close();
    await Promise.all([closed, ...looks]);
  });
});

describe('the windows on a screen', () => {
  it('are those that can be seen, topmost first, named by the program in the frame', async () => {
    const server = new FakeWindowServer();
    server.windows = [{ id: 10, isViewable: false }, BROWSER, HELPER, MENU];
    server.focused = 22;
    expect(await open(server).read()).toEqual([
      { id: 40, title: '', windowClass: '', hasFocus: false, box: MENU.box, isPopUp: true, isNotice: false },
      {
        id: 20,
        title: 'Rechnung – Chromium',
        windowClass: 'chromium Chromium',
        hasFocus: true,
        box: { x: 0, y: 0, width: 1280, height: 800 },
        isPopUp: false,
        isNotice: false,
      },
    ]);
  });

  it('are hit by a point in their order, borders included at left and top only', async () => {
    const server = new FakeWindowServer();
    server.windows = [BROWSER, MENU];
    const windows = await open(server).read();
    const at = (x: number, y: number) => windowAt(windows, { x, y })?.id ?? null;
    expect([at(100, 200), at(179, 259), at(180, 259), at(99, 200), at(5000, 1)]).toEqual([
      40,
      40,
      20,
      20,
      null,
    ]);
  });

  it('have the keyboard by an open menu first, but not by a tool tip', async () => {
    const server = new FakeWindowServer();
    server.windows = [BROWSER, MENU];
    server.focused = 22;
    expect(windowWithKeyboard(await open(server).read())?.id).toBe(40);
    const other = new FakeWindowServer();
    other.windows = [BROWSER, TOOLTIP];
    other.focused = 22;
    expect(windowWithKeyboard(await open(other).read())?.id).toBe(20);
  });

  it('are told apart that take clicks and no keys, as suggestions do', async () => {
    const server = new FakeWindowServer();
    const suggestions = {
      ...MENU,
      id: 42,
      properties: { _NET_WM_WINDOW_TYPE: ['_NET_WM_WINDOW_TYPE_NOTIFICATION'] },
    };
    server.windows = [BROWSER, TOOLTIP, suggestions];
    server.focused = 22;
    const windows = await open(server).read();
    expect(windows.map(({ id, isPopUp, isNotice }) => [id, isPopUp, isNotice])).toEqual([
      [42, false, true],
      [41, false, false],
      [20, false, false],
    ]);
    expect(windowWithKeyboard(windows)?.id).toBe(20);
  });

  it('are asked for once, and again after any change or another focus', async () => {
    const server = new FakeWindowServer();
    server.windows = [BROWSER];
    const windows = open(server);
    await windows.read();
    const before = server.requests.length;
    await windows.read();
    expect(server.requests.length - before).toBe(1);
    server.windows = [BROWSER, MENU];
    server.tellOfChange();
    expect(await windows.read()).toHaveLength(2);
    server.focused = 22;
    expect((await windows.read()).at(-1)?.hasFocus).toBe(true);
  });

  it('that go away while they are asked about are left out', async () => {
    const server = new FakeWindowServer();
    server.windows = [BROWSER];
    const windows = open(server);
    await windows.read();
    Object.defineProperty(server, 'windows', {
      get: () => (server.requests.at(-1) === 15 ? [BROWSER, MENU] : [BROWSER]),
    });
    server.tellOfChange();
    expect((await windows.read()).map(({ id }) => id)).toEqual([20]);
  });
});
