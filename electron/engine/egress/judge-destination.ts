import { PLAIN_PORT } from '../../../shared/reach/allowed-host';
import type { HostFault, Reach } from '../../../shared/reach/reach';
import type { Destination } from './reaching/destination';
import type { Asked } from './reading/read-opening';
import type { WildcardNames } from './wildcard-names';

/** What a connection was refused for. */
export type Refusal = {
  readonly kind: 'refuse';
  /** 400: not understood. 403: against the policy. 431: too long. 502: not to be reached. 503: over a limit. */
  readonly status: 400 | 403 | 431 | 502 | 503;
  /** Canonical; as it came and escaped when it could not be read. */
  readonly host: string;
  /** 0 when it could not be read. */
  readonly port: number;
  readonly address: string | null;
  /** A fixed phrase of ours. */
  readonly reason: string;
  /** The entry of `allowed_hosts`, or the policy field, that decided; empty when none did. */
  readonly rule: string;
};

export type DestinationJudgement =
  | { readonly kind: 'allow'; readonly to: Destination; readonly rule: string }
  | { readonly kind: 'ask'; readonly to: Destination }
  | Refusal;

const MAX_RAW_LENGTH = 300;

/** What came over the wire, for the record: printable ASCII, everything else as `%XX` of its bytes. */
function escapeRaw(raw: string): string {
  return raw.slice(0, MAX_RAW_LENGTH).replace(/[^\x21-\x7e]|%/g, (char) => {
    return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** The refusal of something that can't be read. `raw` holds one character for each byte. */
export function refuseUnreadable(raw: string, reason: string, status: 400 | 431 = 400): Refusal {
  return { kind: 'refuse', status, host: escapeRaw(raw), port: 0, address: null, reason, rule: '' };
}

export type DestinationRules = {
  readonly reach: Reach;
  readonly wildcardNames: WildcardNames;
  /** Whether pages may send there now, such as `app.example.com:443`; for a while they may be held to a few hosts. */
  readonly permits: (destination: string) => boolean;
};

const REASONS: Readonly<Record<HostFault, string>> = {
  'special-name': 'the name is not that of a host on the Internet',
  'wrong-protocol': 'plain HTTP is spoken on port 80 only',
  'long-label': 'the name below the wildcard is too long',
  'not-plain': 'plain HTTP is not allowed for this host',
  'other-port': 'this port of the host is not in allowed_hosts',
  'not-named': 'the host is not in allowed_hosts',
};

const HELD = 'while a secret may stand in a page, only the hosts of that page are reached';

/**
 * Decides whether a host and port may be connected to at all, before anything is resolved. Addresses and names that are
 * not on the Internet are refused whatever the policy says.
 */
export function judgeDestination(
  { authority, way }: Pick<Asked, 'authority' | 'way'>,
  { reach, wildcardNames, permits }: DestinationRules,
): DestinationJudgement {
  const { host, port } = authority;
  const refuse = (reason: string, rule = ''): Refusal => {
    return { kind: 'refuse', status: 403, host, port, address: null, reason, rule };
  };
  if (authority.kind === 'address') return refuse('hosts are reached by name, never by address');
  if (!permits(`${host}:${port}`)) return refuse(HELD);
  // What a tunnel will carry is read when it is there.
  const verdict = reach.judgeHost(host, port, way === 'request' ? true : null);
  if (verdict.kind === 'refused') return refuse(REASONS[verdict.fault], verdict.entry);
  const to = { host, port, isPlain: port === PLAIN_PORT };
  if (verdict.kind === 'ask') return { kind: 'ask', to };
  const { entry, isWildcard } = verdict;
  if (isWildcard && !wildcardNames.admit(entry, host))
    return refuse('too many names below the wildcard', entry);
  return { kind: 'allow', to, rule: entry };
}
