import { execFile } from 'node:child_process';
import { isUnfilteredGvisor } from './kernel-identity';
import { errnoName, held, isRefusal, leaked, notRun, type Probe, type Verdict } from './probe';

/** A system call: its numbers on x86_64 and arm64 (null: not there), and arguments for which it would work. */
type Call = {
  readonly id: string;
  readonly tried: string;
  readonly numbers: readonly [number, number | null];
  readonly args: readonly (number | string)[];
};

/** A zeroed buffer for the kernel to read or write. */
const BUFFER = '\0'.repeat(256);
const NEW_USER_AND_NETWORK = 0x50000000;
const UNSHARE: Call['numbers'] = [272, 97];

const call = (name: string, tried: string, numbers: Call['numbers'], args: Call['args']): Call => ({
  id: `sys.${name}`,
  tried,
  numbers,
  args,
});

const unshare = (name: string, flag: number) =>
  call(`unshare-${name}`, `make a new namespace: ${name}`, UNSHARE, [flag]);

const socket = (name: string, args: readonly [number, number, number]) =>
  call(`socket-${name}`, `open a socket of another kind: ${name}`, [41, 198], args);

const watched: readonly Call[] = [
  call('mount', 'mount a file system', [165, 40], ['none', '/tmp', 'tmpfs', 0, 0]),
  call('ptrace', 'trace another process', [101, 117], [16, 1, 0, 0]),
  call('bpf', 'load a BPF program', [321, 280], [0, BUFFER, 128]),
  call('keyctl', "reach the kernel's key rings", [250, 219], [0, -3, 1]),
  call('userfaultfd', 'handle page faults (userfaultfd)', [323, 282], [1]),
  call('io_uring_setup', 'set up an io_uring', [425, 425], [1, BUFFER]),
  call('perf_event_open', 'watch performance events', [298, 241], [BUFFER, 0, -1, -1, 0]),
  unshare('mount', 0x00020000),
  socket('raw', [2, 3, 1]),
  socket('packet', [17, 3, 0]),
  socket('netlink', [16, 3, 0]),
  socket('vsock', [40, 1, 0]),
];

const further: readonly Call[] = [
  call('umount2', 'unmount a file system', [166, 39], ['/tmp', 2]),
  call('pivot_root', 'change the root of the file system', [155, 41], ['/tmp', '/tmp']),
  call('fsopen', 'open a file system by the new mount calls', [430, 430], ['tmpfs', 0]),
  call('open_tree', 'clone a mount', [428, 428], [-100, '/', 1]),
  call('mount_setattr', 'change how something is mounted', [442, 442], [-100, '/', 0, BUFFER, 32]),
  call('process_vm_readv', 'read the memory of another process', [310, 270], [1, 0, 0, 0, 0, 0]),
  call('process_vm_writev', 'write the memory of another process', [311, 271], [1, 0, 0, 0, 0, 0]),
  call('pidfd_getfd', 'take an open file from another process', [438, 438], [0, 0, 0]),
  call('kcmp', 'compare kernel objects of processes', [312, 272], [1, 1, 0, 0, 0]),
  call('add_key', 'add a key to the kernel', [248, 217], ['user', 'probe', 'x', 1, -3]),
  call('request_key', 'ask the kernel for a key', [249, 218], ['user', 'probe', 0, -3]),
  call('setns', "enter another process's namespace", [308, 268], [0, 0]),
  call('mknod', 'make a device node', [259, 33], [-100, '/tmp/probe-node', 0o20666, 0x0101]),
  call('reboot', 'restart the machine', [169, 142], [0xfee1dead, 672274793, 0, 0]),
  call('settimeofday', 'set the clock', [164, 170], [BUFFER, 0]),
  call('clock_settime', 'set the clock (clock_settime)', [227, 112], [0, BUFFER]),
  call('clock_adjtime', 'adjust the clock', [305, 266], [0, BUFFER]),
  call('syslog', "read the kernel's log by system call", [103, 116], [3, BUFFER, 10]),
  call('init_module', 'load a kernel module', [175, 105], [BUFFER, 10, '']),
  call('finit_module', 'load a kernel module from a file', [313, 273], [0, '', 0]),
  call('kexec_load', 'load another kernel', [246, 104], [0, 0, 0, 0]),
  call('swapon', 'add swap space', [167, 224], ['/tmp/probe-swap', 0]),
  call('open_by_handle_at', 'open files past the mounts (by handle)', [304, 265], [-100, BUFFER, 0]),
  call('name_to_handle_at', 'get a handle for a file', [303, 264], [-100, '/tmp', BUFFER, BUFFER, 0]),
  call('fanotify_init', 'watch the whole file system', [300, 262], [0, 0]),
  call('personality', 'switch to executable data pages', [135, 92], [0x0400000]),
  call('modify_ldt', 'change the descriptor table', [154, null], [0, BUFFER, 16]),
  call('ioperm', 'reach hardware ports', [173, null], [0x80, 1, 1]),
  call('iopl', 'reach all hardware ports', [172, null], [3]),
  call('acct', 'turn process accounting on', [163, 89], ['/tmp/probe-acct']),
  call('quotactl', 'change disk quotas', [179, 60], [0, '/', 0, BUFFER]),
  call('setuid', 'become root', [105, 146], [0]),
  call('setresuid', 'become another user', [117, 147], [1002, 1002, 1002]),
  call('setgroups', 'join the root group', [116, 159], [1, '\0\0\0\0']),
  call('sethostname', 'rename the machine', [170, 161], ['probe', 5]),
  call('clone3', 'make namespaces past the filter (clone3)', [435, 435], [BUFFER, 64]),
  call('memfd_secret', 'hide memory from the kernel', [447, 447], [0]),
  call('shmget', 'share memory the System V way', [29, 194], [0, 4096, 0o1600]),
  call('msgget', 'make a System V message queue', [68, 186], [0, 0o1600]),
  call('move_pages', 'move memory of a process', [279, 239], [1, 0, 0, 0, 0, 0]),
  unshare('hostname', 0x04000000),
  unshare('ipc', 0x08000000),
  unshare('cgroup', 0x02000000),
  unshare('time', 0x00000080),
  socket('icmp', [2, 2, 1]),
  socket('sctp', [2, 1, 132]),
  socket('netfilter', [16, 3, 12]),
  socket('crypto', [38, 5, 0]),
  socket('bluetooth', [31, 3, 0]),
  socket('xdp', [44, 3, 0]),
  socket('can', [29, 3, 1]),
  socket('tipc', [30, 1, 0]),
  socket('rds', [21, 5, 0]),
];

