import { expect, it } from 'vitest';
import { readExemptions } from '../../../../../electron/engine/egress/reaching/no-proxy';

it.each([
  // What can't be read, or names something else.
  ['', 'a.example.com', 443],
  [',, ,', 'a.example.com', 443],
  ['.', 'a.example.com', 443],
  ['*.', 'a.example.com', 443],
  ['https://a.example.com', 'a.example.com', 443],
  ['a.example.com:', 'a.example.com', 443],
  ['a.example.com:https', 'a.example.com', 443],
  ['a.example.com:443:8443', 'a.example.com', 443],
  ['a.example.com:8443', 'a.example.com', 443],
  ['xa.example.com', 'a.example.com', 443],
  ['ample.com', 'a.example.com', 443],
  // The end of an address is no name above it.
  ['1', '10.0.0.1', 443],
  ['0.1', '10.0.0.1', 443],
  ['.0.0.1', '10.0.0.1', 443],
  ['10.0.0.0/8', '10.0.0.1', 443],
  ['::1', '::2', 443],
  ['[::1]:8443', '::1', 443],
  ['[::1', '::1', 443],
])('NO_PROXY=%j leaves %s on port %i to the proxy', (list, host, port) => {
  expect(readExemptions(list)(host, port)).toBe(false);
});

it.each([
  ['*', 'a.example.com', 443],
  ['*:443', 'a.example.com', 443],
  ['example.com', 'a.example.com', 443],
  ['example.com.', 'a.example.com', 443],
  ['Example.COM', 'a.example.com', 443],
  ['.example.com', 'a.example.com', 443],
  ['*.example.com', 'a.example.com', 443],
  ['a.example.com:443', 'a.example.com', 443],
  ['other.test, example.com', 'a.example.com', 443],
  ['other.test example.com', 'a.example.com', 443],
  ['10.0.0.1', '10.0.0.1', 443],
  ['10.0.0.1:443', '10.0.0.1', 443],
  ['*', '10.0.0.1', 443],
  ['::1', '::1', 443],
  ['[::1]', '[::1]', 443],
  ['[::1]:443', '::1', 443],
  ['2001:DB8::0:1', '2001:db8::1', 443],
])('NO_PROXY=%j exempts %s on port %i', (list, host, port) => {
  expect(readExemptions(list)(host, port)).toBe(true);
});
