import { closeSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { isGvisor } from './kernel-identity';
import {
  codeOf,
  held,
  isRefusal,
  judgeWithinGvisor,
  leaked,
  mustBeRefused,
  type Probe,
  type Verdict,
} from './probe';

const ABSENT = ['ENOENT', 'ENXIO', 'ENODEV', 'ENOTDIR', 'EIO'];

/** Reads a little. The engine hides some files behind an empty one: nothing to read is as good as refused. */
function read(id: string, tried: string, path: string, isHarmless = (_text: string) => false): Probe {
  return {
    id: `kernel.read.${id}`,
    tried,
    run: () => {
      try {
        const text = readSome(path);
        if (text === '') return held('it is empty');
        return isHarmless(text)
          ? held('it says nothing of the host')
          : leaked(`${text.length} bytes of ${path}`);
      } catch (error) {
        const code = codeOf(error);
        return isRefusal(code) || ABSENT.includes(code) ? held(code) : leaked(code);
      }
    },
  };
}

function readSome(path: string): string {
  // Without waiting: the kernel's log blocks a reader when there is nothing new.
  const file = openSync(path, 0x800);
  try {
    const buffer = Buffer.alloc(4096);
    return buffer.toString('latin1', 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

/** Opens for writing and writes nothing: opening is what must be refused. */
function write(id: string, tried: string, path: string): Probe {
  return {
    id: `kernel.write.${id}`,
    tried,
    run: () => mustBeRefused(() => closeSync(openSync(path, 'r+')), ABSENT),
  };
}

function list(id: string, tried: string, path: string): Probe {
  return {
    id: `kernel.list.${id}`,
    tried,
    run: (): Verdict => {
      try {
        const names = readdirSync(path);
        return names.length === 0 ? held('it is empty') : leaked(names.slice(0, 5).join(', '));
      } catch (error) {
        const code = codeOf(error);
        return isRefusal(code) || ABSENT.includes(code) ? held(code) : leaked(code);
      }
    },
  };
}

const ownProcesses: Probe = {
  id: 'kernel.processes',
  tried: "see the host's processes",
  run: () => {
    const first = readFileSync('/proc/1/cmdline', 'utf8').split('\0')[0] ?? '';
    const isOwn = /(?:docker-init|tini|catatonit|podman-init|entrypoint\.sh|bash)$/.test(first);
    return isOwn ? held(`process 1 is ${first}`) : leaked(`process 1 is ${first}`);
  },
};

const cgroupPaths: Probe = {
  id: 'kernel.cgroup-paths',
  tried: "read where the host keeps this sandbox's resource group",
  run: () => {
    const paths = readFileSync('/proc/self/cgroup', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(':')[2] ?? '');
    const telling = paths.filter((path) => path !== '/' && path !== '');
    // gVisor has groups of its own and names them like the host's.
    if (telling.length === 0 || isGvisor()) return held('its own root');
    return leaked(telling[0] ?? '');
  },
};

const ownOomScore: Probe = {
  id: 'kernel.oom-score',
  tried: 'be spared before other programs of the host when memory runs out',
  run: () => {
    if (isGvisor()) return held("gVisor's own; the host sees one process");
    // Down to 0, an ordinary program's, is everybody's right.
    return mustBeRefused(() => writeFileSync('/proc/self/oom_score_adj', '-1'));
  },
};

function withinGvisor(probe: Probe): Probe {
  return { ...probe, run: async () => judgeWithinGvisor(await probe.run()) };
}

export const quickKernel: readonly Probe[] = [
  ownProcesses,
  write('core-pattern', 'name a program that the host runs on a crash', '/proc/sys/kernel/core_pattern'),
  write('sysrq', 'command the kernel (sysrq)', '/proc/sysrq-trigger'),
  read('kmsg', "read the kernel's log", '/dev/kmsg'),
];

export const furtherKernel: readonly Probe[] = [
  cgroupPaths,
  ownOomScore,
  read('proc-kmsg', "read the kernel's log in /proc", '/proc/kmsg'),
  read('kcore', "read the kernel's memory", '/proc/kcore'),
  read('mem', "read the machine's memory", '/dev/mem'),
  withinGvisor(
    read('init-environ', "read the environment of the container's first process", '/proc/1/environ'),
  ),
  read('keys', "list the kernel's keys", '/proc/keys'),
  read('timers', "list the host's timers", '/proc/timer_list'),
  read('sched-debug', "list the host's scheduler", '/proc/sched_debug'),
  read('symbols', 'learn kernel addresses', '/proc/kallsyms', (text) => /^0+ /.test(text)),
  read('iomem', 'learn physical addresses', '/proc/iomem', (text) => /^\s*0+-0+ /.test(text)),
  // Its folder may be listed; on real machines what it measures tells of the work of others (PLATYPUS, CVE-2020-8694).
  read(
    'power',
    "measure the machine's power",
    '/sys/devices/virtual/powercap/intel-rapl/intel-rapl:0/energy_uj',
  ),
  read('vmcore', "read another kernel's memory", '/proc/vmcore'),
  read('pages', "learn how the host's memory is laid out", '/proc/pagetypeinfo'),
  write('modprobe', 'name the program that loads modules', '/proc/sys/kernel/modprobe'),
  write('hotplug', 'name the program that handles devices', '/sys/kernel/uevent_helper'),
  write('binfmt', 'register a program for a file type', '/proc/sys/fs/binfmt_misc/register'),
  write('hostname', 'rename the machine in /proc', '/proc/sys/kernel/hostname'),
  write('memory-policy', "change the host's memory policy", '/proc/sys/vm/overcommit_memory'),
  write('forwarding', 'turn packet forwarding on', '/proc/sys/net/ipv4/ip_forward'),
  write(
    'release-agent',
    'have the host run a program when a group empties',
    '/sys/fs/cgroup/memory/release_agent',
  ),
  write('release-agent-rdma', 'the same, in another group', '/sys/fs/cgroup/rdma/release_agent'),
  write('memory-limit', 'raise the memory limit', '/sys/fs/cgroup/memory/memory.limit_in_bytes'),
  write('memory-max', 'raise the memory limit (cgroup v2)', '/sys/fs/cgroup/memory.max'),
  write('pids-max', 'raise the process limit', '/sys/fs/cgroup/pids/pids.max'),
  write('cgroup-procs', 'move a process to another group', '/sys/fs/cgroup/cgroup.procs'),
  write('irq', "steer the host's interrupts", '/proc/irq/default_smp_affinity'),
  write('init-mem', "write the init process's memory", '/proc/1/mem'),
  write('block', 'write a disk', '/dev/vda'),
  list('firmware', 'look into the firmware', '/sys/firmware'),
  list('debug', "look into the kernel's debugging files", '/sys/kernel/debug'),
  list('tracing', "look into the kernel's tracing files", '/sys/kernel/tracing'),
  list('scsi', "list the host's disks", '/proc/scsi'),
  list('acpi', "look into the host's power management", '/proc/acpi'),
];
