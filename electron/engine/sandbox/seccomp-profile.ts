import type { IsolationLevel } from './isolation';

type Rule = { readonly names: readonly string[]; readonly action: string; readonly errnoRet?: number };
type Profile = { readonly syscalls: readonly Rule[] };

/**
 * The profile as a runtime needs it. gVisor's filter knows no error but EPERM, and the C library gives up on that for
 * `clone3`, where ENOSYS makes it use `clone`: so gVisor gets the call itself. What it then does, with namespaces too, is
 * done by gVisor's kernel and never reaches the host's.
 */
export function seccompFor(level: IsolationLevel, profile: string): string {
  if (level !== 'gvisor') return profile;
  const { syscalls, ...rest } = JSON.parse(profile) as Profile;
  return JSON.stringify({ ...rest, syscalls: syscalls.map(withoutOwnError) });
}

function withoutOwnError({ errnoRet, ...rule }: Rule): Rule {
  return errnoRet === undefined ? rule : { ...rule, action: 'SCMP_ACT_ALLOW' };
}
