import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/engine/base/clock';
import { BROWSER_USER } from '../../electron/engine/sandbox/container-spec';
import { execStream } from '../../electron/engine/sandbox/exec-stream';
import { createLeakTest } from '../../electron/engine/sandbox/probe/leak-test';
import { type ProbePart, runProbeProgram } from '../../electron/engine/sandbox/probe/probe-program';
import { startWeakContainer, type Weakness } from '../helpers/weak-container';

const runLeakTest = createLeakTest(systemClock);

const LIMIT_MS = 60_000;

/** The ids that leaked in a container with this weakness. */
async function leaksOf(
  weakness: Weakness,
  part: ProbePart['part'] = 'quick',
  user = BROWSER_USER,
): Promise<string[]> {
  const { docker, id, dispose } = await startWeakContainer(weakness);
  try {
    const { findings, isComplete } = await runProbeProgram(docker, id, { part, user, limitMs: LIMIT_MS });
    expect(isComplete).toBe(true);
    return findings.filter(({ outcome }) => outcome === 'leaked').map((finding) => finding.id);
  } finally {
    await dispose();
  }
}

let hostFolder: string;
beforeAll(async () => {
  hostFolder = await mkdtemp(path.join(tmpdir(), 'airlock-host-'));
});
afterAll(() => rm(hostFolder, { recursive: true, force: true }));

describe('the leak test', () => {
  it('finds nothing in a container as it should be', async () => {
    expect(await leaksOf({})).toEqual([]);
  });

  const noticed: readonly [string, () => Weakness, readonly string[]][] = [
    [
      'a network',
      () => ({ host: { NetworkMode: 'bridge' }, spec: { NetworkDisabled: false } }),
      ['net.devices', 'net.routes'],
    ],
    ['a capability', () => ({ host: { CapAdd: ['NET_RAW'] } }), ['priv.capabilities']],
    ['a folder of the host', () => ({ host: { Binds: [`${hostFolder}:/mnt`] } }), ['fs.mounts']],
    [
      'a root that can be written',
      () => ({ host: { ReadonlyRootfs: false } }),
      ['fs.mounts', 'fs.write.var-tmp'],
    ],
    [
      'a device',
      () => ({
        host: {
          Devices: [
            { PathOnHost: '/dev/loop-control', PathInContainer: '/dev/loop-control', CgroupPermissions: 'r' },
          ],
        },
      }),
      ['fs.devices'],
    ],
    ['a tmpfs that programs run from', () => ({ host: { Tmpfs: { '/tmp': 'rw,exec' } } }), ['fs.run']],
    [
      "the engine's socket",
      () => ({ host: { Binds: ['/var/run/docker.sock:/var/run/docker.sock:ro'] } }),
      ['fs.engine-socket'],
    ],
    ['privileges to gain', () => ({ host: { SecurityOpt: [] } }), ['priv.no-new-privileges']],
    [
      'no filter of system calls',
      () => ({ host: { SecurityOpt: ['no-new-privileges:true', 'seccomp=unconfined'] } }),
      ['priv.seccomp', 'sys.keyctl', 'sys.socket-netlink'],
    ],
    ["the host's processes", () => ({ host: { PidMode: 'host' } }), ['kernel.processes']],
    ['core dumps', () => ({ host: { Ulimits: [] } }), ['priv.core-dumps']],
  ];
  it.each(noticed)('notices %s', async (_what, weakness, ids) => {
    expect(await leaksOf(weakness())).toEqual(expect.arrayContaining([...ids]));
  });

  it('notices that it runs as root', async () => {
    expect(await leaksOf({}, 'quick', 0)).toContain('priv.user');
  });

  it('does not pass where anything leaks, and names it', async () => {
    const { docker, id, dispose } = await startWeakContainer({ host: { CapAdd: ['SYS_ADMIN'] } });
    try {
      const { passed, findings } = await runLeakTest(docker, id);
      expect(passed).toBe(false);
      expect(findings).toContainEqual({
        id: 'priv.capabilities',
        tried: 'hold a capability, now or through another program',
        outcome: 'leaked',
        got: 'CapBnd 0000000000200000',
      });
    } finally {
      await dispose();
    }
  });

  it('fails where it can’t be run: no program, no container, cancelled', async () => {
    const { docker, id, dispose } = await startWeakContainer({
      host: { Tmpfs: { '/usr/local/lib/airlock/guest': 'size=1m' } },
    });
    try {
      await expect(runLeakTest(docker, id)).rejects.toMatchObject({ code: 'sandbox-failed' });
      await expect(runLeakTest(docker, id, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    } finally {
      await dispose();
    }
    await expect(runLeakTest(docker, id)).rejects.toMatchObject({ code: 'sandbox-failed' });
  });
});

describe('the whole probe', () => {
  const noticed: readonly [string, Weakness, readonly string[]][] = [
    ['that the host’s resource groups show', { host: { CgroupnsMode: 'host' } }, ['kernel.cgroup-paths']],
    [
      'what an unfiltered namespace root may do',
      { host: { SecurityOpt: ['seccomp=unconfined'] } },
      [
        'sys.unshare-mount.as-root',
        'sys.socket-raw.as-root',
        'sys.keyctl.as-root',
        'sys.io_uring_setup.as-root',
      ],
    ],
  ];
  it.each(noticed)('notices %s', async (_what, weakness, ids) => {
    expect(await leaksOf(weakness, 'full')).toEqual(expect.arrayContaining([...ids]));
  });

  it('notices that nothing is limited: processes, memory, swap, files and their sizes', async () => {
    const unlimited: Weakness = {
      host: {
        PidsLimit: 2000,
        Memory: 4 * 1024 ** 3,
        MemorySwap: 5 * 1024 ** 3,
        Tmpfs: { '/tmp': 'size=1100m,mode=1777' },
        Ulimits: [{ Name: 'nofile', Soft: 20_000, Hard: 20_000 }],
      },
    };
    const expected = ['bomb.processes', 'bomb.memory', 'bomb.swap', 'bomb.files', 'bomb.disk.tmp'];
    expect(await leaksOf(unlimited, 'bombs')).toEqual(expect.arrayContaining(expected));
  });

  it('notices a relay that lets connections through', async () => {
    const { docker, id, dispose } = await startWeakContainer({});
    try {
      const program = `require('net').createServer((socket) => {
        socket.on('data', (data) => socket.write(data[0] === 5 ? Buffer.from([5, 0, 5, 0, 0, 1]) : 'HTTP/1.1 200 OK\\r\\n\\r\\n'));
        socket.on('error', () => {});
      }).listen(3128, '127.0.0.1', () => console.log('open'))`;
      const relay = await execStream(docker, id, { command: ['node', '-e', program], user: 1003 });
      await new Promise((resolve) => relay.once('data', resolve));
      const { findings } = await runProbeProgram(docker, id, {
        part: 'full',
        user: BROWSER_USER,
        limitMs: LIMIT_MS,
      });
      const ways = findings.filter((finding) => finding.id.startsWith('proxy.'));
      expect(ways.length).toBeGreaterThan(25);
      expect(ways.filter(({ outcome }) => outcome !== 'leaked')).toEqual([]);
      relay.destroy();
    } finally {
      await dispose();
    }
  });
});
