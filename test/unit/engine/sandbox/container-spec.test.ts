import { describe, expect, it } from 'vitest';
import { containerSpec } from '../../../../electron/engine/sandbox/container-spec';

const spec = containerSpec({
  sandboxId: 's1',
  owner: 'o1',
  version: '0.1.0',
  image: 'airlock/sandbox:abc',
  display: { width: 1280, height: 800 },
  seccompProfile: '{"defaultAction":"SCMP_ACT_ERRNO"}',
});

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
      IpcMode: 'private',
      LogConfig: { Type: 'none' },
    });
    expect(
      Object.values(spec.HostConfig?.Tmpfs ?? {}).every((options) => /nosuid,nodev,noexec/.test(options)),
    ).toBe(true);
  });

  it('mounts nothing of the host, publishes nothing and adds nothing', () => {
    const { Binds, Mounts, VolumesFrom, PortBindings, CapAdd, Devices, GroupAdd, ExtraHosts } =
      spec.HostConfig ?? {};
    expect(
      [Binds, Mounts, VolumesFrom, PortBindings, CapAdd, Devices, GroupAdd, ExtraHosts].every(
        (x) => x === undefined,
      ),
    ).toBe(true);
    expect(spec.User).toBe('1002');
  });

  it('is labelled with its session, its version and the console that owns it', () => {
    expect(spec.Labels).toEqual({
      'airlock.sandbox': 's1',
      'airlock.version': '0.1.0',
      'airlock.owner': 'o1',
    });
  });
});
