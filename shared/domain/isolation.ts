/** How the window, messages and documents call what stands between a sandbox and the host's kernel. */
export const ISOLATION_NAMES = { kata: 'Kata Containers', gvisor: 'gVisor', runc: 'runc' } as const;

/**
 * `kata`: a virtual machine. `gvisor`: a kernel of its own in user space. `runc`: the host's kernel behind namespaces and
 * the seccomp profile.
 */
export type IsolationLevel = keyof typeof ISOLATION_NAMES;
