import { expect, it } from 'vitest';
import { wantedLine } from '../../../../../renderer/features/new-run/wanted-line';

it.each([
  ['https://example.com/a?b', { host: 'example.com', port: 443 }],
  ['http://example.com', { host: 'example.com', port: 80 }],
  ['wss://example.com:8443/x', { host: 'example.com', port: 8443 }],
  ['https://me@EXAMPLE.com', { host: 'example.com', port: 443 }],
  ['example.com', { host: 'example.com', port: 443 }],
  ['example.com:8443', { host: 'example.com', port: '8443' }],
  ['example.com:0443', { host: 'example.com', port: '0443' }],
  ['example.com:443:80', { host: 'example.com', port: '443:80' }],
  ['[::1]:443', { host: '[::1]', port: '443' }],
  ['[::1]', { host: '[::1]', port: 443 }],
  ['javascript://x', { host: 'javascript', port: '//x' }],
])('asks the broker for %s as it would be connected', (text, line) => {
  expect(wantedLine(text)).toEqual(line);
});

it('asks nothing while nothing is typed', () => {
  expect(wantedLine('  ')).toBeNull();
});
