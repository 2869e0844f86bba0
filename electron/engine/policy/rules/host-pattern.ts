import { domainToASCII, domainToUnicode } from 'node:url';
import { parsePort } from '../../../../shared/reach/allowed-host';
import { parseHostName } from '../../../../shared/reach/host-name';
import { SeenText, TextPattern, type Truth } from './text-pattern';

type HostAndPort = { readonly host: string; readonly port: number | null };

/**
 * `app.example.com`, `*.example.com` for the names below it, either with `:PORT`, or `*` for any host. Refusing goes by
 * what the host looks like too, and for every port when none is named; permitting by the name itself and the usual port.
 */
export class HostPattern {
  readonly #rule: (HostAndPort & { readonly isBelow: boolean }) | null;
  readonly #look: TextPattern;

  constructor(readonly source: string) {
    const isBelow = source.startsWith('*.');
    const rule = splitPort(isBelow ? source.slice(2) : source);
    const host = rule && canonicalHost(rule.host);
    this.#rule = rule && host ? { host, port: rule.port, isBelow } : null;
    this.#look = new TextPattern(host ? `${isBelow ? '*.' : ''}${domainToUnicode(host) || host}` : source);
  }

  /** Whether it can be read at all. */
  get isValid(): boolean {
    return this.#rule !== null || this.source === '*';
  }

  /** Whether it is about every host that the other one is about, to permit or to refuse. */
  covers(other: HostPattern, isPermitting: boolean): boolean {
    if (this.source === '*') return true;
    const [outer, inner] = [this.#rule, other.#rule];
    if (outer === null || inner === null) return false;
    // Without a port it refuses on all of them, but permits on one.
    if (outer.port !== inner.port && (isPermitting || outer.port !== null)) return false;
    if (outer.host === inner.host) return outer.isBelow === inner.isBelow;
    return outer.isBelow && inner.host.endsWith(`.${outer.host}`);
  }

  permits(host: SeenHost): boolean {
    if (host.name === null) return false;
    if (this.source === '*') return true;
    return this.#rule !== null && this.#rule.port === host.port && isNamed(this.#rule, host.name);
  }

  /** One that can't be read could have meant any host. */
  refuses(host: SeenHost): Truth {
    if (this.source === '*') return 'yes';
    if (this.#rule === null || host.name === null) return 'unclear';
    if (this.#rule.port !== null && this.#rule.port !== host.port) return 'no';
    return isNamed(this.#rule, host.name) ? 'yes' : this.#look.refuses(host.look);
  }
}

function isNamed(rule: { host: string; isBelow: boolean }, name: string): boolean {
  return rule.isBelow ? name.endsWith(`.${rule.host}`) : name === rule.host;
}

/** The host of a target, with its port where it is not the usual one of the scheme. */
export class SeenHost {
  /** Canonical; null when it is no host name. */
  readonly name: string | null;
  readonly port: number | null;
  #look: SeenText | undefined;

  constructor(readonly written: string) {
    const parts = splitPort(written);
    this.name = parts && canonicalHost(parts.host);
    this.port = parts?.port ?? null;
  }

  /** As it is shown to people. */
  get look(): SeenText {
    this.#look ??= new SeenText(domainToUnicode(this.name ?? '') || (this.name ?? this.written));
    return this.#look;
  }
}

function splitPort(text: string): HostAndPort | null {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return { host: text, port: null };
  const port = parsePort(text.slice(colon + 1));
  return port === null ? null : { host: text.slice(0, colon), port };
}

function canonicalHost(written: string): string | null {
  const ascii = /^[\x21-\x7e]*$/.test(written) ? written : domainToASCII(written);
  const parsed = parseHostName(ascii);
  return parsed.kind === 'malformed' ? null : parsed.host;
}
