import type { IsolationLevel } from '../../../shared/domain/isolation';

type Rule = { readonly names: readonly string[]; readonly action: string; readonly errnoRet?: number };
type Profile = { readonly syscalls: readonly Rule[] };

/** System calls that gVisor's filter knows by another name; it passes over a name it does not know. */
const GVISOR_NAMES: Readonly<Record<string, string>> = { pselect6: 'pselect' };

/**
 * The profile as a runtime needs it. gVisor, registered with `--oci-seccomp`, applies it inside its own kernel, with two
 * differences. Its filter knows no error but EPERM, and the C library gives up on that for `clone3`, where ENOSYS makes
 * it use `clone`: so gVisor gets the call itself, and what it does with it never reaches the host's kernel.
 */
export function seccompFor(level: IsolationLevel, profile: string): string {
  if (level !== 'gvisor') return profile;
  const { syscalls, ...rest } = JSON.parse(profile) as Profile;
  return JSON.stringify({ ...rest, syscalls: syscalls.map(asGvisorReadsIt) });
}

function asGvisorReadsIt({ errnoRet, names, ...rule }: Rule): Rule {
  const action = errnoRet === undefined ? rule.action : 'SCMP_ACT_ALLOW';
  const further = names.flatMap((name) => GVISOR_NAMES[name] ?? []);
  return { ...rule, names: [...names, ...further], action };
}
