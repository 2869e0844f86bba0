import type { AuditDraft } from '../../shared/domain/audit-entry';
import type { EgressLine, EgressVerdict } from '../../shared/domain/egress-check';
import type { LeakReport } from '../../shared/domain/leak-report';

const PAGE = 'http://billing.practice.test/exports';

export const FAKE_LEAK_REPORT: LeakReport = {
  passed: true,
  durationMs: 214,
  findings: [
    { id: 'net.tcp.ipv4', tried: 'Connect to 1.1.1.1 port 443', outcome: 'held', got: 'ENETUNREACH' },
    { id: 'net.dns.name', tried: 'Look up example.com', outcome: 'held', got: 'EAI_AGAIN' },
    { id: 'net.metadata', tried: 'Reach the metadata service', outcome: 'held', got: 'ENETUNREACH' },
    { id: 'fs.rootfs', tried: 'Write to /usr', outcome: 'held', got: 'EROFS' },
    { id: 'priv.mount', tried: 'Mount a file system', outcome: 'held', got: 'EPERM' },
    { id: 'dev.kvm', tried: 'Open /dev/kvm', outcome: 'not-run', got: 'this engine has none' },
  ],
};

/** Connections of one step, let through and ended. */
export function fakeConnections(step: number, count: number, first: number): AuditDraft[] {
  return Array.from({ length: count }, (_, index) => first + index).flatMap((connection): AuditDraft[] => {
    const to = { connection, host: 'billing.practice.test', port: 80 };
    return [
      {
        kind: 'egress',
        step,
        permitted: true,
        detail: {
          ...to,
          verdict: 'allowed',
          address: null,
          reason: 'served by the console',
          rule: 'billing.practice.test:80',
          page: PAGE,
          repeats: 0,
        },
      },
      {
        kind: 'egress-closed',
        detail: {
          ...to,
          bytesUp: 412 + connection * 7,
          bytesDown: 3210 * connection,
          durationMs: 12 + connection,
          why: 'both sides were done',
        },
      },
    ];
  });
}

/** A refused connection and a document stopped before it was asked for. */
export function fakeRefusals(step: number): AuditDraft[] {
  const host = 'telemetry.larkspur.example';
  return [
    {
      kind: 'egress',
      step,
      permitted: false,
      denial_reason: 'the host is not in allowed_hosts',
      detail: {
        connection: null,
        host,
        port: 443,
        verdict: 'denied',
        address: null,
        reason: 'the host is not in allowed_hosts',
        rule: '',
        page: PAGE,
        repeats: 3,
      },
    },
    {
      kind: 'navigation-refused',
      step,
      permitted: false,
      denial_reason: 'the host is not in allowed_hosts',
      detail: {
        url: 'https://larkspur-login.example/session?next=exports',
        host: 'larkspur-login.example',
        page: PAGE,
        reason: 'the host is not in allowed_hosts',
        repeats: 0,
      },
    },
  ];
}

/** Lets the practice site through and nothing else. */
export function fakeVerdict(line: EgressLine): EgressVerdict {
  const host = 'host' in line ? line.host : '';
  const port = 'host' in line ? line.port : 0;
  const isAllowed = host === 'billing.practice.test' && Number(port) === 80;
  return {
    verdict: isAllowed ? 'allow' : 'deny',
    status: isAllowed ? 200 : 403,
    canonical: `${host}:${port}`,
    address: null,
    rule: isAllowed ? 'billing.practice.test:80' : '',
    reason: isAllowed ? 'the host is in allowed_hosts' : 'the host is not in allowed_hosts',
  };
}
