/** Small Python programs that try what a sandbox must not allow; each prints one word a line, or the error's name. */

const CALL = `
import ctypes, errno, os, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *args):
    ctypes.set_errno(0)
    result = libc.syscall(number, *args)
    return 'ok' if result >= 0 else errno.errorcode[ctypes.get_errno()]
`;

/** System calls by their x86_64 numbers, tried with arguments that would work for someone who may. */
export const SYSTEM_CALLS = `${CALL}
buffer = ctypes.create_string_buffer(256)
tries = {
  'mount': (165, b'none', b'/tmp', b'tmpfs', 0, 0),
  'umount2': (166, b'/tmp', 2),
  'pivot_root': (155, b'/tmp', b'/tmp'),
  'ptrace': (101, 16, 1, 0, 0),
  'process_vm_readv': (310, 1, 0, 0, 0, 0, 0),
  'bpf': (321, 0, buffer, 128),
  'keyctl': (250, 0, -3, 1),
  'add_key': (248, b'user', b'x', b'y', 1, -3),
  'userfaultfd': (323, 0),
  'io_uring_setup': (425, 1, buffer),
  'perf_event_open': (298, buffer, 0, -1, -1, 0),
  'setns': (308, 0, 0),
  'unshare_mount': (272, 0x00020000),
  'unshare_ipc': (272, 0x08000000),
  'unshare_uts': (272, 0x04000000),
  'unshare_cgroup': (272, 0x02000000),
  'unshare_time': (272, 0x00000080),
  'clone3': (435, buffer, 88),
  'mknod': (133, b'/tmp/kmem', 0o20666, 0x0101),
  'reboot': (169, 0xfee1dead, 672274793, 0x01234567, 0),
  'settimeofday': (164, buffer, 0),
  'syslog': (103, 3, buffer, 10),
  'init_module': (175, buffer, 10, b''),
  'kexec_load': (246, 0, 0, 0, 0),
  'swapon': (167, b'/tmp/x', 0),
  'open_by_handle_at': (304, -100, buffer, 0),
  'pidfd_getfd': (438, 0, 0, 0),
  'kcmp': (312, 1, 1, 0, 0, 0),
  'personality_read_implies_exec': (135, 0x0400000),
  'modify_ldt': (154, 0, buffer, 16),
  'acct': (163, b'/tmp/x'),
  'quotactl': (179, 0, b'/', 0, buffer),
  'setuid_root': (105, 0),
  'chroot': (161, b'/'),
}
for name, args in tries.items(): print(name, call(*args))
`;

/** Kinds of sockets; each line: what, and how it ended. */
export const SOCKETS = `
import errno, socket
def attempt(name, *args):
    try:
        socket.socket(*args).close()
        print(name, 'ok')
    except OSError as error: print(name, errno.errorcode.get(error.errno, error.errno))
attempt('inet-tcp', 2, 1)
attempt('inet-raw', 2, 3, 1)
attempt('inet-icmp', 2, 2, 1)
attempt('inet-sctp', 2, 1, 132)
attempt('packet', 17, 3)
attempt('netlink-route', 16, 3, 0)
attempt('netlink-netfilter', 16, 3, 12)
attempt('alg', 38, 5)
attempt('vsock', 40, 1)
attempt('bluetooth', 31, 3)
attempt('xdp', 44, 3)
attempt('can', 29, 3)
`;

/** Places on the network, tried by name, TCP and UDP. */
export const ROUTES = `
import errno, socket
def report(name, act):
    try:
        act()
        print(name, 'ok')
    except socket.gaierror: print(name, 'NO_NAME')
    except socket.timeout: print(name, 'TIMEOUT')
    except OSError as error: print(name, errno.errorcode.get(error.errno, error.errno))
def tcp(host, port):
    family = socket.AF_INET6 if ':' in host else socket.AF_INET
    s = socket.socket(family, socket.SOCK_STREAM); s.settimeout(2); s.connect((host, port))
def udp(host, port):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', (host, port))
for host in ['1.1.1.1', '169.254.169.254', '172.17.0.1', '192.168.65.2', '10.0.0.1', '2606:4700:4700::1111', 'fe80::1', 'fd00:ec2::254']:
    report('tcp ' + host, lambda: tcp(host, 443))
for host in ['8.8.8.8', '172.17.0.1', '224.0.0.251', '255.255.255.255']: report('udp ' + host, lambda: udp(host, 53))
for name in ['example.com', 'host.docker.internal', 'gateway.docker.internal', 'metadata.google.internal', 'billing.practice.test']:
    report('name ' + name, lambda: socket.getaddrinfo(name, 443))
`;

/** As the browser's user: what of the display server and the relay is in reach. */
export const NEIGHBOURS = `
import errno, os, socket
def report(name, act):
    try: print(name, act())
    except OSError as error: print(name, errno.errorcode[error.errno])
def owner_of(pid): return os.stat('/proc/%s' % pid).st_uid
mine = os.getuid()
others = [pid for pid in os.listdir('/proc') if pid.isdigit() and owner_of(pid) not in (mine, 0)]
found = {}
for pid in others:
    for what in ['environ', 'mem', 'maps', 'fd', 'cwd', 'root', 'exe']:
        try:
            path = '/proc/%s/%s' % (pid, what)
            if what == 'fd': os.listdir(path)
            elif what in ('cwd', 'root', 'exe'): os.readlink(path)
            else: open(path, 'rb').read(1)
            found[what] = 'ok'
        except OSError as error: found.setdefault(what, errno.errorcode[error.errno])
    try:
        os.kill(int(pid), 0)
        found['signal'] = 'ok'
    except OSError as error: found.setdefault('signal', errno.errorcode[error.errno])
print('others', len(others) > 0)
for what in sorted(found): print(what, found[what])
def rfb():
    s = socket.socket(socket.AF_UNIX); s.connect('/run/airlock/display.sock'); return 'ok'
report('rfb', rfb)
report('lease', lambda: open('/run/airlock/lease', 'w') and 'ok')
report('replace', lambda: os.unlink('/run/airlock/display.sock') or 'ok')
for home in ['/home/browser', '/home/display']:
    if os.stat(home).st_uid != mine: report(home, lambda: os.listdir(home) and 'ok')
`;
