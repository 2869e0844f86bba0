import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { withoutFailing } from '../../base/may-fail';
import type { CdpSession } from '../cdp/cdp-session';
import { PausedRequest } from './paused-request';
import type { HeldHeader, RequestDecision, RequestFacts, RequestRule } from './request-rule';

/** Requests whose decision is kept, for the case that the browser begins one again. */
const MOST_REMEMBERED = 500;
const REFUSED: RequestDecision = { kind: 'refuse' };

/** A request that was refused because nothing decided about it. `why` is a fixed phrase of ours. */
export type UnjudgedRequest = { readonly url: string; readonly why: string };

/**
 * Holds every request back that a rule is about, of every target there is or will be, and lets it go only when each rule
 * has passed it, in order. The browser's own session sees all of them without being attached to any target, so there is
 * no moment at which a new one is not watched.
 *
 * It fails closed: a request that can't be read, that no rule is about, or on which a rule throws, takes too long or
 * answers nothing, is refused.
 */
export class RequestWatch {
  /** A request was refused although no rule said so. */
  readonly unjudged = new Emitter<UnjudgedRequest>();
  readonly #decisions = new Map<string, Promise<RequestDecision>>();

  constructor(
    private readonly browser: CdpSession,
    private readonly rules: readonly RequestRule[],
    private readonly clock: Clock,
  ) {}

  /** Rejects when the browser does not hold requests back; it must not be used then. */
  async begin(): Promise<void> {
    this.browser.on('Fetch.requestPaused', (event) => {
      const request = PausedRequest.read(this.browser, event);
      if (request !== null) void this.#settle(request);
    });
    await this.renew();
  }

  /** Holds back what the rules are about now. Answers when the browser does so; rejects as `begin` does. */
  async renew(): Promise<void> {
    await this.browser.send('Fetch.enable', { patterns: this.#patterns() });
  }

  #patterns(): readonly object[] {
    const each = { urlPattern: '*', requestStage: 'Request' };
    const on = this.rules.filter(({ isOn }) => isOn !== false);
    const asked = on.map(({ types }) => types);
    if (asked.includes('all')) return [each];
    const addresses = new Set(on.flatMap((rule) => rule.addresses ?? []));
    return [
      ...[...new Set(asked.flat())].map((resourceType) => ({ ...each, resourceType })),
      ...[...addresses].map((urlPattern) => ({ ...each, urlPattern })),
    ];
  }

  async #settle(request: PausedRequest): Promise<void> {
    const decision = await this.#decisionFor(request);
    const isDone = await request.settle(decision);
    const { facts } = request;
    if (decision.kind !== 'pass' || facts === null) return;
    for (const rule of this.rules) rule.noteReleased?.(facts, isDone);
  }

  /** One that the browser begins again gets the decision that it got, or that it still waits for. */
  #decisionFor({ key, facts }: PausedRequest): Promise<RequestDecision> {
    const known = this.#decisions.get(key);
    if (known !== undefined) return known;
    const decision = this.#judge(facts);
    this.#decisions.set(key, decision);
    const [oldest] = this.#decisions.keys();
    if (this.#decisions.size > MOST_REMEMBERED && oldest !== undefined) this.#decisions.delete(oldest);
    return decision;
  }

  async #judge(facts: RequestFacts | null): Promise<RequestDecision> {
    if (facts === null) return this.#refuse('', 'the request could not be read');
    const rules = this.rules.filter((rule) => isAbout(rule, facts));
    if (rules.length === 0) return this.#refuse(facts.url, 'no rule is about such a request');
    const held: HeldHeader[] = [];
    for (const rule of rules) {
      const decision = await this.#ask(rule, facts);
      if (decision.kind !== 'pass') return decision;
      held.push(...(decision.held ?? []));
    }
    return { kind: 'pass', held };
  }

  async #ask(rule: RequestRule, facts: RequestFacts): Promise<RequestDecision> {
    const answered = new AbortController();
    const limit = this.clock.sleep(rule.limitMs, answered.signal).then(() => null);
    const late = withoutFailing(limit, null, 'the rule has answered in time');
    try {
      const decision = await Promise.race([rule.judge(facts), late]);
      if (decision === null) return this.#refuse(facts.url, 'the request was not judged in time');
      if (isDecision(decision)) return decision;
      return this.#refuse(facts.url, 'the request was not judged');
    } catch {
      return this.#refuse(facts.url, 'the request could not be judged');
    } finally {
      answered.abort();
    }
  }

  #refuse(url: string, why: string): RequestDecision {
    this.unjudged.emit({ url, why });
    return REFUSED;
  }
}

function isAbout({ types, addresses = [] }: RequestRule, { type, url }: RequestFacts): boolean {
  return types === 'all' || types.includes(type) || addresses.some((pattern) => matches(pattern, url));
}

/** As the browser matches it: `*` stands for any characters. */
function matches(pattern: string, url: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!url.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = url.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return pattern.endsWith('*') || from === url.length;
}

/** The compiler believes that a rule answers; one that awaits somebody else's word may not. */
function isDecision(decision: RequestDecision | undefined): decision is RequestDecision {
  return decision?.kind === 'pass' || decision?.kind === 'refuse' || decision?.kind === 'answer';
}
