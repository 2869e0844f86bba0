import type { EngineInfo } from '../../../../electron/engine/sandbox/isolation';

const limits = { MemoryLimit: true, SwapLimit: true, CpuCfsQuota: true, PidsLimit: true };
const runc = {
  'io.containerd.runc.v2': { path: 'runc' },
  'io.containerd.runtime.v1.linux': { path: 'runc' },
  runc: { path: 'runc' },
};

/** Read from Debian's engine (20.10) without any configuration. */
export const plain: EngineInfo = {
  Name: 'vm',
  ServerVersion: '20.10.24+dfsg1',
  OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  DefaultRuntime: 'runc',
  Runtimes: runc,
  SecurityOptions: ['name=seccomp,profile=default'],
  CgroupDriver: 'cgroupfs',
  CgroupVersion: '1',
  ...limits,
};

/** The same engine with two runsc entries. */
export const withGvisor: EngineInfo = {
  ...plain,
  Runtimes: { ...runc, 'runsc-ptrace': { path: '/usr/bin/runsc' }, runsc: { path: '/usr/bin/runsc' } },
};

/** The same engine with `userns-remap`. */
export const remapped: EngineInfo = {
  ...plain,
  SecurityOptions: ['name=seccomp,profile=default', 'name=userns'],
};

/** Read from the same engine started without root: on cgroup v1 it can set no limit. */
export const rootlessV1: EngineInfo = {
  ...plain,
  SecurityOptions: ['name=seccomp,profile=default', 'name=rootless'],
  CgroupDriver: 'none',
  MemoryLimit: false,
  SwapLimit: false,
  CpuCfsQuota: false,
  PidsLimit: false,
};

/** The form of Docker 28 on Ubuntu with Kata as a containerd runtime. */
export const withKata: EngineInfo = {
  Name: 'build-7',
  ServerVersion: '28.2.2',
  OperatingSystem: 'Ubuntu 24.04.2 LTS',
  DefaultRuntime: 'runc',
  Runtimes: {
    'io.containerd.runc.v2': { path: 'runc' },
    runc: { path: 'runc' },
    runsc: { runtimeType: 'io.containerd.runsc.v1' },
    kata: { runtimeType: 'io.containerd.kata.v2' },
  },
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
  CgroupDriver: 'systemd',
  CgroupVersion: '2',
  ...limits,
};

/** The form of Docker Desktop on a Mac. */
export const desktop: EngineInfo = {
  ...withKata,
  Name: 'docker-desktop',
  OperatingSystem: 'Docker Desktop',
  Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, runc: { path: 'runc' } },
  SecurityOptions: ['name=seccomp,profile=unconfined', 'name=cgroupns'],
};
