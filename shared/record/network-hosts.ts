import type { AuditEntry } from '../domain/audit-entry';
import type { OpenConnection } from '../domain/open-connection';

/** A connection that was let through. `bytesUp` and `bytesDown` are null until it has ended or was last asked about. */
export type HostConnection = {
  readonly connection: number;
  readonly step: number | null;
  readonly address: string | null;
  readonly rule: string;
  readonly page: string | null;
  readonly bytesUp: number | null;
  readonly bytesDown: number | null;
  readonly durationMs: number | null;
  /** Why it ended; null while it is open. */
  readonly ended: string | null;
};

export type HostRefusal = {
  readonly reason: string;
  readonly count: number;
  readonly lastStep: number | null;
  /** A document, stopped before it was asked for, and where it was to go. */
  readonly url: string | null;
  readonly page: string | null;
};

/** What a session had to do with one host and port. */
export type NetworkHost = {
  readonly key: string;
  readonly host: string;
  /** Null for documents, which are refused before a port is dialled, and for addresses without a host. */
  readonly port: number | null;
  readonly connections: readonly HostConnection[];
  readonly refusals: readonly HostRefusal[];
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly open: number;
};

type Draft = {
  readonly key: string;
  readonly host: string;
  readonly port: number | null;
  readonly connections: Map<number, HostConnection>;
  readonly refusals: Map<string, HostRefusal>;
  lastSeq: number;
};

/**
 * The hosts of a record, those with refusals first, then the one that was heard of last. `open`: how far the open
 * connections are, when that is known. Pure.
 */
export function deriveNetwork(
  entries: readonly AuditEntry[],
  open: readonly OpenConnection[] = [],
): readonly NetworkHost[] {
  const hosts = new Map<string, Draft>();
  for (const entry of entries) read(hosts, entry);
  const progress = new Map(open.map((connection) => [connection.connection, connection]));
  return [...hosts.values()]
    .sort((a, b) => Number(b.refusals.size > 0) - Number(a.refusals.size > 0) || b.lastSeq - a.lastSeq)
    .map((draft) => finish(draft, progress));
}

function read(hosts: Map<string, Draft>, entry: AuditEntry): void {
  switch (entry.kind) {
    case 'egress': {
      const { connection, host, port } = entry.detail;
      const draft = draftOf(hosts, host, port, entry.seq);
      if (connection === null) addRefusal(draft, entry.step, { ...entry.detail, url: null });
      else draft.connections.set(connection, begun(entry.detail, connection, entry.step));
      break;
    }
    case 'egress-closed': {
      const { connection, host, port, bytesUp, bytesDown, durationMs, why } = entry.detail;
      const draft = draftOf(hosts, host, port, entry.seq);
      const known = draft.connections.get(connection);
      if (known) draft.connections.set(connection, { ...known, bytesUp, bytesDown, durationMs, ended: why });
      break;
    }
    case 'navigation-refused': {
      const { host, url } = entry.detail;
      const draft = draftOf(hosts, host ?? url, null, entry.seq);
      addRefusal(draft, entry.step, entry.detail);
      break;
    }
    default:
  }
}

function draftOf(hosts: Map<string, Draft>, host: string, port: number | null, seq: number): Draft {
  const key = `${host} ${port ?? ''}`;
  const draft = hosts.get(key) ?? {
    key,
    host,
    port,
    connections: new Map(),
    refusals: new Map(),
    lastSeq: seq,
  };
  draft.lastSeq = seq;
  hosts.set(key, draft);
  return draft;
}

type Begun = Extract<AuditEntry, { kind: 'egress' }>['detail'];

function begun({ address, rule, page }: Begun, connection: number, step: number | null): HostConnection {
  const nothingYet = { bytesUp: null, bytesDown: null, durationMs: null, ended: null };
  return { connection, step, address, rule, page, ...nothingYet };
}

type Refused = Pick<HostRefusal, 'reason' | 'url' | 'page'> & { readonly repeats: number };

function addRefusal(draft: Draft, step: number | null, { reason, url, page, repeats }: Refused): void {
  const count = (draft.refusals.get(reason)?.count ?? 0) + 1 + repeats;
  draft.refusals.set(reason, { reason, count, lastStep: step, url, page });
}

function finish(
  { key, host, port, connections, refusals }: Draft,
  progress: Map<number, OpenConnection>,
): NetworkHost {
  const all = [...connections.values()].map((connection) => {
    const now = progress.get(connection.connection);
    if (connection.ended !== null || now === undefined) return connection;
    return { ...connection, bytesUp: now.bytesUp, bytesDown: now.bytesDown };
  });
  return {
    key,
    host,
    port,
    connections: all,
    refusals: [...refusals.values()],
    bytesUp: sum(all.map(({ bytesUp }) => bytesUp)),
    bytesDown: sum(all.map(({ bytesDown }) => bytesDown)),
    open: all.filter(({ ended }) => ended === null).length,
  };
}

function sum(bytes: readonly (number | null)[]): number {
  return bytes.reduce<number>((total, some) => total + (some ?? 0), 0);
}

/** Each host that a step had to do with, once; refused ones are marked. */
export type StepHost = { readonly host: string; readonly isRefused: boolean };

/** The hosts of every step that had any, by the step's number. Pure. */
export function hostsBySteps(entries: readonly AuditEntry[]): ReadonlyMap<number, readonly StepHost[]> {
  const steps = new Map<number, StepHost[]>();
  for (const entry of entries) {
    const found = hostOf(entry);
    if (found === null || entry.step === null) continue;
    const hosts = steps.get(entry.step) ?? [];
    const isKnown = hosts.some(({ host, isRefused }) => host === found.host && isRefused === found.isRefused);
    if (!isKnown) steps.set(entry.step, [...hosts, found]);
  }
  return steps;
}

function hostOf(entry: AuditEntry): StepHost | null {
  if (entry.kind === 'egress') {
    return { host: entry.detail.host, isRefused: entry.detail.verdict === 'denied' };
  }
  if (entry.kind !== 'navigation-refused') return null;
  return { host: entry.detail.host ?? entry.detail.url, isRefused: true };
}
