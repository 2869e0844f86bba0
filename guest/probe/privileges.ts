import { readFileSync } from 'node:fs';
import { isGvisor, isUnfilteredGvisor, statusField } from './kernel-identity';
import { held, leaked, notRun, type Probe } from './probe';

const CAPABILITY_SETS = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'];

export const quickPrivileges: readonly Probe[] = [
  {
    id: 'priv.user',
    tried: 'be root',
    run: () => (process.getuid?.() === 0 ? leaked('root') : held(`user ${process.getuid?.()}`)),
  },
  {
    id: 'priv.capabilities',
    tried: 'hold a capability, now or through another program',
    run: () => {
      const some = CAPABILITY_SETS.filter((set) => /[^0]/.test(statusField(set)));
      return some.length === 0
        ? held('none')
        : leaked(some.map((set) => `${set} ${statusField(set)}`).join(', '));
    },
  },
  {
    id: 'priv.no-new-privileges',
    tried: 'gain privileges by starting a program',
    run: () => {
      const flag = statusField('NoNewPrivs');
      if (flag === '1') return held('the kernel gives none');
      // gVisor holds to it and does not tell.
      return flag === '' && isGvisor() ? notRun('gVisor does not tell') : leaked(`NoNewPrivs ${flag}`);
    },
  },
  {
    id: 'priv.seccomp',
    tried: 'make system calls without a filter',
    run: () => {
      const mode = statusField('Seccomp');
      if (mode === '2') return held('a filter is on');
      return isUnfilteredGvisor()
        ? notRun("gVisor's own kernel takes the calls, unfiltered")
        : leaked(`Seccomp ${mode}`);
    },
  },
  {
    id: 'priv.core-dumps',
    tried: 'write a core dump',
    run: () => {
      if (isGvisor()) return notRun('gVisor does not tell');
      const limits = readFileSync('/proc/self/limits', 'utf8');
      const [, hard = ''] = /^Max core file size\s+\S+\s+(\S+)/m.exec(limits) ?? [];
      return hard === '0' ? held('none are written') : leaked(`up to ${hard} bytes`);
    },
  },
];
