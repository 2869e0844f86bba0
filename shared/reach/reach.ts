import type { Policy } from '../domain/policy';
import {
  formatHostRule,
  type HostRule,
  matchesHostRule,
  PLAIN_PORT,
  parseHostRule,
  TLS_PORT,
} from './allowed-host';
import { isSpecialName, parseHostName } from './host-name';
import { parseUrl } from './parse-url';
import { isNobodys } from './served-host';

/** What of a policy decides where a session may go. */
export type ReachPolicy = Pick<Policy, 'allowed_hosts' | 'unknown_hosts'>;

/** Why a host is out of reach. Whoever says it has words of their own. */
export type HostFault =
  /** The name is not that of a host on the Internet. */
  | 'special-name'
  /** Plain HTTP belongs to port 80, and TLS to every other. */
  | 'wrong-protocol'
  /** Below a wildcard; names carry data too: `<stolen>.example.com`. */
  | 'long-label'
  /** The host is named, but not for plain HTTP. */
  | 'not-plain'
  /** The host is named, but not on this port. */
  | 'other-port'
  | 'not-named';

/** `entry` is the entry of `allowed_hosts` that decided, as it is canonically written; empty when none did. */
export type HostVerdict =
  | { readonly kind: 'named'; readonly entry: string; readonly isWildcard: boolean }
  /** Nobody named it, and the operator is asked. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'refused'; readonly fault: HostFault; readonly entry: string };

export type AddressFault = HostFault | 'no-address' | 'scheme' | 'by-address' | 'user-name';

/** `reason` is a fixed phrase of ours, without the address. `host` is canonical where the address has one. */
export type AddressVerdict =
  | { readonly isAllowed: true }
  | {
      readonly isAllowed: false;
      readonly host: string | null;
      readonly fault: AddressFault;
      readonly reason: string;
    };

const MAX_WILDCARD_LABEL = 40;

const NOT_NAMED = 'the host is not in allowed_hosts';
const REASONS: Readonly<Record<AddressFault, string>> = {
  'no-address': 'it is not an address',
  scheme: 'only pages from http and https addresses are opened',
  'by-address': 'hosts are allowed by name, never by address',
  'user-name': 'it carries a user name',
  'wrong-protocol': 'plain HTTP is for port 80 only',
  'long-label': 'the name below the wildcard is too long',
  'special-name': NOT_NAMED,
  'not-plain': NOT_NAMED,
  'other-port': NOT_NAMED,
  'not-named': NOT_NAMED,
};

const ALLOWED: AddressVerdict = { isAllowed: true };

/**
 * Where a session may go, by its policy alone: nothing is resolved, nothing is counted. The one answer for the form that
 * starts a session, the check at its start, the guard on its browser and the broker, which has the last word.
 */
export class Reach {
  readonly #rules: readonly HostRule[];
  readonly #asksAboutOthers: boolean;

  /** An entry that is none, as a form may hold one, names nothing. */
  constructor(policy: ReachPolicy) {
    this.#rules = policy.allowed_hosts.flatMap((entry) => {
      const reading = parseHostRule(entry);
      return reading.kind === 'rule' ? [reading.rule] : [];
    });
    this.#asksAboutOthers = policy.unknown_hosts === 'ask';
  }

  /** Judges a whole address as a browser reads it (WHATWG URL). Never throws. */
  judge(address: string): AddressVerdict {
    const url = parseUrl(address);
    if (url === null) return refused(null, 'no-address');
    const isPlain = url.protocol === 'http:';
    if (!isPlain && url.protocol !== 'https:') return refused(null, 'scheme');
    const name = parseHostName(url.hostname);
    if (name.kind !== 'name') return refused(url.hostname, 'by-address');
    const { host } = name;
    if (url.username !== '' || url.password !== '') return refused(host, 'user-name');
    const port = url.port === '' ? (isPlain ? PLAIN_PORT : TLS_PORT) : Number(url.port);
    const verdict = this.judgeHost(host, port, isPlain);
    return verdict.kind === 'refused' ? refused(host, verdict.fault) : ALLOWED;
  }

  /**
   * Judges a canonical name on a port. `isPlain` says what is spoken there: plain HTTP, or TLS; null while that is not
   * known. An exact entry decides before a wildcard.
   */
  judgeHost(host: string, port: number, isPlain: boolean | null): HostVerdict {
    if (isNobodys(host, port)) return { kind: 'refused', fault: 'special-name', entry: '' };
    if (isPlain !== null && isPlain !== (port === PLAIN_PORT))
      return { kind: 'refused', fault: 'wrong-protocol', entry: '' };
    const found = this.#rules.filter((rule) => matchesHostRule(rule, host, port));
    const rule = found.find(({ includesSubdomains }) => !includesSubdomains) ?? found[0];
    if (rule === undefined) return this.#judgeUnnamed(host, port);
    const entry = formatHostRule(rule);
    if (rule.includesSubdomains && hasLongLabel(host, rule))
      return { kind: 'refused', fault: 'long-label', entry };
    return { kind: 'named', entry, isWildcard: rule.includesSubdomains };
  }

  /**
   * Asked about on the two usual ports alone: what else listens somewhere, nobody can judge by a name. What the console
   * serves is there for whoever names it, and for nobody else.
   */
  #judgeUnnamed(host: string, port: number): HostVerdict {
    if (isSpecialName(host)) return { kind: 'refused', fault: 'special-name', entry: '' };
    if (this.#asksAboutOthers && (port === TLS_PORT || port === PLAIN_PORT)) return { kind: 'ask' };
    const isNamed = this.#rules.some((rule) => matchesHostRule(rule, host, rule.port));
    if (!isNamed) return { kind: 'refused', fault: 'not-named', entry: '' };
    return { kind: 'refused', fault: port === PLAIN_PORT ? 'not-plain' : 'other-port', entry: '' };
  }
}

function hasLongLabel(host: string, rule: HostRule): boolean {
  const below = host.slice(0, -rule.host.length - 1).split('.');
  return below.some((label) => label.length > MAX_WILDCARD_LABEL);
}

function refused(host: string | null, fault: AddressFault): AddressVerdict {
  return { isAllowed: false, host, fault, reason: REASONS[fault] };
}
