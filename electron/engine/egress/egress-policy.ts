import type { Policy } from '../../../shared/domain/policy';
import {
  formatHostRule,
  type HostRule,
  matchesHostRule,
  parseHostRule,
} from '../../../shared/reach/allowed-host';

/** What of a policy the broker goes by. */
export type EgressPolicy = Pick<
  Policy,
  | 'allowed_hosts'
  | 'unknown_hosts'
  | 'allow_missing_sni'
  | 'max_connections'
  | 'max_download_mb'
  | 'max_upload_mb'
  | 'ask_upload_above_kb'
  | 'connect_timeout_seconds'
  | 'idle_timeout_seconds'
  | 'approval_timeout_seconds'
>;

/** Names carry data too: `<stolen>.example.com`. */
const MAX_WILDCARD_LABEL = 40;
const MAX_WILDCARD_NAMES = 256;

export type HostMatch =
  | { readonly kind: 'entry'; readonly entry: string }
  /** The host is there, but not like this; `reason` says why. */
  | { readonly kind: 'refused'; readonly entry: string; readonly reason: string }
  | { readonly kind: 'none'; readonly isKnownOnOtherPort: boolean };

/** The entries of `allowed_hosts`, ready to be matched, for one session. */
export class AllowedHostList {
  readonly #rules: readonly HostRule[];
  /** By wildcard entry: the names it has let through. */
  readonly #names = new Map<string, Set<string>>();

  /** Throws when an entry is not what the policy's schema lets through. */
  constructor(entries: readonly string[]) {
    this.#rules = entries.map((entry) => {
      const reading = parseHostRule(entry);
      if (reading.kind === 'invalid') throw new Error(`An entry of allowed_hosts ${reading.reason}`);
      return reading.rule;
    });
  }

  /** The entry for a canonical host and a port; an exact one before a wildcard. */
  match(host: string, port: number): HostMatch {
    const found = this.#rules.filter((rule) => matchesHostRule(rule, host, port));
    const rule = found.find(({ includesSubdomains }) => !includesSubdomains) ?? found[0];
    if (rule === undefined) {
      const isKnownOnOtherPort = this.#rules.some((other) => matchesHostRule(other, host, other.port));
      return { kind: 'none', isKnownOnOtherPort };
    }
    const entry = formatHostRule(rule);
    const reason = rule.includesSubdomains ? this.#refuseBelow(entry, rule, host) : null;
    return reason === null ? { kind: 'entry', entry } : { kind: 'refused', entry, reason };
  }

  #refuseBelow(entry: string, rule: HostRule, host: string): string | null {
    const below = host.slice(0, -rule.host.length - 1).split('.');
    if (below.some((label) => label.length > MAX_WILDCARD_LABEL))
      return 'the name below the wildcard is too long';
    const names = this.#names.get(entry) ?? new Set();
    this.#names.set(entry, names);
    if (!names.has(host) && names.size >= MAX_WILDCARD_NAMES) return 'too many names below the wildcard';
    names.add(host);
    return null;
  }
}
