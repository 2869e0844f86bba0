import { AirlockError } from '../../../../shared/airlock-error';
import { mayFail } from '../../base/may-fail';
import type { CdpSession } from '../cdp/cdp-session';
import { type CdpFields, fieldsOf, textOf } from '../cdp/cdp-values';
import type { HeldHeader, OwnAnswer, RequestDecision, RequestFacts, SentBody } from './request-rule';

/**
 * A request that the browser holds back until it is settled, once: a second time would be a decision too many, made by
 * code that believes the first was not, so it throws. What can't be done as decided ends as a refusal.
 */
export class PausedRequest {
  /** What it asks for; null when that can't be read, and then it can only be refused. */
  readonly facts: RequestFacts | null;
  /** The same for a request that the browser begins again by itself, as it does when a server wants more headers. */
  readonly key: string;
  /** As the browser has them, each with its name as it is spelt. */
  readonly #headers: readonly Header[];
  #isSettled = false;

  private constructor(
    private readonly session: CdpSession,
    private readonly id: string,
    event: CdpFields,
  ) {
    this.#headers = readHeaders(event);
    this.facts = readFacts(event, this.#headers);
    // Told only where requests are traced; elsewhere each beginning counts as a request of its own.
    const name = textOf(event.networkId) ?? id;
    const { url, method, type, isRedirect } = this.facts ?? {};
    this.key = JSON.stringify([name, url, method, type, isRedirect]);
  }

  /** Null for an event that names no request: there is nothing to be settled then, and what it was about stays held. */
  static read(session: CdpSession, event: CdpFields): PausedRequest | null {
    const id = textOf(event.requestId);
    return id === null ? null : new PausedRequest(session, id, event);
  }

  /** Whether the browser did as decided; not where the request has gone, with its page or by its page's will. */
  settle(decision: RequestDecision): Promise<boolean> {
    if (decision.kind === 'pass') return this.letThrough(decision.held);
    return decision.kind === 'answer' ? this.answer(decision.answer) : this.refuse();
  }

  /** Headers are given whole: what is given is all that it has, and its cookies. A redirect of it begins without `held`. */
  letThrough(held: readonly HeldHeader[] = []): Promise<boolean> {
    const added = held.flatMap(({ name, value }) => {
      const text = value();
      return text === null ? [] : [{ name, value: text }];
    });
    const names = new Set(added.map(({ name }) => name.toLowerCase()));
    const own = this.#headers.filter(({ name }) => !names.has(name.toLowerCase()));
    return this.#settle('Fetch.continueRequest', added.length === 0 ? {} : { headers: [...own, ...added] });
  }

  /** Answers in the server's place. */
  answer({ status, headers, body }: OwnAnswer): Promise<boolean> {
    return this.#settle('Fetch.fulfillRequest', {
      responseCode: status,
      responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
      body: Buffer.from(body).toString('base64'),
    });
  }

  /** Ends it inside the browser, which shows a page of its own; it doesn't try again by itself, as after a lost connection. */
  refuse(): Promise<boolean> {
    return this.#settle('Fetch.failRequest', { errorReason: 'BlockedByClient' });
  }

  #settle(method: string, params: object): Promise<boolean> {
    if (this.#isSettled) throw new AirlockError('internal', 'A request is settled once.');
    this.#isSettled = true;
    return this.#send(method, params);
  }

  async #send(method: string, params: object): Promise<boolean> {
    const requestId = this.id;
    try {
      await this.session.send(method, { requestId, ...params });
      return true;
    } catch {
      // If the browser holds it still, it must not hold it for ever.
      const refusal = { requestId, errorReason: 'BlockedByClient' };
      mayFail(this.session.send('Fetch.failRequest', refusal), 'its page has gone, and the request with it');
      return false;
    }
  }
}

type Header = { readonly name: string; readonly value: string };

function readHeaders({ request }: CdpFields): readonly Header[] {
  return Object.entries(fieldsOf(fieldsOf(request).headers)).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value }] : [],
  );
}

function readFacts(
  { request, resourceType, redirectedRequestId, frameId, networkId }: CdpFields,
  all: readonly Header[],
): RequestFacts | null {
  const fields = fieldsOf(request);
  const url = textOf(fields.url);
  const method = textOf(fields.method);
  const type = textOf(resourceType);
  if (url === null || method === null || type === null) return null;
  const isRedirect = redirectedRequestId !== undefined;
  let body: SentBody | null = null;
  const headers = new Map(all.map(({ name, value }) => [name.toLowerCase(), value]));
  return {
    url,
    method,
    type,
    isRedirect,
    frameId: textOf(frameId) ?? '',
    headers,
    carried: () => carriedBy(fields),
    // Asked for by whoever judges, names and compares it.
    body: () => {
      body ??= bodyOf(fields);
      return body;
    },
    networkId: textOf(networkId),
  };
}

/** A body comes whole, or in parts that are coded in base64; of one that is streamed there is a part without bytes. */
function bodyOf({ postData, postDataEntries, hasPostData }: CdpFields): SentBody {
  const parts = Array.isArray(postDataEntries)
    ? postDataEntries.map((part) => textOf(fieldsOf(part).bytes))
    : [];
  if (parts.includes(null)) return { bytes: null, isStreamed: true };
  const text = textOf(postData);
  if (parts.length > 0)
    return {
      bytes: Buffer.concat(parts.map((part) => Buffer.from(part ?? '', 'base64'))),
      isStreamed: false,
    };
  if (text !== null) return { bytes: Buffer.from(text, 'latin1'), isStreamed: false };
  return { bytes: null, isStreamed: hasPostData === true };
}

/** One character for each byte. A body comes whole, or in parts that are coded in base64. */
function carriedBy({ headers, postData, postDataEntries }: CdpFields): string {
  const parts = Array.isArray(postDataEntries) ? postDataEntries : [];
  const bytes = parts.map((part) => Buffer.from(textOf(fieldsOf(part).bytes) ?? '', 'base64'));
  const body = bytes.length > 0 ? Buffer.concat(bytes).toString('latin1') : (textOf(postData) ?? '');
  const lines = Object.entries(fieldsOf(headers)).map(([name, value]) => `${name}: ${textOf(value) ?? ''}`);
  return `${lines.join('\n')}\n\n${body}`;
}
