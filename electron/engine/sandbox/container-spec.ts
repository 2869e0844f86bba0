import type { ContainerCreateOptions } from 'dockerode';
import type { DisplaySize } from '../../../shared/domain/session';
import type { Isolation } from './isolation';
import { seccompFor } from './seccomp-profile';

/** User ids in the image (assets/sandbox-image): each program is out of the others' reach. */
export const DISPLAY_USER = 1002;
export const BROWSER_USER = 1001;
export const RELAY_USER = 1003;

/** A sandbox's own id: it exists before any session does, and the session's record says which container it got. */
export const SANDBOX_LABEL = 'airlock.sandbox';
const VERSION_LABEL = 'airlock.version';
/** The console that owns a sandbox (console-id.ts), so that two consoles leave each other's alone. */
export const OWNER_LABEL = 'airlock.owner';

const MIB = 1024 * 1024;

/** gVisor keeps several threads of the host for each process inside: an idle browser has 400 of them. */
const MOST_PROCESSES = { runc: 512, kata: 512, gvisor: 4096 } as const;

export type ContainerPlan = {
  readonly sandboxId: string;
  readonly owner: string;
  readonly version: string;
  readonly image: string;
  readonly display: DisplaySize;
  /** The seccomp profile itself: over the API a path means nothing. */
  readonly seccompProfile: string;
  /** Left out: runc, by the engine's default runtime. */
  readonly isolation?: Isolation;
};

type HostConfig = NonNullable<ContainerCreateOptions['HostConfig']> & { readonly CgroupnsMode: 'private' };

const tmpfs = (size: string, extra: string) => `rw,nosuid,nodev,noexec,size=${size},${extra}`;

/**
 * How a sandbox is created: no network, nothing writable but tmpfs, no capability, bounded in every resource. Each line
 * is asserted in test/attack. Reasons: docs/isolation.md.
 */
export function containerSpec(plan: ContainerPlan): ContainerCreateOptions {
  return {
    name: `airlock-${plan.sandboxId}`,
    Image: plan.image,
    User: String(DISPLAY_USER),
    Env: [
      `AIRLOCK_WIDTH=${plan.display.width}`,
      `AIRLOCK_HEIGHT=${plan.display.height}`,
      // A console that dies before it takes the lease leaves nothing behind either.
      'AIRLOCK_LEASE_WAIT_SECONDS=20',
    ],
    Labels: { [SANDBOX_LABEL]: plan.sandboxId, [VERSION_LABEL]: plan.version, [OWNER_LABEL]: plan.owner },
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    OpenStdin: false,
    Tty: false,
    NetworkDisabled: true,
    StopTimeout: 2,
    HostConfig: hostConfig(plan),
  };
}

function hostConfig(plan: ContainerPlan): HostConfig {
  const isolation = plan.isolation ?? { level: 'runc', runtime: null };
  return {
    NetworkMode: 'none',
    PublishAllPorts: false,
    ReadonlyRootfs: true,
    Tmpfs: {
      '/tmp': tmpfs('256m', 'mode=1777'),
      '/run/airlock': tmpfs('4m', `uid=${DISPLAY_USER},mode=0755`),
      '/home/browser': tmpfs('512m', `uid=${BROWSER_USER},mode=0700`),
      '/home/display': tmpfs('16m', `uid=${DISPLAY_USER},mode=0700`),
    },
    CapDrop: ['ALL'],
    Privileged: false,
    SecurityOpt: ['no-new-privileges:true', `seccomp=${seccompFor(isolation.level, plan.seccompProfile)}`],
    Memory: 2048 * MIB,
    MemorySwap: 2048 * MIB,
    NanoCpus: 1_000_000_000,
    PidsLimit: MOST_PROCESSES[isolation.level],
    ShmSize: 256 * MIB,
    Ulimits: [
      { Name: 'nofile', Soft: 4096, Hard: 4096 },
      { Name: 'core', Soft: 0, Hard: 0 },
    ],
    OomScoreAdj: 500,
    IpcMode: 'private',
    // Its own view of the resource groups, on cgroup v1 too; otherwise the host's paths could be read.
    CgroupnsMode: 'private',
    ...(isolation.runtime && { Runtime: isolation.runtime }),
    Init: true,
    AutoRemove: false,
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'none', Config: {} },
  };
}
