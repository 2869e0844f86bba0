import { Unplug } from 'lucide-react';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';

type Group = { host: string; port: number; reason: string; count: number };

/** Connections that the broker refused, one line for each host, port and reason. */
export function EgressDenials({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const groups = groupDenials(entries);
  if (groups.length === 0) return null;
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <details className="egress">
      <summary>
        <Unplug aria-hidden="true" />
        Blocked connections <span className="egress-count">{total}</span>
      </summary>
      <ul aria-label="Blocked connections">
        {groups.map((group) => (
          <li key={`${group.host}:${group.port} ${group.reason}`}>
            <span>
              <HostName host={group.host} />
              <span className="faint">
                :{group.port}
                {group.count > 1 ? ` (${group.count}×)` : ''}
              </span>
            </span>
            <span className="egress-reason">
              <UntrustedText text={group.reason} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function groupDenials(entries: readonly AuditEntry[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    if (entry.kind !== 'egress' || entry.detail.verdict !== 'denied') continue;
    const { host, port, reason } = entry.detail;
    const key = `${host}:${port} ${reason}`;
    const group = groups.get(key) ?? { host, port, reason, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups.values()];
}
