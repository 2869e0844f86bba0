import { AirlockError } from '../../../shared/airlock-error';
import { ISOLATION_NAMES, type IsolationLevel } from '../../../shared/domain/isolation';
import type { Policy } from '../../../shared/domain/policy';

/** What a sandbox is created with. `runtime` is the engine's name for it; null is the engine's default. */
export type Isolation = { readonly level: IsolationLevel; readonly runtime: string | null };

/** The part of the engine's `GET /info` that isolation depends on. Older engines and other makes leave out some. */
export type EngineInfo = {
  readonly Name?: string;
  readonly ServerVersion?: string;
  readonly OperatingSystem?: string;
  readonly DefaultRuntime?: string;
  readonly Runtimes?: Readonly<Record<string, { readonly path?: string; readonly runtimeType?: string }>>;
  readonly SecurityOptions?: readonly string[] | null;
  readonly CgroupDriver?: string;
  readonly CgroupVersion?: string;
  readonly MemoryLimit?: boolean;
  readonly SwapLimit?: boolean;
  readonly CpuCfsQuota?: boolean;
  readonly PidsLimit?: boolean;
};

export type ResourceLimit = 'memory' | 'swap' | 'cpu' | 'processes';

/** What the engine itself puts around every container, beside the runtime. Only what it reports is claimed. */
export type EngineTier = {
  readonly levels: readonly IsolationLevel[];
  readonly isRootless: boolean;
  readonly isUserRemapped: boolean;
  readonly isDesktopVm: boolean;
  readonly accessControl: 'apparmor' | 'selinux' | 'none';
  readonly hasSeccomp: boolean;
  readonly cgroupVersion: 1 | 2 | null;
  /** Limits of a sandbox that this engine can't enforce: bombs in it would be felt outside. */
  readonly missingLimits: readonly ResourceLimit[];
};

const STRONGEST_FIRST: readonly IsolationLevel[] = ['kata', 'gvisor', 'runc'];
const CGROUP_VERSIONS: Readonly<Record<string, 1 | 2>> = { '1': 1, '2': 2 };

/** Reads what an engine offers from its own words. */
export function readEngineTier(info: EngineInfo): EngineTier {
  const options = (info.SecurityOptions ?? []).map((option) => option.replace(/^name=/, '').split(',')[0]);
  const has = (name: string) => options.includes(name);
  return {
    levels: STRONGEST_FIRST.filter((level) => runtimesOf(info, level).length > 0),
    isRootless: has('rootless'),
    isUserRemapped: has('userns'),
    isDesktopVm: info.OperatingSystem === 'Docker Desktop',
    accessControl: (['apparmor', 'selinux'] as const).find(has) ?? 'none',
    hasSeccomp: has('seccomp'),
    cgroupVersion: CGROUP_VERSIONS[info.CgroupVersion ?? ''] ?? null,
    missingLimits: missingLimits(info),
  };
}

/**
 * The isolation for a new sandbox: what the policy requires, else the strongest there is. `preferred` asks for exactly
 * that level where the policy leaves it open. Throws `sandbox-failed` with the way to register what is missing.
 */
export function chooseIsolation(
  info: EngineInfo,
  required: Policy['isolation'],
  preferred?: IsolationLevel,
): Isolation {
  const wanted = required === 'any' ? preferred : required;
  const candidates = wanted === undefined ? STRONGEST_FIRST : [wanted];
  for (const level of candidates) {
    const [runtime] = runtimesOf(info, level);
    if (runtime !== undefined) return { level, runtime: runtime === info.DefaultRuntime ? null : runtime };
  }
  throw new AirlockError('sandbox-failed', explainMissing(info, wanted ?? 'runc'));
}

/** Names of the engine's runtimes of one level, the best to take first: its default, then the shortest name. */
function runtimesOf(info: EngineInfo, level: IsolationLevel): readonly string[] {
  const names = Object.keys(info.Runtimes ?? {}).filter((name) => levelOf(info, name) === level);
  const rank = (name: string) => (name === info.DefaultRuntime ? 0 : name.length);
  return names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** A runtime is what its program is; its name counts only where the engine names no program. Null: none we know. */
function levelOf(info: EngineInfo, name: string): IsolationLevel | null {
  const { path, runtimeType } = info.Runtimes?.[name] ?? {};
  const program = (path || runtimeType || name).split('/').at(-1) ?? '';
  const [, family = ''] =
    /^(?:io\.containerd\.|containerd-shim-)?(kata|runsc|runc|crun|youki)/.exec(program) ?? [];
  if (family === 'kata') return 'kata';
  if (family === 'runsc') return 'gvisor';
  return family === '' ? null : 'runc';
}

function missingLimits(info: EngineInfo): readonly ResourceLimit[] {
  const enforced = {
    memory: info.MemoryLimit,
    swap: info.SwapLimit,
    cpu: info.CpuCfsQuota,
    processes: info.PidsLimit,
  };
  const all = Object.keys(enforced) as ResourceLimit[];
  // A rootless engine on cgroup v1 has no cgroup driver at all, whatever it says of single limits.
  if (info.CgroupDriver === 'none') return all;
  return all.filter((limit) => enforced[limit] === false);
}

function explainMissing(info: EngineInfo, level: IsolationLevel): string {
  const { levels, isRootless } = readEngineTier(info);
  const engine = `The container engine on ${info.Name ?? 'this machine'} (${info.ServerVersion ?? 'version unknown'})`;
  const there = levels.map((name) => ISOLATION_NAMES[name]).join(', ') || 'none';
  const missing = `${engine} offers no ${ISOLATION_NAMES[level]} runtime; it offers: ${there}.`;
  if (level === 'runc') return `${missing} Its Runtimes list is empty: repair its installation.`;
  const file = isRootless ? '~/.config/docker/daemon.json' : '/etc/docker/daemon.json';
  const restart = isRootless ? 'systemctl --user restart docker' : 'systemctl restart docker';
  const [install, entry] = level === 'gvisor' ? registerGvisor(info) : registerKata();
  return [
    missing,
    `To register it, on the machine of the engine: ${install}`,
    `Then add to ${file}:`,
    `{ "runtimes": { ${entry} } }`,
    `and restart the engine: ${restart}`,
  ].join('\n');
}

function registerGvisor({ OperatingSystem = '' }: EngineInfo): readonly [string, string] {
  // The runsc of Debian 12 is older than the systrap platform.
  const platform = /Debian.*\b12\b/.test(OperatingSystem) ? 'ptrace' : 'systrap';
  const install = /debian|ubuntu/i.test(OperatingSystem)
    ? 'apt-get install runsc'
    : 'install runsc (gvisor.dev/docs/user_guide/install)';
  const args = `"--platform=${platform}", "--network=none", "--oci-seccomp"`;
  return [install, `"runsc": { "path": "/usr/bin/runsc", "runtimeArgs": [${args}] }`];
}

function registerKata(): readonly [string, string] {
  return [
    'install Kata Containers (katacontainers.io); Docker 23 or later is needed.',
    '"kata": { "runtimeType": "io.containerd.kata.v2" }',
  ];
}
