import { describe, expect, it } from 'vitest';
import { isDebianLike, missingPackages, parseInstalled } from '../../../scripts/lib/apt.mjs';
import { engineAdvice } from '../../../scripts/lib/docker-engine.mjs';
import { isInstalled } from '../../../scripts/lib/npm-packages.mjs';

describe('Debian packages', () => {
  it('reads what is installed, and not what was removed', () => {
    const output = 'libnss3 installed\nlibgbm1 config-files\nxvfb installed\n\n';
    expect([...parseInstalled(output)]).toEqual(['libnss3', 'xvfb']);
  });

  it('takes any of a package’s names', () => {
    const wanted = [['libasound2', 'libasound2t64'], ['xvfb']];
    expect(missingPackages(wanted, new Set(['libasound2t64']))).toEqual([['xvfb']]);
  });

  it.each([
    ['ID=debian\nVERSION_ID="12"', true],
    ['ID=ubuntu\nID_LIKE=debian', true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"', true],
    ['ID=fedora\nID_LIKE="rhel"', false],
    ['', false],
  ])('recognises %j: %s', (osRelease, expected) => {
    expect(isDebianLike(osRelease)).toBe(expected);
  });
});

describe('npm packages', () => {
  const lock = {
    packages: {
      '': { name: 'airlock' },
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/@esbuild/win32-x64': { version: '0.28.2', optional: true },
    },
  };

  it('are up to date without those for other platforms', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(true);
  });

  it.each([
    ['nothing was installed', undefined],
    ['a version differs', { packages: { 'node_modules/zod': { version: '4.6.6' } } }],
    ['one is missing', { packages: {} }],
    [
      'one is left over',
      { packages: { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/old': { version: '1.0.0' } } },
    ],
  ])('are stale when %s', (_why, installed) => {
    expect(isInstalled(lock, installed)).toBe(false);
  });
});

describe('advice when there is no engine', () => {
  it.each([
    ['linux', {}, true, 'apt-get install -y docker.io iptables'],
    ['linux', {}, false, 'get.docker.com'],
    ['darwin', {}, false, 'brew install --cask docker'],
    ['win32', {}, false, 'winget install Docker.DockerDesktop'],
    ['linux', { DOCKER_HOST: 'tcp://elsewhere' }, true, 'unset DOCKER_HOST'],
  ])('names the commands for %s %j', (platform, env, debianLike, command) => {
    expect(engineAdvice(platform, env, debianLike)).toContain(command);
  });
});
