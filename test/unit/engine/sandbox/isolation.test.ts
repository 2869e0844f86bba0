import { describe, expect, it } from 'vitest';
import {
  chooseIsolation,
  type EngineInfo,
  readEngineTier,
} from '../../../../electron/engine/sandbox/isolation';
import { desktop, plain, remapped, rootlessV1, withGvisor, withKata } from './engine-infos';

const withRuntimes = (
  Runtimes: NonNullable<EngineInfo['Runtimes']>,
  DefaultRuntime = 'runc',
): EngineInfo => ({
  ...plain,
  DefaultRuntime,
  Runtimes,
});

describe('the isolation of a new sandbox', () => {
  it('is not gVisor because a runtime is called so', () => {
    const info = withRuntimes({ runc: { path: 'runc' }, runsc: { path: '/usr/bin/runc' } });
    expect(chooseIsolation(info, 'any')).toEqual({ level: 'runc', runtime: null });
    expect(() => chooseIsolation(info, 'gvisor')).toThrow(/offers no gVisor runtime/);
  });

  it('is never a runtime of unknown make, even as the engine’s default', () => {
    const info = withRuntimes(
      { nvidia: { path: 'nvidia-container-runtime' }, runc: { path: 'runc' } },
      'nvidia',
    );
    expect(chooseIsolation(info, 'any')).toEqual({ level: 'runc', runtime: 'runc' });
    expect(readEngineTier(withRuntimes({ nvidia: { path: 'nvidia-container-runtime' } })).levels).toEqual([]);
  });

  it('is the strongest that the engine offers', () => {
    expect(chooseIsolation(plain, 'any')).toEqual({ level: 'runc', runtime: null });
    expect(chooseIsolation(withGvisor, 'any')).toEqual({ level: 'gvisor', runtime: 'runsc' });
    expect(chooseIsolation(withKata, 'any')).toEqual({ level: 'kata', runtime: 'kata' });
  });

  it('is what the policy requires, whatever was preferred', () => {
    expect(chooseIsolation(withKata, 'gvisor')).toEqual({ level: 'gvisor', runtime: 'runsc' });
    expect(chooseIsolation(withKata, 'gvisor', 'runc')).toEqual({ level: 'gvisor', runtime: 'runsc' });
  });

  it('is exactly what was preferred where the policy leaves it open', () => {
    expect(chooseIsolation(withGvisor, 'any', 'runc')).toEqual({ level: 'runc', runtime: null });
    expect(() => chooseIsolation(plain, 'any', 'gvisor')).toThrow(/no gVisor/);
  });

  it('names no runtime when it is the engine’s default', () => {
    expect(chooseIsolation({ ...withGvisor, DefaultRuntime: 'runsc' }, 'any').runtime).toBeNull();
    expect(chooseIsolation({ ...withGvisor, DefaultRuntime: 'runsc' }, 'any', 'runc').runtime).toBe('runc');
  });

  it('knows a runtime by its program, its type or, failing both, its name', () => {
    expect(chooseIsolation(withRuntimes({ secure: { path: '/opt/gvisor/runsc' } }), 'any').runtime).toBe(
      'secure',
    );
    expect(
      chooseIsolation(withRuntimes({ a: { runtimeType: 'io.containerd.kata-qemu.v2' } }), 'kata').runtime,
    ).toBe('a');
    expect(chooseIsolation(withRuntimes({ 'kata-fc': {} }), 'kata').runtime).toBe('kata-fc');
    expect(chooseIsolation(withRuntimes({ crun: { path: '/usr/bin/crun' } }, 'crun'), 'any').level).toBe(
      'runc',
    );
  });

  it('fails on an engine that reports no runtime', () => {
    expect(() => chooseIsolation({}, 'any')).toThrow(/offers: none/);
  });
});

describe('a missing isolation', () => {
  const refusal = (info: EngineInfo, required: 'gvisor' | 'kata') => {
    try {
      chooseIsolation(info, required);
    } catch (error) {
      return error as Error & { code: string };
    }
    throw new Error('it was not refused');
  };

  it('says on which engine it is missing and the lines that register it', () => {
    const { code, message } = refusal(plain, 'gvisor');
    expect(code).toBe('sandbox-failed');
    expect(message.split('\n')).toEqual([
      'The container engine on vm (20.10.24+dfsg1) offers no gVisor runtime; it offers: runc.',
      'To register it, on the machine of the engine: apt-get install runsc',
      'Then add to /etc/docker/daemon.json:',
      '{ "runtimes": { "runsc": { "path": "/usr/bin/runsc", "runtimeArgs": ["--platform=ptrace", "--network=none", "--oci-seccomp"] } } }',
      'and restart the engine: systemctl restart docker',
    ]);
  });

  it('names systrap where the distribution’s runsc has it', () => {
    expect(refusal(desktop, 'gvisor').message).toContain('--platform=systrap');
  });

  it('names the rootless engine’s own file', () => {
    expect(refusal(rootlessV1, 'kata').message).toMatch(
      /~\/\.config\/docker\/daemon\.json[\s\S]*--user restart/,
    );
  });
});

describe('what an engine adds', () => {
  it('is only what it reports', () => {
    const nothing = {
      levels: [],
      isRootless: false,
      isUserRemapped: false,
      isDesktopVm: false,
      accessControl: 'none',
      hasSeccomp: false,
      cgroupVersion: null,
      missingLimits: [],
    };
    expect(readEngineTier({})).toEqual(nothing);
    expect(readEngineTier({ SecurityOptions: null })).toEqual(nothing);
    const hostileNames = { SecurityOptions: ['name=seccomp,profile=rootless', 'rootless-not', 'name=users'] };
    expect(readEngineTier(hostileNames)).toEqual({ ...nothing, hasSeccomp: true });
  });

  it('is read from the engine’s options', () => {
    expect(readEngineTier(remapped)).toMatchObject({
      isUserRemapped: true,
      isRootless: false,
      hasSeccomp: true,
    });
    expect(readEngineTier(withKata)).toMatchObject({
      levels: ['kata', 'gvisor', 'runc'],
      accessControl: 'apparmor',
      cgroupVersion: 2,
      missingLimits: [],
    });
    expect(readEngineTier(desktop)).toMatchObject({ isDesktopVm: true, levels: ['runc'] });
  });

  it('lacks every limit on a rootless engine with cgroup v1', () => {
    const { isRootless, missingLimits } = readEngineTier(rootlessV1);
    expect([isRootless, missingLimits]).toEqual([true, ['memory', 'swap', 'cpu', 'processes']]);
    expect(readEngineTier({ ...plain, SwapLimit: false }).missingLimits).toEqual(['swap']);
  });
});
