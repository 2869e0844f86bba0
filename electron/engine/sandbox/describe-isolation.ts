import type { CheckUpItem } from '../../../shared/domain/check-up';
import { ISOLATION_NAMES } from '../../../shared/domain/isolation';
import { chooseIsolation, type EngineInfo, type EngineTier, readEngineTier } from './isolation';

/** What a sandbox gets on an engine, what the engine adds or lacks, and what to do about it: for the check-up. */
export function describeIsolation(info: EngineInfo): Pick<CheckUpItem, 'state' | 'found' | 'remedy'> {
  const tier = readEngineTier(info);
  if (tier.levels.length === 0) {
    const remedy =
      "Repair the engine's installation: it reports no container runtime that this console knows.";
    return { state: 'missing', found: 'The engine has no runtime for a sandbox.', remedy };
  }
  if (!tier.hasSeccomp) {
    const remedy =
      'Use an engine on a kernel with seccomp (CONFIG_SECCOMP_FILTER): no sandbox starts without it.';
    return { state: 'missing', found: 'The engine does not support seccomp.', remedy };
  }
  const { level } = chooseIsolation(info, 'any');
  const found = `${ISOLATION_NAMES[level]}: ${kernelOf(level, tier)}. ${additions(tier).join(', ')}.`;
  if (tier.missingLimits.length === 0) return { state: 'ok', found, remedy: '' };
  return {
    state: 'warning',
    found: `${found} Not limited here: ${tier.missingLimits.join(', ')}.`,
    remedy: tier.isRootless
      ? 'A rootless engine limits resources only with cgroup v2 and systemd. Until then a sandbox can use up the machine.'
      : 'Turn these cgroup controllers on in the kernel of the engine. Until then a sandbox can use up the machine.',
  };
}

function kernelOf(level: keyof typeof ISOLATION_NAMES, tier: EngineTier): string {
  if (level === 'kata') return 'a virtual machine with its own kernel';
  if (level === 'gvisor') return 'its own kernel in user space';
  if (tier.isDesktopVm) return "the kernel of Docker Desktop's virtual machine";
  return "the kernel of the engine's machine, shared";
}

function additions(tier: EngineTier): readonly string[] {
  return [
    'Our seccomp profile',
    'no network',
    'no capabilities',
    ...(tier.isRootless ? ['engine without root'] : []),
    ...(tier.isUserRemapped ? ['users remapped'] : []),
    ...(tier.accessControl === 'apparmor' ? ['AppArmor'] : []),
    ...(tier.accessControl === 'selinux' ? ['SELinux'] : []),
    ...(tier.cgroupVersion === null ? [] : [`cgroup v${tier.cgroupVersion}`]),
  ];
}
