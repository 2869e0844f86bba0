import { expect, it } from 'vitest';
import {
  NavigationGuard,
  type RefusedNavigation,
} from '../../../../../electron/engine/sandbox/requests/navigation-guard';

const document = (url: string) => ({
  url,
  method: 'GET',
  type: 'Document',
  isRedirect: false,
  frameId: 'frame',
  headers: new Map<string, string>(),
});

it('lets nothing load before it has rules', () => {
  expect(new NavigationGuard().judge(document('http://page.test/'))).toMatchObject({
    kind: 'answer',
    answer: { body: expect.stringContaining('the session has not begun') },
  });
});

it('answers a refused document with plain text that can do nothing, and reports it', () => {
  const guard = new NavigationGuard();
  const refused: RefusedNavigation[] = [];
  const reason = 'the host is not in allowed_hosts';
  guard.rules = {
    judge: () => ({ isAllowed: false, host: '<script>', reason }),
    onRefused: (navigation) => refused.push(navigation),
  };
  expect(guard.judge(document('http://x.test/'))).toEqual({
    kind: 'answer',
    answer: {
      status: 403,
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'no-store',
      },
      body: `Airlock: <script> was not opened: ${reason}. Do not retry or work around this.`,
    },
  });
  expect(refused).toEqual([{ url: 'http://x.test/', host: '<script>', reason }]);
});

it('refuses and reports what its rules can not judge', () => {
  const guard = new NavigationGuard();
  const refused: RefusedNavigation[] = [];
  guard.rules = {
    judge: () => {
      throw new Error('no');
    },
    onRefused: (navigation) => refused.push(navigation),
  };
  expect(guard.judge(document('http://x.test/')).kind).toBe('answer');
  guard.noteUnjudged({ url: 'http://y.test/', why: 'the request was not judged' });
  expect(refused).toEqual([
    { url: 'http://x.test/', host: null, reason: 'the address could not be judged' },
    { url: 'http://y.test/', host: null, reason: 'the request was not judged' },
  ]);
});

it('lets a document pass that its rules allow, and reports nothing', () => {
  const guard = new NavigationGuard();
  const refused: RefusedNavigation[] = [];
  const asked: string[] = [];
  guard.rules = {
    judge: (url) => {
      asked.push(url);
      return { isAllowed: true };
    },
    onRefused: (navigation) => refused.push(navigation),
  };
  expect(guard.judge(document('https://app.example.com/'))).toEqual({ kind: 'pass' });
  expect([asked, refused]).toEqual([['https://app.example.com/'], []]);
});

it('reports what the browser itself would not open, and not what a web address came to', () => {
  const guard = new NavigationGuard();
  const refused: RefusedNavigation[] = [];
  guard.rules = {
    judge: () => ({ isAllowed: true }),
    onRefused: (navigation) => refused.push(navigation),
  };
  const addresses = [
    null,
    'http://x.test/',
    'HTTPS://x.test/',
    'file:///etc/passwd',
    'data:text/html,http://x.test/',
  ];
  for (const unreachableUrl of addresses) guard.noteBlocked({ unreachableUrl });
  const reason = 'only pages from http and https addresses are opened';
  expect(refused).toEqual([
    { url: 'file:///etc/passwd', host: null, reason },
    { url: 'data:text/html,http://x.test/', host: null, reason },
  ]);
});

it('speaks of “this address” where the address has no host', () => {
  const guard = new NavigationGuard();
  guard.rules = {
    judge: () => ({ isAllowed: false, host: null, reason: 'it is not an address' }),
    onRefused: () => undefined,
  };
  expect(guard.judge(document('http://'))).toMatchObject({
    answer: {
      body: 'Airlock: this address was not opened: it is not an address. Do not retry or work around this.',
    },
  });
});