/** Tried again as root of a user namespace of its own, where every capability is there and only the filter refuses. */
const asNamespaceRoot = [...watched, ...further.filter(({ id }) => isOpenToNamespaceRoot(id))];

/** In a namespace of its own a process may take another of its own identities; that leads nowhere. */
function isOpenToNamespaceRoot(id: string): boolean {
  return !['sys.setuid', 'sys.setresuid', 'sys.setgroups'].includes(id);
}

export function quickSystemCalls(): Promise<readonly Probe[]> {
  return tryCalls(watched, { inNamespace: false });
}

export async function allSystemCalls(): Promise<readonly Probe[]> {
  const plain = await tryCalls([...watched, ...further], { inNamespace: false });
  return [...plain, ...(await tryCalls(asNamespaceRoot, { inNamespace: true }))];
}

/**
 * Makes the calls in one perl, which is in every Debian and can make any system call: Node can't. Answers probes that
 * only tell what came of them.
 */
async function tryCalls(
  calls: readonly Call[],
  options: { inNamespace: boolean },
): Promise<readonly Probe[]> {
  const answers = await runPerl(perlProgram(calls, options.inNamespace)).catch(
    () => new Map<string, number>(),
  );
  const isUnfiltered = isUnfilteredGvisor();
  return calls.map(({ id, tried, numbers }) => ({
    id: options.inNamespace ? `${id}.as-root` : id,
    tried: options.inNamespace ? `as root of an own user namespace: ${tried}` : tried,
    run: () => {
      if (numberHere(numbers) === null) return held('this processor has no such call');
      return judge(answers.get(id), answers.get('namespace'), isUnfiltered);
    },
  }));
}

function judge(errno: number | undefined, namespace: number | undefined, isUnfiltered: boolean): Verdict {
  if (namespace !== undefined && namespace !== 0) return held(`no user namespace: ${errnoName(namespace)}`);
  if (errno === undefined) return notRun('the call was not made');
  const got = errno === 0 ? 'it worked' : errnoName(errno);
  if (isRefusal(got)) return held(got);
  if (isUnfiltered) return notRun(`gVisor's own kernel answered: ${got}`);
  return leaked(got);
}

function numberHere([x64, arm64]: Call['numbers']): number | null {
  return process.arch === 'arm64' ? arm64 : x64;
}

/** Each call in a child of its own: one that works must not change what the next one meets. */
function perlProgram(calls: readonly Call[], inNamespace: boolean): string {
  const lines = [
    'my ($i, @a);',
    // Without a buffer of its own the answer would be lost when the child is ended.
    'sub t { my ($id, @a) = @_; my $p = fork(); return unless defined $p; if ($p) { waitpid($p, 0); return }',
    '$! = 0; my $r = syscall($a[0], @a[1..$#a]); syswrite(STDOUT, "$id " . ($r == -1 ? $! + 0 : 0) . "\\n"); kill 9, $$; }',
  ];
  if (inNamespace) {
    const number = numberHere(UNSHARE);
    lines.push(
      `my $u = syscall(${number}, ${NEW_USER_AND_NETWORK}); syswrite(STDOUT, "namespace " . ($u == -1 ? $! + 0 : 0) . "\\n");`,
    );
  }
  for (const { id, numbers, args } of calls) {
    const number = numberHere(numbers);
    if (number !== null) lines.push(`t(${[`"${id}"`, number, ...args.map(toPerl)].join(', ')});`);
  }
  return lines.join('\n');
}

function toPerl(arg: number | string): string {
  if (typeof arg === 'number') return String(arg);
  return arg === BUFFER
    ? `"\\0" x ${BUFFER.length}`
    : `"${arg.replace(/[^\w/.-]/g, (c) => `\\x{${c.charCodeAt(0).toString(16)}}`)}"`;
}

function runPerl(program: string): Promise<Map<string, number>> {
  return new Promise((resolve, reject) => {
    const child = execFile('perl', ['-e', program], { timeout: 20_000 }, (error, stdout) => {
      const answers = new Map<string, number>();
      for (const line of stdout.split('\n')) {
        const [id, errno] = line.split(' ');
        if (id && errno) answers.set(id, Number(errno));
      }
      if (error && answers.size === 0) reject(error);
      else resolve(answers);
    });
    child.stdin?.end();
  });
}
