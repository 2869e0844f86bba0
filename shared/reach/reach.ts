import type { Policy } from '../domain/policy';
import { type HostRule, matchesHostRule, PLAIN_PORT, parseHostRule, TLS_PORT } from './allowed-host';
import { isSpecialName, parseHostName } from './host-name';
import { parseUrl } from './parse-url';

/** `reason` is a fixed phrase of ours, without the address. `host` is canonical where the address has one. */
export type AddressVerdict =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly host: string | null; readonly reason: string };

const ALLOWED: AddressVerdict = { isAllowed: true };

function refused(host: string | null, reason: string): AddressVerdict {
  return { isAllowed: false, host, reason };
}

/** Which web addresses a session may open, by its policy alone: nothing is resolved. The broker has the last word. */
export class Reach {
  readonly #rules: readonly HostRule[];
  readonly #asksAboutOthers: boolean;

  constructor(policy: Pick<Policy, 'allowed_hosts' | 'unknown_hosts'>) {
    this.#rules = policy.allowed_hosts.flatMap((entry) => {
      const reading = parseHostRule(entry);
      return reading.kind === 'rule' ? [reading.rule] : [];
    });
    this.#asksAboutOthers = policy.unknown_hosts === 'ask';
  }

  /** Judges a whole address as a browser reads it (WHATWG URL). Never throws. */
  judge(address: string): AddressVerdict {
    const url = parseUrl(address);
    if (url === null) return refused(null, 'it is not an address');
    const isPlain = url.protocol === 'http:';
    if (!isPlain && url.protocol !== 'https:') {
      return refused(null, 'only pages from http and https addresses are opened');
    }
    const name = parseHostName(url.hostname);
    if (name.kind !== 'name') return refused(url.hostname, 'hosts are allowed by name, never by address');
    const { host } = name;
    if (url.username !== '' || url.password !== '') return refused(host, 'it carries a user name');
    const port = url.port === '' ? (isPlain ? PLAIN_PORT : TLS_PORT) : Number(url.port);
    // Plain HTTP belongs to port 80 and TLS to every other; the broker takes nothing else.
    if (isPlain !== (port === PLAIN_PORT)) return refused(host, 'plain HTTP is for port 80 only');
    if (this.#rules.some((rule) => matchesHostRule(rule, host, port))) return ALLOWED;
    if (this.#asksAboutOthers && !isSpecialName(host)) return ALLOWED;
    return refused(host, 'the host is not in allowed_hosts');
  }
}
