import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execIn, makeSandbox } from '../helpers/make-sandbox';
import { NEIGHBOURS, ROUTES, SOCKETS, SYSTEM_CALLS } from '../helpers/probes';
import { TestSite } from '../helpers/test-site';

const [BROWSER, DISPLAY, RELAY] = ['1001', '1002', '1003'];
const USERS = [
  ['the browser', BROWSER],
  ['the display server', DISPLAY],
  ['the relay', RELAY],
] as const;

const site = new TestSite({ '/': '<title>Page</title><p>Page</p>' });
let made: Awaited<ReturnType<typeof makeSandbox>>;
beforeAll(async () => {
  made = await makeSandbox({ site });
});
afterAll(() => made?.dispose());

const run = (command: readonly string[], user: string = BROWSER) =>
  execIn(made.docker, made.sandbox.containerId, command, user);
const shell = (script: string, user?: string) => run(['bash', '-c', script], user);

/** Runs a probe and answers its lines as a table: what was tried, and how it ended. */
async function probe(program: string, user?: string): Promise<Record<string, string>> {
  const { output } = await run(['python3', '-I', '-c', program], user);
  return Object.fromEntries(
    output.split('\n').map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

describe('the network of a sandbox', () => {
  it('is the loopback device alone', async () => {
    expect((await shell('ls /sys/class/net')).output).toBe('lo');
  });

  it('has no route to any address or name', async () => {
    const ways = await probe(ROUTES);
    const allowed = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EINVAL', 'NO_NAME', 'EACCES']);
    expect(Object.entries(ways).filter(([, end]) => !allowed.has(end))).toEqual([]);
    expect(Object.keys(ways)).toHaveLength(17);
  });

  it('knows TCP and UDP and no other kind of socket', async () => {
    const kinds = await probe(SOCKETS);
    const { 'inet-tcp': tcp, ...others } = kinds;
    expect(tcp).toBe('ok');
    expect(Object.values(others)).toEqual(Array(11).fill('EPERM'));
  });

  it('has one listening port, the relay’s, and no debugging port', async () => {
    const { output } = await shell('cat /proc/net/tcp /proc/net/tcp6 | awk \'$4 == "0A" { print $2 }\'');
    // 127.0.0.1:3128, little endian.
    expect(output.split('\n')).toEqual(['0100007F:0C38']);
    const { output: commands } = await shell(
      "for p in /proc/[0-9]*; do [[ $(tr '\\0' ' ' < $p/cmdline) == /usr/lib/chromium/* ]] 2>/dev/null && tr '\\0 ' '\\n\\n' < $p/cmdline; done | grep -- --remote-debugging | sort -u",
    );
    expect(commands).toBe('--remote-debugging-pipe');
  });

  it('gives nothing through the relay but what the broker allows', async () => {
    const ask = (line: string) =>
      shell(`exec 3<>/dev/tcp/127.0.0.1/3128; printf '${line}\\r\\n\\r\\n' >&3; timeout 5 head -1 <&3`);
    for (const line of [
      'CONNECT example.com:443 HTTP/1.1\\r\\nHost: example.com:443',
      'CONNECT 169.254.169.254:80 HTTP/1.1\\r\\nHost: 169.254.169.254:80',
      'CONNECT page.test:22 HTTP/1.1\\r\\nHost: page.test:22',
      'GET http://example.com/ HTTP/1.1\\r\\nHost: example.com',
      'GET file:///etc/passwd HTTP/1.1\\r\\nHost: x',
    ]) {
      const { output } = await ask(line);
      expect([line, output.trim()]).toEqual([line, expect.stringMatching(/^HTTP\/1\.1 40[03] /)]);
    }
  });
});

describe('the files of a sandbox', () => {
  it('can’t be written outside the tmpfs mounts, by any of its users', async () => {
    for (const [, user] of USERS) {
      const places =
        '/ /usr /usr/bin /opt /var /var/tmp /etc /etc/chromium/policies/managed /sys /sys/fs/cgroup /proc/sys/kernel /root /home /lib';
      const { output } = await shell(
        `for p in ${places}; do (: > $p/x) 2>/dev/null && echo "$p"; done; true`,
        user,
      );
      expect(output).toBe('');
    }
  });

  it('can’t be run from a place that can be written', async () => {
    const { output } = await shell(
      'for d in $(awk \'$2 ~ /^\\/(tmp|run|home|dev)/ && $3 == "tmpfs" { print $2 }\' /proc/mounts); do cp /usr/bin/true $d/probe 2>/dev/null || continue; $d/probe 2>/dev/null && echo "$d runs"; rm -f $d/probe; done; cp /usr/bin/true /tmp/probe; /tmp/probe 2>/dev/null; echo $?; rm /tmp/probe',
    );
    expect(output.split('\n').at(-1)).toBe('126');
    expect(output).not.toMatch(/ runs/);
  });

  it('are mounted nosuid, nodev and noexec wherever they can be written', async () => {
    const { output } = await shell(
      "awk '$4 ~ /(^|,)rw(,|$)/ && $2 !~ /^\\/(proc|sys)/ && $3 !~ /^(devpts|mqueue)$/ { print $2, $4 }' /proc/mounts",
    );
    const writable = output.split('\n').map((line) => line.split(' '));
    expect(writable.map(([place]) => place).sort()).toEqual([
      '/dev',
      '/dev/shm',
      '/home/browser',
      '/home/display',
      '/run/airlock',
      '/tmp',
    ]);
    const loose = writable.filter(([place, options = '']) => {
      const wanted = place === '/dev' ? ['nosuid'] : ['nosuid', 'nodev', 'noexec'];
      return !wanted.every((option) => options.split(',').includes(option));
    });
    expect(loose).toEqual([]);
  });

  it('hold no SUID or SGID program, no engine socket and no file of the host', async () => {
    expect((await shell('find / -xdev -perm /6000 -type f 2>/dev/null; true', '1002')).output).toBe('');
    expect(
      (await shell('find / -name "docker*.sock" -o -name "containerd*.sock" 2>/dev/null; true')).output,
    ).toBe('');
    const { Mounts } = await made.docker.getContainer(made.sandbox.containerId).inspect();
    expect(Mounts).toEqual([]);
  });

  it('have no device but the usual ones', async () => {
    const { output } = await shell('find /dev -type c -o -type b 2>/dev/null | sort');
    const usual = ['full', 'null', 'random', 'tty', 'urandom', 'zero', 'pts/ptmx'];
    expect(output.split('\n').sort()).toEqual(usual.map((name) => `/dev/${name}`).sort());
  });

  it('run full at their limit and not at the host’s', async () => {
    const { output } = await shell(
      'head -c 600M /dev/zero > /home/browser/big; wc -c < /home/browser/big; rm /home/browser/big',
    );
    expect(output).toMatch(/No space left/);
    expect(Number(output.split('\n').at(-1))).toBeLessThan(512 * 1024 * 1024 + 1);
  });
});

describe('the privileges in a sandbox', () => {
  for (const [who, user] of USERS) {
    it(`of ${who} are none: no capability, no new privileges, a filter`, async () => {
      const { output } = await shell(
        "grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status | tr -d '\\t'",
        user,
      );
      expect(output.split('\n')).toEqual([
        'CapInh:0000000000000000',
        'CapPrm:0000000000000000',
        'CapEff:0000000000000000',
        'CapBnd:0000000000000000',
        'CapAmb:0000000000000000',
        'NoNewPrivs:1',
        'Seccomp:2',
      ]);
    });

    it(`of ${who} suffice for none of the calls that lead out`, async () => {
      const ends = await probe(SYSTEM_CALLS, user);
      const { clone3, ...others } = ends;
      expect(clone3).toBe('ENOSYS');
      expect(Object.entries(others).filter(([, end]) => !['EPERM', 'EACCES'].includes(end ?? ''))).toEqual(
        [],
      );
      expect(Object.keys(others).length).toBeGreaterThan(30);
    });

    it(`of ${who} are no more in a user namespace of its own, where it is root`, async () => {
      const inside = `import os, ctypes
libc = ctypes.CDLL(None, use_errno=True)
assert libc.unshare(0x10000000) == 0, ctypes.get_errno()
`;
      const kinds = await probe(`${inside}${SOCKETS}`, user);
      expect(
        Object.entries(kinds)
          .filter(([, end]) => end === 'ok')
          .map(([name]) => name),
      ).toEqual(['inet-tcp']);
      const ends = await probe(`${inside}${SYSTEM_CALLS}`, user);
      const opened = Object.entries(ends)
        .filter(([, end]) => end === 'ok')
        .map(([name]) => name);
      // chroot is how a renderer gives up the file system; in here it opens nothing.
      expect(opened.filter((name) => name !== 'chroot')).toEqual([]);
    });
  }

  it('of the browser and of the relay do not reach their neighbours', async () => {
    for (const user of [BROWSER, RELAY]) {
      const { others, ...reach } = await probe(NEIGHBOURS, user);
      expect(others).toBe('True');
      expect(Object.entries(reach).filter(([, end]) => !['EACCES', 'EPERM'].includes(end ?? ''))).toEqual([]);
      expect(Object.keys(reach)).toEqual(
        expect.arrayContaining(['environ', 'mem', 'fd', 'signal', 'rfb', 'lease', 'replace']),
      );
    }
  });

  it('leave Chromium’s own sandbox on: renderers have a second filter and a user namespace of their own', async () => {
    const { output } = await shell(
      "for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/cmdline 2>/dev/null | grep -q -- '^/usr/lib/chromium.*--type=renderer' && echo $(readlink $p/ns/user 2>/dev/null || echo hidden) $(grep -E '^(Seccomp|Seccomp_filters|NSpid):' $p/status | tr -d '\\n'); done; readlink /proc/1/ns/user /proc/self/ns/user; true",
    );
    const renderers = output.split('\n').filter((line) => line.includes('Seccomp'));
    const own = output.split('\n').at(-1);
    expect(renderers.length).toBeGreaterThan(0);
    for (const renderer of renderers) {
      expect(renderer).toMatch(/Seccomp:\s*2/);
      expect(renderer).toMatch(/Seccomp_filters:\s*2/);
      expect(renderer.startsWith(`${own} `)).toBe(false);
    }
    const { output: flags } = await shell(
      "cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -E -- '--(no-sandbox|disable-.*sandbox)' ; true",
    );
    expect(flags).toBe('');
  });
});

describe('the engine’s own account of a sandbox', () => {
  it('is the table of the threat model', async () => {
    const {
      HostConfig: host,
      Config: config,
      NetworkSettings: network,
    } = await made.docker.getContainer(made.sandbox.containerId).inspect();
    const none = (value: unknown) =>
      value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
    expect(host).toMatchObject({
      NetworkMode: 'none',
      PublishAllPorts: false,
      ReadonlyRootfs: true,
      Privileged: false,
      CapDrop: ['ALL'],
      Memory: 2 * 1024 ** 3,
      MemorySwap: 2 * 1024 ** 3,
      NanoCpus: 1_000_000_000,
      PidsLimit: 512,
      ShmSize: 256 * 1024 ** 2,
      OomScoreAdj: 500,
      IpcMode: 'private',
      CgroupnsMode: 'private',
      PidMode: '',
      UTSMode: '',
      UsernsMode: '',
      Init: true,
      AutoRemove: false,
      RestartPolicy: { Name: 'no' },
      LogConfig: { Type: 'none' },
    });
    const {
      Binds,
      Mounts,
      VolumesFrom,
      PortBindings,
      CapAdd,
      Devices,
      DeviceRequests,
      DeviceCgroupRules,
      GroupAdd,
      ExtraHosts,
      Links,
      Dns,
    } = host;
    expect(
      [
        Binds,
        Mounts,
        VolumesFrom,
        PortBindings,
        CapAdd,
        Devices,
        DeviceRequests,
        DeviceCgroupRules,
        GroupAdd,
        ExtraHosts,
        Links,
        Dns,
      ].every(none),
    ).toBe(true);
    expect(host.MaskedPaths?.length).toBeGreaterThanOrEqual(9);
    expect(host.ReadonlyPaths?.length).toBeGreaterThanOrEqual(5);
    expect(host.SecurityOpt).toEqual(['no-new-privileges:true', expect.stringMatching(/^seccomp=\{/)]);
    expect(config.User).toBe('1002');
    expect(none(config.Volumes) && none(config.ExposedPorts)).toBe(true);
    expect(Object.keys(network.Networks).filter((name) => name !== 'none')).toEqual([]);
    expect(JSON.stringify(config.Env)).not.toMatch(/key|token|secret|password/i);
  });
});

describe('the programs that are started in a sandbox', () => {
  it('are not privileged, name their user, and carry no secret where the engine’s log shows it', async () => {
    const { ExecIDs } = (await made.docker.getContainer(made.sandbox.containerId).inspect()) as unknown as {
      ExecIDs: string[];
    };
    expect(ExecIDs.length).toBeGreaterThanOrEqual(4);
    for (const id of ExecIDs) {
      const { ProcessConfig } = (await made.docker.getExec(id).inspect()) as unknown as {
        ProcessConfig: { privileged?: boolean; user: string; arguments: string[] };
      };
      expect(ProcessConfig.privileged ?? false).toBe(false);
      expect(ProcessConfig.user).toMatch(/^100[123]$/);
      expect(ProcessConfig.arguments.join(' ')).not.toMatch(/key|token|secret|password/i);
    }
  });
});
