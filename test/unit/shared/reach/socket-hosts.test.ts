import { expect, it } from 'vitest';
import { readSocketHosts } from '../../../../shared/reach/socket-hosts';

it.each([
  '',
  ' ',
  '*.',
  '*.*',
  '**',
  'https://app.example.com',
  'app.example.com/socket',
  'app example.com',
  'app.example.com:',
  'app.example.com:0',
  'app.example.com:70000',
  'a:1:2',
  '[::1]',
  '*.127.0.0.1',
  'ex\u202eample.com/',
  'user@example.com',
])('%j is none', (text) => {
  expect(readSocketHosts(text)).toBeNull();
});

it.each([
  ['*', { host: null, isBelow: false, port: null }],
  ['App.Example.com.', { host: 'app.example.com', isBelow: false, port: null }],
  ['*.example.com', { host: 'example.com', isBelow: true, port: null }],
  ['app.example.com:8443', { host: 'app.example.com', isBelow: false, port: 8443 }],
  ['münchen.example', { host: 'xn--mnchen-3ya.example', isBelow: false, port: null }],
])('%s is read', (text, hosts) => {
  expect(readSocketHosts(text)).toEqual(hosts);
});
