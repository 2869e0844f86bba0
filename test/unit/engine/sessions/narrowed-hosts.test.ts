import { expect, it } from 'vitest';
import { NarrowedHosts } from '../../../../electron/engine/sessions/narrowed-hosts';

it('any destination may be reached while nothing narrows them', () => {
  const hosts = new NarrowedHosts();
  expect([hosts.isNarrow, hosts.permits('a.test:443')]).toEqual([false, true]);
});

it('of several that narrow them each has to permit it, until it lets go', () => {
  const hosts = new NarrowedHosts();
  const first = hosts.narrow(['a.test:443', 'cdn.test:443']);
  const second = hosts.narrow(['a.test:443']);
  const permitted = () =>
    ['a.test:443', 'cdn.test:443', 'a.test:80', 'evil.test:443'].filter((one) => hosts.permits(one));
  expect(permitted()).toEqual(['a.test:443']);
  second();
  expect(permitted()).toEqual(['a.test:443', 'cdn.test:443']);
  first();
  expect([hosts.isNarrow, permitted().length]).toEqual([false, 4]);
});

it('a narrowing to nothing permits nothing', () => {
  const hosts = new NarrowedHosts();
  hosts.narrow([]);
  expect(hosts.permits('a.test:443')).toBe(false);
});
