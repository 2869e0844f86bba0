import { mayFail } from '../../base/may-fail';
import type { Initiator, Initiators } from './initiator';
import type { HeldHeader, RequestDecision, RequestFacts, RequestRule } from './request-rule';

/** A header for requests to these exact origins, and from nobody else's documents and workers than theirs. */
export type BoundHeader = HeldHeader & { readonly origins: readonly string[] };

/** What may be asked for by a link on any page: it changes nothing, and nobody but the new document reads the answer. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const PASS: RequestDecision = { kind: 'pass' };

/**
 * Adds the headers that the console holds to the requests that they are for. A page never has them: they are added when a
 * request leaves the browser, after every service worker. A request gets one when it goes to one of the header's own
 * origins, and comes from a document (in nobody else's page) or a worker of one of them; a page's address also from
 * elsewhere. What can't be told goes without.
 */
export class HeldHeaders implements RequestRule {
  readonly types = 'all';
  readonly limitMs = 2000;
  readonly #headers = new Set<BoundHeader>();

  constructor(
    private readonly deps: {
      readonly initiators: Initiators;
      /** Has requests held back as the rules need it now. Rejects when the browser does not. */
      readonly renew: () => Promise<void>;
    },
  ) {}

  get isOn(): boolean {
    return this.#headers.size > 0;
  }

  /**
   * Sends a header until the answer is called or the browser ends. Rejects when the browser does not hold requests back;
   * then none carries it.
   */
  async hold(header: BoundHeader): Promise<() => void> {
    const { renew } = this.deps;
    const letGo = () => {
      this.#headers.delete(header);
      mayFail(renew(), 'a browser that is gone sends nothing');
    };
    this.#headers.add(header);
    try {
      await renew();
      return letGo;
    } catch (error) {
      letGo();
      throw error;
    }
  }

  async judge(request: RequestFacts): Promise<RequestDecision> {
    const to = /^https?:/.test(request.url) ? originOf(request.url) : null;
    const due = [...this.#headers].filter(({ origins }) => to !== null && origins.includes(to));
    if (due.length === 0) return PASS;
    const initiator = await this.deps.initiators.of(request);
    return { kind: 'pass', held: due.filter(({ origins }) => mayCarry(request, initiator, origins)) };
  }
}

function mayCarry(request: RequestFacts, initiator: Initiator, origins: readonly string[]): boolean {
  if (isPreflight(request) || !saysNoOther(request, origins)) return false;
  switch (initiator.kind) {
    case 'document':
      return initiator.origins.every((origin) => origins.includes(origin));
    case 'frame':
      return initiator.around.every((origin) => origins.includes(origin)) && mayOpen(request, origins);
    case 'worker':
      return origins.includes(initiator.origin);
    case 'unknown':
      return false;
  }
}

/** Whoever has led there; a form must say who has sent it. */
function mayOpen({ method, headers }: RequestFacts, origins: readonly string[]): boolean {
  return READING.has(method) || origins.includes(headers.get('origin') ?? '');
}

/** A question of the browser itself, which never carries what a page could not send. */
function isPreflight({ method, headers }: RequestFacts): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method');
}

/**
 * What the browser says of its sender must not name another origin: a request may outlive its document, and the frame shows
 * one of the right origin by now. A page's address may come from anywhere.
 */
function saysNoOther({ type, headers }: RequestFacts, origins: readonly string[]): boolean {
  const origin = headers.get('origin');
  if (origin !== undefined && !origins.includes(origin)) return false;
  const referrer = headers.get('referer');
  return type === 'Document' || referrer === undefined || origins.includes(originOf(referrer) ?? '');
}

function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}
