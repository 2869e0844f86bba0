import { ArrowDown, ArrowUp, ChevronRight, CircleX, Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HostConnection, HostRefusal, NetworkHost } from '../../../shared/record/network-hosts';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';
import { formatBytes } from '../../words/format-bytes';
import { formatDuration } from '../../words/format-duration';
import { plainReason, ruleName } from '../../words/policy-words';
import './network.css';

type NetworkPanelProps = {
  readonly hosts: readonly NetworkHost[];
  /** What the policy lets through, for a session that has reached nothing. */
  readonly allowedHosts: readonly string[];
};

/** Every host that a session reached or was kept from, with what went out and came in. */
export function NetworkPanel({ hosts, allowedHosts }: NetworkPanelProps) {
  if (hosts.length === 0) return <NothingReached allowedHosts={allowedHosts} />;
  return (
    <div className="network">
      <NetworkTotals hosts={hosts} />
      <ul className="network-hosts" aria-label="Hosts">
        {hosts.map((host) => (
          <HostRow key={host.key} host={host} />
        ))}
      </ul>
    </div>
  );
}

function NothingReached({ allowedHosts }: { readonly allowedHosts: readonly string[] }) {
  return (
    <p className="network-none">
      Nothing was reached and nothing was refused.{' '}
      {allowedHosts.length === 0
        ? 'The policy lets nothing through.'
        : `The policy lets ${allowedHosts.length === 1 ? 'one host' : `${allowedHosts.length} hosts`} through.`}
    </p>
  );
}

function NetworkTotals({ hosts }: { readonly hosts: readonly NetworkHost[] }) {
  const total = (count: (host: NetworkHost) => number) => hosts.reduce((sum, host) => sum + count(host), 0);
  const open = total((host) => host.open);
  const refused = total((host) => refusedCount(host));
  return (
    <dl className="network-totals">
      <Total name="Down">{formatBytes(total((host) => host.bytesDown))}</Total>
      <Total name="Up">{formatBytes(total((host) => host.bytesUp))}</Total>
      <Total name="Connections">
        {total((host) => host.connections.length)}
        {open > 0 && <span className="faint"> ({open} open)</span>}
      </Total>
      <Total name="Refused">
        <span className={refused > 0 ? 'network-refused' : ''}>{refused}</span>
      </Total>
    </dl>
  );
}

function Total({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function refusedCount({ refusals }: NetworkHost): number {
  return refusals.reduce((sum, { count }) => sum + count, 0);
}

function HostRow({ host }: { readonly host: NetworkHost }) {
  const isRefused = host.refusals.length > 0;
  const Icon = isRefused ? CircleX : Link2;
  return (
    <li>
      <details className={isRefused ? 'network-row network-row-refused' : 'network-row'}>
        <summary>
          <ChevronRight className="network-chevron" aria-hidden="true" />
          <Icon className="network-state" aria-hidden="true" />
          <span className="visually-hidden">{isRefused ? 'Refused: ' : 'Let through: '}</span>
          <span className="network-name">
            <HostName host={host.host} port={host.port ?? undefined} />
          </span>
          <span className="network-sub">{subline(host)}</span>
          {host.connections.length > 0 && <Traffic up={host.bytesUp} down={host.bytesDown} />}
        </summary>
        {host.refusals.map((refusal) => (
          <Refusal key={refusal.reason} refusal={refusal} />
        ))}
        {host.connections.length > 0 && <Connections connections={host.connections} />}
      </details>
    </li>
  );
}

function Traffic({ up, down }: { readonly up: number; readonly down: number }) {
  return (
    <span className="network-traffic">
      <ArrowDown aria-hidden="true" />
      <span className="visually-hidden">down </span>
      {formatBytes(down)}
      <ArrowUp aria-hidden="true" />
      <span className="visually-hidden">up </span>
      {formatBytes(up)}
    </span>
  );
}

function subline(host: NetworkHost): string {
  const parts: string[] = [];
  const refused = refusedCount(host);
  const reason = host.refusals[0]?.reason;
  if (reason !== undefined)
    parts.push(`${refused === 1 ? 'Refused' : `Refused ${refused}×`}: ${plainReason(reason)}`);
  const count = host.connections.length;
  if (count > 0) parts.push(count === 1 ? '1 connection' : `${count} connections`);
  if (host.open > 0) parts.push(`${host.open} open`);
  const steps = stepsOf(host);
  if (steps !== '') parts.push(steps);
  return parts.join(' · ');
}

/** `step 3`, `steps 2–9`; empty for what came before the first. */
function stepsOf({ connections, refusals }: NetworkHost): string {
  const steps = [...connections.map(({ step }) => step), ...refusals.map(({ lastStep }) => lastStep)]
    .filter((step) => step !== null && step > 0)
    .map(Number);
  if (steps.length === 0) return '';
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  return first === last ? `step ${first}` : `steps ${first}–${last}`;
}

function Refusal({ refusal }: { readonly refusal: HostRefusal }) {
  const { url, page, count } = refusal;
  return (
    <dl className="network-facts">
      <dt>Why</dt>
      <dd>
        <UntrustedText text={plainReason(refusal.reason)} />
        {count > 1 && <span className="faint"> {count} times</span>}
      </dd>
      {url !== null && (
        <>
          <dt>Page stopped</dt>
          <dd>
            <UntrustedText text={url} />
          </dd>
        </>
      )}
      {page !== null && (
        <>
          <dt>Page on the screen</dt>
          <dd>
            <UntrustedText text={page} />
          </dd>
        </>
      )}
    </dl>
  );
}

const MOST_SHOWN = 100;

function Connections({ connections }: { readonly connections: readonly HostConnection[] }) {
  const shown = connections.slice(-MOST_SHOWN).reverse();
  return (
    <div className="network-table">
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Address</th>
            <th scope="col">Down</th>
            <th scope="col">Up</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((connection) => (
            <tr key={connection.connection} title={titleOf(connection)}>
              <td>{connection.step || 'start'}</td>
              <td>{connection.address ?? 'console'}</td>
              <td>{connection.bytesDown === null ? '…' : formatBytes(connection.bytesDown)}</td>
              <td>{connection.bytesUp === null ? '…' : formatBytes(connection.bytesUp)}</td>
              <td>{connection.durationMs === null ? 'open' : formatDuration(connection.durationMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {connections.length > MOST_SHOWN && (
        <p className="faint">
          The last {MOST_SHOWN} of {connections.length}; all are in the record.
        </p>
      )}
    </div>
  );
}

/** By the entry of the policy that allows it, or by the operator where none does. */
function letThrough(rule: string): string {
  return rule === 'unknown_hosts' ? 'Let through by the operator' : `Let through by ${ruleName(rule)}`;
}

function titleOf({ rule, ended }: HostConnection): string {
  return [rule === '' ? null : letThrough(rule), ended].filter((part) => part !== null).join('. ');
}
