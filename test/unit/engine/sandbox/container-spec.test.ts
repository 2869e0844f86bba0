import { describe, expect, it } from 'vitest';
import { containerSpec } from '../../../../electron/engine/sandbox/container-spec';
import type { Isolation } from '../../../../electron/engine/sandbox/isolation';

const plan = {
  sandboxId: 's1',
  owner: 'o1',
  version: '0.1.0',
  image: 'airlock/sandbox:abc',
  display: { width: 1280, height: 800 },
  seccompProfile: '{"defaultAction":"SCMP_ACT_ERRNO"}',
};
const spec = containerSpec(plan);

describe('the container of a sandbox', () => {
  it('has no network, no capability, nothing writable and bounded resources', () => {
    expect(spec.HostConfig).toMatchObject({
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      Privileged: false,
      SecurityOpt: ['no-new-privileges:true', 'seccomp={"defaultAction":"SCMP_ACT_ERRNO"}'],
      Memory: 2 * 1024 ** 3,
      MemorySwap: 2 * 1024 ** 3,
      NanoCpus: 1e9,
      PidsLimit: 512,
      Init: true,
      ShmSize: 256 * 1024 ** 2,
      OomScoreAdj: 500,
      IpcMode: 'private',
      CgroupnsMode: 'private',
      PublishAllPorts: false,
      AutoRemove: false,
      RestartPolicy: { Name: 'no' },
      LogConfig: { Type: 'none' },
    });
    expect(
      Object.values(spec.HostConfig?.Tmpfs ?? {}).every((options) => /nosuid,nodev,noexec/.test(options)),
    ).toBe(true);
  });

  it('limits open files and writes no core dump', () => {
    expect(spec.HostConfig?.Ulimits).toEqual([
      { Name: 'nofile', Soft: 4096, Hard: 4096 },
      { Name: 'core', Soft: 0, Hard: 0 },
    ]);
  });

  it('gives each user a place of its own to write in, bounded and not executable', () => {
    const places = Object.entries(spec.HostConfig?.Tmpfs ?? {});
    expect(places.map(([place]) => place)).toEqual([
      '/tmp',
      '/run/airlock',
      '/home/browser',
      '/home/display',
    ]);
    for (const [, options] of places) expect(options).toMatch(/^rw,nosuid,nodev,noexec,size=\d+m,/);
  });

  it('mounts nothing of the host, publishes nothing, adds nothing and shares no namespace', () => {
    const absent = [
      'Binds',
      'Mounts',
      'VolumesFrom',
      'PortBindings',
      'Dns',
      'DnsOptions',
      'DnsSearch',
      'ExtraHosts',
      'Links',
      'CapAdd',
      'Devices',
      'DeviceRequests',
      'DeviceCgroupRules',
      'GroupAdd',
      'Sysctls',
      'PidMode',
      'UTSMode',
      'UsernsMode',
      'CgroupParent',
      'MaskedPaths',
      'ReadonlyPaths',
      'OomKillDisable',
    ];
    expect(Object.keys(spec.HostConfig ?? {}).filter((name) => absent.includes(name))).toEqual([]);
    expect([spec.Volumes, spec.ExposedPorts, spec.User]).toEqual([undefined, undefined, '1002']);
  });

  it('names a runtime only when it is not the engine’s default', () => {
    const under = (isolation: Isolation) => containerSpec({ ...plan, isolation }).HostConfig;
    expect(under({ level: 'kata', runtime: 'kata-fc' })?.Runtime).toBe('kata-fc');
    expect(under({ level: 'runc', runtime: null })).not.toHaveProperty('Runtime');
    expect(spec.HostConfig).not.toHaveProperty('Runtime');
  });

  it('leaves gVisor room for its own threads, and a filter that it understands', () => {
    const profile = {
      defaultAction: 'SCMP_ACT_ERRNO',
      syscalls: [
        { names: ['poll', 'pselect6'], action: 'SCMP_ACT_ALLOW' },
        { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 },
      ],
    };
    const gvisor = { level: 'gvisor', runtime: 'runsc' } as const;
    const { HostConfig } = containerSpec({
      ...plan,
      isolation: gvisor,
      seccompProfile: JSON.stringify(profile),
    });
    expect(HostConfig?.PidsLimit).toBe(4096);
    const [, filter = ''] = HostConfig?.SecurityOpt ?? [];
    expect(JSON.parse(filter.replace('seccomp=', ''))).toEqual({
      defaultAction: 'SCMP_ACT_ERRNO',
      syscalls: [
        { names: ['poll', 'pselect6', 'pselect'], action: 'SCMP_ACT_ALLOW' },
        { names: ['clone3'], action: 'SCMP_ACT_ALLOW' },
      ],
    });
  });

  it('is labelled with its session, its version and the console that owns it', () => {
    expect(spec.Labels).toEqual({
      'airlock.sandbox': 's1',
      'airlock.version': '0.1.0',
      'airlock.owner': 'o1',
    });
  });
});
