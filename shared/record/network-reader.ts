import type { AuditEntry, EntryOf } from '../domain/audit-entry';
import {
  type ConnectionSums,
  type HostConnection,
  type HostRefusal,
  type NetworkHost,
  type RecordedNetwork,
  type StepHost,
  sumUp,
} from './network-hosts';

type Draft = {
  readonly key: string;
  readonly host: string;
  readonly port: number | null;
  /** In the order in which they began; grows in place. */
  readonly connections: HostConnection[];
  /** Where each is among them, by its number. */
  readonly places: Map<number, number>;
  sums: ConnectionSums;
  readonly refusals: Map<string, HostRefusal>;
  lastSeq: number;
  /** As it was last shown; null since it has changed. */
  shown: NetworkHost | null;
};

/** Reads the lines of a record, in its order, into what the session had to do with which host. */
export class NetworkReader {
  readonly #hosts = new Map<string, Draft>();
  /** Why, by the host; the one that was heard of last comes last. */
  readonly #certificates = new Map<string, string>();
  readonly #steps = new Map<number, readonly StepHost[]>();
  #network: RecordedNetwork | null = null;

  read(entry: AuditEntry): void {
    switch (entry.kind) {
      case 'egress':
        this.#egress(entry);
        break;
      case 'egress-closed':
        this.#close(entry);
        break;
      case 'navigation-refused':
        this.#refuseDocument(entry);
        break;
      case 'certificate-refused':
        this.#refuseCertificate(entry);
        break;
      default:
    }
  }

  /** The same object until something of it changes, as are its parts. */
  get network(): RecordedNetwork {
    this.#network ??= {
      hosts: this.#show(),
      bySteps: this.#steps,
      wrongCertificates: [...this.#certificates].map(([host, reason]) => ({ host, reason })).reverse(),
    };
    return this.#network;
  }

  #egress({ detail, step, seq }: EntryOf<'egress'>): void {
    const { connection, host, port, verdict, address, rule, page } = detail;
    const draft = this.#change(host, port, seq);
    if (connection === null) {
      addRefusal(draft, step, { ...detail, url: null });
    } else {
      put(draft, {
        connection,
        step,
        address,
        rule,
        page,
        bytesUp: null,
        bytesDown: null,
        durationMs: null,
        ended: null,
      });
    }
    this.#addToStep(step, { host, isRefused: verdict === 'denied' });
  }

  #close({ detail, seq }: EntryOf<'egress-closed'>): void {
    const { connection, host, port, bytesUp, bytesDown, durationMs, why } = detail;
    const draft = this.#change(host, port, seq);
    const known = draft.connections[draft.places.get(connection) ?? -1];
    if (known === undefined) return;
    put(draft, { ...known, bytesUp, bytesDown, durationMs, ended: why });
  }

  #refuseDocument({ detail, step, seq }: EntryOf<'navigation-refused'>): void {
    const host = detail.host ?? detail.url;
    addRefusal(this.#change(host, null, seq), step, detail);
    this.#addToStep(step, { host, isRefused: true });
  }

  #refuseCertificate({ detail, step, seq }: EntryOf<'certificate-refused'>): void {
    const { host, port, reason } = detail;
    addRefusal(this.#change(host, port, seq), step, { ...detail, url: null });
    this.#certificates.delete(host);
    this.#certificates.set(host, reason);
    this.#addToStep(step, { host, isRefused: true, certificate: reason });
  }

  #change(host: string, port: number | null, seq: number): Draft {
    const key = `${host} ${port ?? ''}`;
    const draft = this.#hosts.get(key) ?? {
      key,
      host,
      port,
      connections: [],
      places: new Map(),
      sums: sumUp([]),
      refusals: new Map(),
      lastSeq: seq,
      shown: null,
    };
    draft.lastSeq = seq;
    draft.shown = null;
    this.#hosts.set(key, draft);
    this.#network = null;
    return draft;
  }

  #addToStep(step: number | null, found: StepHost): void {
    if (step === null) return;
    const hosts = this.#steps.get(step) ?? [];
    const isKnown = hosts.some(
      ({ host, isRefused, certificate }) =>
        host === found.host && isRefused === found.isRefused && certificate === found.certificate,
    );
    if (!isKnown) this.#steps.set(step, [...hosts, found]);
  }

  /** Those with refusals first, then the one that was heard of last. */
  #show(): readonly NetworkHost[] {
    return [...this.#hosts.values()]
      .sort((a, b) => Number(b.refusals.size > 0) - Number(a.refusals.size > 0) || b.lastSeq - a.lastSeq)
      .map((draft) => {
        draft.shown ??= show(draft);
        return draft.shown;
      });
  }
}

type Refused = Pick<HostRefusal, 'reason' | 'url' | 'page'> & { readonly repeats: number };

function addRefusal(draft: Draft, step: number | null, { reason, url, page, repeats }: Refused): void {
  const count = (draft.refusals.get(reason)?.count ?? 0) + 1 + repeats;
  draft.refusals.set(reason, { reason, count, lastStep: step, url, page });
}

/** Keeps a connection in its place and the sums with it, at the same cost however many there are. */
function put(draft: Draft, connection: HostConnection): void {
  const place = draft.places.get(connection.connection) ?? draft.connections.length;
  const before = sumUp(draft.connections.slice(place, place + 1));
  const after = sumUp([connection]);
  draft.places.set(connection.connection, place);
  draft.connections[place] = connection;
  draft.sums = {
    bytesUp: draft.sums.bytesUp - before.bytesUp + after.bytesUp,
    bytesDown: draft.sums.bytesDown - before.bytesDown + after.bytesDown,
    open: draft.sums.open - before.open + after.open,
  };
}

function show({ key, host, port, connections, refusals, sums }: Draft): NetworkHost {
  return { key, host, port, connections, refusals: [...refusals.values()], ...sums };
}
