import { createSocket } from 'node:dgram';
import { lookup, Resolver } from 'node:dns';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { isGvisor } from './kernel-identity';
import { codeOf, held, leaked, type Probe, type Verdict } from './probe';

const LIMIT_MS = 1500;
/** What the kernel says when there is no way to go at all. A time-out or a reset means that something went out. */
const NO_WAY = new Set([
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EPERM',
  'EACCES',
  'EINVAL',
  // gVisor's word for it. On Linux it means that somebody was asked and did not answer.
  ...(isGvisor() ? ['EHOSTUNREACH'] : []),
]);
const NO_NAME = new Set(['EAI_AGAIN', 'ENOTFOUND', 'EAI_FAIL', 'ENODATA', 'ECONNREFUSED']);
/** 127.0.0.1:3128, where the relay listens, as the kernel writes it. */
const RELAY = '0100007F:0C38';

function judge(code: string, known: ReadonlySet<string>): Verdict {
  return known.has(code) ? held(code) : leaked(code);
}

function tcp(id: string, host: string, port: number, what: string): Probe {
  return {
    id: `net.tcp.${id}`,
    tried: `connect to ${what} (${host}, port ${port})`,
    run: () =>
      new Promise((resolve) => {
        const socket = connect({ host, port });
        const end = (verdict: Verdict) => {
          socket.destroy();
          resolve(verdict);
        };
        socket.setTimeout(LIMIT_MS, () => end(leaked('no answer, but the packet had a way to go')));
        socket.on('connect', () => end(leaked('connected')));
        socket.on('error', (error) => end(judge(codeOf(error), NO_WAY)));
      }),
  };
}

function udp(id: string, host: string, port: number, what: string): Probe {
  return {
    id: `net.udp.${id}`,
    tried: `send a datagram to ${what} (${host}, port ${port})`,
    run: () =>
      new Promise((resolve) => {
        const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
        socket.on('error', (error) => resolve(judge(codeOf(error), NO_WAY)));
        socket.send(DNS_QUESTION, port, host, (error) => {
          resolve(error ? judge(codeOf(error), NO_WAY) : leaked('sent'));
          socket.close();
        });
      }),
  };
}

/** "What is the address of example.com?" (RFC 1035), with the id 1. */
const DNS_QUESTION = Buffer.from('000101000001000000000000076578616d706c6503636f6d0000010001', 'hex');

function name(host: string): Probe {
  return {
    id: `net.name.${host}`,
    tried: `look up the name ${host}`,
    run: () =>
      new Promise((resolve) => {
        lookup(host, (error, address) =>
          resolve(error ? judge(codeOf(error), NO_NAME) : leaked(`it is ${address}`)),
        );
      }),
  };
}

function dnsServer(server: string, what: string): Probe {
  return {
    id: `net.dns.${what.replace(/\W+/g, '-')}`,
    tried: `ask ${what} (${server}) for a name`,
    run: () =>
      new Promise((resolve) => {
        const resolver = new Resolver({ timeout: LIMIT_MS, tries: 1 });
        resolver.setServers([server]);
        resolver.resolve4('example.com', (error) =>
          resolve(error ? judge(codeOf(error), NO_NAME) : leaked('it answered')),
        );
      }),
  };
}

const devices: Probe = {
  id: 'net.devices',
  tried: 'find a network device beside the loopback',
  run: () => {
    const names = readFileSync('/proc/net/dev', 'utf8')
      .split('\n')
      .flatMap((line) => /^\s*([^:\s]+):/.exec(line)?.[1] ?? [])
      // Tunnels that some kernels put into every namespace, down and without an address.
      .filter(
        (device) => !/^(?:lo|sit0|ip6tnl0|tunl0|gre0|gretap0|erspan0|ip_vti0|ip6_vti0|ip6gre0)$/.test(device),
      );
    return names.length === 0 ? held('only lo') : leaked(names.join(', '));
  },
};

