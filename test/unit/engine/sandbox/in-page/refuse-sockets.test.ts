import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { refuseSocketsSource } from '../../../../../electron/engine/sandbox/in-page/refuse-sockets';
import { refusedSockets, refusesSocket } from '../../../../../shared/reach/socket-hosts';

/** A realm like a worker's, which has no address until its first script runs. */
const WORKER = `
  globalThis.hasBegun = false;
  globalThis.WorkerLocation = class { get href() { return 'https://app.example.com/worker.js'; } };
  const place = new WorkerLocation();
  Object.defineProperty(globalThis, 'location', {
    configurable: true,
    get() { if (!hasBegun) throw new Error('asked too early'); return place; },
  });
  globalThis.WebSocket = class WebSocket { constructor(url) { this.url = url; } };`;

function realm(entries: readonly string[]): (code: string) => unknown {
  const context = vm.createContext({ URL, DOMException });
  vm.runInContext(WORKER, context);
  vm.runInContext(refuseSocketsSource(refusedSockets(entries)), context);
  vm.runInContext('hasBegun = true;', context);
  return (code) => vm.runInContext(code, context);
}

const opening = (url: string) =>
  `(() => { try { return new WebSocket(${JSON.stringify(url)}).url; } catch (error) { return error.name; } })()`;

const ADDRESSES = [
  'wss://live.example/x',
  'wss://LIVE.example./x',
  'ws://live.example:8080/',
  'wss://a.live.example/',
  'wss://live.example.evil.example/',
  'wss://user@live.example/',
  'https://live.example/',
  'wss://[::1]/',
  'wss://127.0.0.1/',
  'wss://xn--mnchen-3ya.example/',
  'wss://other.example/',
];
const ENTRIES = [
  '*',
  'live.example',
  '*.live.example',
  'live.example:8080',
  'München.example',
  '127.0.0.1',
  'no entry!',
];

describe('the program in a page', () => {
  for (const entry of ENTRIES) {
    it(`refuses by ${entry} what the console says is refused, and nothing else`, () => {
      const run = realm([entry]);
      const refused = refusedSockets([entry]);
      for (const address of ADDRESSES) {
        const { hostname, port, protocol } = new URL(address);
        const isRefused = refusesSocket(refused, hostname, Number(port) || (protocol === 'ws:' ? 80 : 443));
        expect([address, run(opening(address)) === 'SecurityError']).toEqual([address, isRefused]);
      }
    });
  }

  it('refuses what it can not read, and reads an address that begins at the page’s', () => {
    const run = realm(['live.example', 'app.example.com']);
    expect([run(opening('wss://[')), run(opening('/socket')), run(opening('//live.example/'))]).toEqual(
      Array(3).fill('SecurityError'),
    );
  });

  it('asks a worker for its address only when it has begun: earlier the process ends', () => {
    expect(realm(['app.example.com'])(opening('/socket'))).toBe('SecurityError');
  });

  it('hands on the very text that it has judged', () => {
    const run = realm(['live.example']);
    const twice =
      'let n = 0; new WebSocket({ toString: () => ["wss://a.example/", "wss://live.example/"][n++] }).url';
    expect(run(twice)).toBe('wss://a.example/');
  });
});
