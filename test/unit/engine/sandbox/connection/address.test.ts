import { expect, it } from 'vitest';
import { isLoopback, parseEngineAddress } from '../../../../../electron/engine/sandbox/connection/address';

const HOSTILE = [
  'ssh://-oProxyCommand=id/',
  'ssh://-oProxyCommand=id@host',
  'ssh://user@-oProxyCommand=id',
  'ssh://user:password@host',
  'ssh://us er@host',
  'ssh://user@ho st',
  'ssh://user@host;id',
  'ssh://user@host$(id)',
  'ssh://user@host/path',
  'ssh://user@host?x=1',
  'ssh://user@host#x',
  'ssh://user%2dx@host',
  'ssh://user@host\n-oProxyCommand=id',
  'ssh://',
  'SSH://host',
  'tcp://user@host:2376',
  'tcp://host:2376/prefix',
  'tcp://host:99999',
  'unix://relative/path',
  'unix://',
  'unix:///with\0nul',
  'file:///var/run/docker.sock',
  'gopher://host',
  'host',
  '',
];

it.each(HOSTILE)('refuses %j', (text) => {
  expect(() => parseEngineAddress(text)).toThrow(/is not an address of an engine/);
});

it.each([
  ['unix:///var/run/docker.sock', { kind: 'local', path: '/var/run/docker.sock' }],
  ['npipe:////./pipe/docker_engine', { kind: 'local', path: '//./pipe/docker_engine' }],
  ['tcp://10.0.0.5:2376', { kind: 'tcp', host: '10.0.0.5', port: 2376, isTls: true }],
  ['tcp://[fd00::5]:2375', { kind: 'tcp', host: 'fd00::5', port: 2375, isTls: false }],
  ['https://host', { kind: 'tcp', host: 'host', port: null, isTls: true }],
  ['ssh://ada@build.example.com:2222', { kind: 'ssh', user: 'ada', host: 'build.example.com', port: 2222 }],
  ['ssh://host_alias', { kind: 'ssh', user: null, host: 'host_alias', port: null }],
])('reads %s', (text, address) => {
  expect(parseEngineAddress(text)).toEqual(address);
});

it.each(['127.0.0.1.example.com', '128.0.0.1', 'localhost.example.com', '0.0.0.0', '127.evil'])(
  'does not take %s for this machine',
  (host) => expect(isLoopback(host)).toBe(false),
);