const routes: Probe = {
  id: 'net.routes',
  tried: 'find a route that leads out',
  run: () => {
    const lines = readFileSync('/proc/net/route', 'utf8').trim().split('\n').slice(1);
    const out = lines.filter((line) => !line.startsWith('lo\t') && line.trim() !== '');
    return out.length === 0 ? held('none') : leaked(`${out.length} routes`);
  },
};

const ports: Probe = {
  id: 'net.listening',
  tried: "find a listening port other than the relay's, such as a debugging port",
  run: () => {
    const listening = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(listeningIn);
    const others = listening.filter((place) => place !== RELAY);
    return others.length === 0 ? held(`${listening.length} listening, the relay`) : leaked(others.join(', '));
  },
};

function listeningIn(table: string): string[] {
  try {
    const lines = readFileSync(table, 'utf8').split('\n').slice(1);
    return lines
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([, place = '', , state]) => (state === '0A' ? [place] : []));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

export const quickNetwork: readonly Probe[] = [
  devices,
  routes,
  ports,
  tcp('ipv4', '1.1.1.1', 443, 'an address on the Internet'),
  tcp('ipv6', '2606:4700:4700::1111', 443, 'an IPv6 address on the Internet'),
  tcp('metadata', '169.254.169.254', 80, 'the cloud metadata service'),
  tcp('bridge', '172.17.0.1', 80, "Docker's bridge"),
  tcp('private', '10.0.0.1', 80, 'a private network'),
  udp('dns', '8.8.8.8', 53, 'a DNS server'),
  name('example.com'),
];

export const furtherNetwork: readonly Probe[] = [
  tcp('ssh', '1.1.1.1', 22, 'a port for remote shells'),
  tcp('dns', '8.8.8.8', 53, 'a DNS server over TCP'),
  tcp('dns-over-tls', '1.1.1.1', 853, 'DNS over TLS'),
  tcp('dns-over-https', '8.8.8.8', 443, 'DNS over HTTPS'),
  tcp('metadata-ipv6', 'fd00:ec2::254', 80, 'the metadata service over IPv6'),
  tcp('metadata-ecs', '169.254.170.2', 80, 'the container metadata service'),
  tcp('metadata-alibaba', '100.100.100.200', 80, 'another cloud metadata service'),
  tcp('docker-tcp', '172.17.0.1', 2375, "the Docker engine's TCP port"),
  tcp('docker-tls', '172.17.0.1', 2376, "the Docker engine's TLS port"),
  tcp('desktop-gateway', '192.168.65.2', 80, "Docker Desktop's host"),
  tcp('kubernetes', '10.96.0.1', 443, "a cluster's API"),
  tcp('lan', '192.168.0.1', 80, 'the local network'),
  tcp('link-local-ipv6', 'fe80::1', 80, 'a link-local address'),
  tcp('mapped-ipv6', '::ffff:1.1.1.1', 443, 'an IPv4 address written as IPv6'),
  tcp('nat64', '64:ff9b::101:101', 443, 'an IPv4 address through NAT64'),
  udp('bridge', '172.17.0.1', 53, "Docker's bridge"),
  udp('embedded-dns', '10.0.2.3', 53, "a rootless engine's DNS"),
  udp('multicast', '224.0.0.251', 5353, 'multicast DNS'),
  udp('broadcast', '255.255.255.255', 67, 'everybody on the network'),
  udp('quic', '1.1.1.1', 443, 'QUIC'),
  udp('ipv6', '2001:4860:4860::8888', 53, 'a DNS server over IPv6'),
  udp('ntp', '162.159.200.1', 123, 'a time server'),
  name('host.docker.internal'),
  name('gateway.docker.internal'),
  name('metadata.google.internal'),
  name('kubernetes.default.svc'),
  dnsServer('8.8.8.8', 'a public DNS server'),
  dnsServer('127.0.0.11', "Docker's own DNS server"),
];
