import { Emitter } from '../base/emitter';
import { HoneytokenFinder } from './find-honeytoken';
import type { Honeytoken } from './honeytoken';

/** Ways on which one may come out, in the words of a card. */
export const WAYS = {
  agent: 'in what the agent wrote',
  address: 'in an address that a page asked for',
  body: 'in what a page sent',
  host: 'in the name of a host that was asked for',
  bytes: 'in bytes on their way to a host',
} as const;
export type Way = keyof typeof WAYS;

/** `host`: where it was to go; null where that is nowhere yet. */
export type Sprung = { readonly token: Honeytoken; readonly way: Way; readonly host: string | null };

/** A browser that asks about everything before it sends it. */
type Sender = {
  watchSent(
    stops: (sent: {
      readonly url: string;
      readonly carried: string;
      readonly host: string | null;
    }) => boolean,
  ): Promise<void>;
};

/** Looks at what pages send where it is not encrypted yet. Rejects when the browser does not hold it back. */
export function watchSent(browser: Sender, wire: Tripwire): Promise<void> {
  return browser.watchSent(({ url, carried, host }) => {
    const isInAddress = wire.stops(url, 'address', host);
    return wire.stops(carried, 'body', host) || isInAddress;
  });
}

/** Characters of a text that goes on which are kept for what comes next. */
const TAIL = 400;

/**
 * Looks for planted secrets in what is on its way out. From the first that is found on nothing may pass, until it is set
 * again.
 */
export class Tripwire {
  /** One was found, for the first time on this way to this host since the wire was set. */
  readonly sprung = new Emitter<Sprung>();
  readonly #finder: HoneytokenFinder;
  readonly #told = new Set<string>();

  constructor(tokens: readonly Honeytoken[]) {
    this.#finder = new HoneytokenFinder(tokens);
  }

  get isSprung(): boolean {
    return this.#told.size > 0;
  }

  /** Whether a text must not go to a host: one of them is in it, or was found before. */
  stops(text: string, way: Way, host: string | null): boolean {
    return this.finds(text, way, host) || this.isSprung;
  }

  /** Whether one of them is in a text that is to go to a host, if it is to go anywhere. */
  finds(text: string, way: Way, host: string | null): boolean {
    const token = this.#finder.find(text, host);
    if (token === null) return false;
    const key = JSON.stringify([token.text, way, host]);
    if (!this.#told.has(key)) {
      this.#told.add(key);
      this.sprung.emit({ token, way, host });
    }
    return true;
  }

  /** The same for bytes that come in pieces, one after the other to one host. */
  follow(host: string): (bytes: Buffer) => boolean {
    let tail = '';
    return (bytes) => {
      const text = tail + bytes.toString('latin1');
      tail = text.slice(-TAIL);
      return this.stops(text, 'bytes', host === '' ? null : host);
    };
  }

  /** The operator lets the run go on. */
  reset(): void {
    this.#told.clear();
  }
}
