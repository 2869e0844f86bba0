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
  /** In the order in which they began. The same list in every reading of a record: it grows in place. */
  readonly connections: readonly HostConnection[];
  readonly refusals: readonly HostRefusal[];
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly open: number;
};

/** Each host that a step had to do with, once; refused ones are marked. */
export type StepHost = {
  readonly host: string;
  readonly isRefused: boolean;
  /** What is wrong with its certificate, in words, when that was why. */
  readonly certificate?: string;
};

/** A site whose certificate the browser does not accept, and why, in words. */
export type WrongCertificate = { readonly host: string; readonly reason: string };

/** What a record says of the network. */
export type RecordedNetwork = {
  /** Those with refusals first, then the one that was heard of last. */
  readonly hosts: readonly NetworkHost[];
  /** The hosts of every step that had any, by the step's number. Grows in place. */
  readonly bySteps: ReadonlyMap<number, readonly StepHost[]>;
  /** Each host once, the one that was heard of last first. */
  readonly wrongCertificates: readonly WrongCertificate[];
};

/** The hosts with how far their open connections are, as it was last asked. Hosts without any stay the same objects. */
export function withProgress(
  hosts: readonly NetworkHost[],
  open: readonly OpenConnection[],
): readonly NetworkHost[] {
  if (open.length === 0) return hosts;
  const progress = new Map(open.map((connection) => [connection.connection, connection]));
  return hosts.map((host) => {
    if (host.open === 0) return host;
    const connections = host.connections.map((connection) => {
      const now = progress.get(connection.connection);
      if (connection.ended !== null || now === undefined) return connection;
      return { ...connection, bytesUp: now.bytesUp, bytesDown: now.bytesDown };
    });
    return { ...host, connections, ...sumUp(connections) };
  });
}

export type ConnectionSums = Pick<NetworkHost, 'bytesUp' | 'bytesDown' | 'open'>;

/** What the connections to a host come to. */
export function sumUp(connections: readonly HostConnection[]): ConnectionSums {
  return {
    bytesUp: sum(connections.map(({ bytesUp }) => bytesUp)),
    bytesDown: sum(connections.map(({ bytesDown }) => bytesDown)),
    open: connections.filter(({ ended }) => ended === null).length,
  };
}

function sum(bytes: readonly (number | null)[]): number {
  return bytes.reduce<number>((total, some) => total + (some ?? 0), 0);
}
