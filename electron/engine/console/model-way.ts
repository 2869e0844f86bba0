import { APIError } from '@anthropic-ai/sdk';
import { AirlockError } from '../../../shared/airlock-error';
import type { CheckUpItem } from '../../../shared/domain/check-up';
import type { Clock } from '../base/clock';
import { withoutFailing } from '../base/may-fail';
import { type ConnectionFault, connectionFaultOf, UNSIGNED } from '../egress/reaching/connection-fault';
import type { Fetch } from '../egress/reaching/proxied-fetch';
import { proxyFaultOf } from '../egress/reaching/proxy-fault';
import { createClient } from '../models/sdk-client';
import type { ApiKeyStore } from '../vault/api-key-store';

/** How long the service has to answer, in milliseconds. */
const LIMIT_MS = 8000;
/** Stands where a key would, so that the service says that it is none. */
const NO_KEY = 'no-key';
/** Of an answer so much is read, in characters: enough to tell a list from a page. */
const MOST_READ = 200_000;

export type ModelWayDeps = {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly keys: Pick<ApiKeyStore, 'status' | 'useKey'>;
  /** Where Claude is asked. Throws `bad-input` where it can't be told. */
  readonly address: () => string;
  readonly limitMs?: number;
};

type Found = Pick<CheckUpItem, 'state' | 'found' | 'remedy'>;

/**
 * Whether the model can be asked: its name, the proxy, the certificate, whether an API is there and whether it takes the
 * key. It asks for one line of the list of models, which costs no tokens, without a key as well.
 */
export class ModelWay {
  #asking: AbortController | null = null;

  constructor(private readonly deps: ModelWayDeps) {}

  /** Ends an earlier look. Never rejects. */
  async check(): Promise<CheckUpItem> {
    const { clock, limitMs = LIMIT_MS } = this.deps;
    this.cancel();
    const asking = new AbortController();
    const over = new AbortController();
    this.#asking = asking;
    let isLate = false;
    const limit = clock.sleep(limitMs, over.signal).then(() => {
      isLate = true;
      asking.abort();
    });
    const found = await this.#look(asking.signal).catch((error: unknown) =>
      asking.signal.aborted ? endedLook(isLate ? limitMs : null) : this.#fault(error),
    );
    over.abort();
    await withoutFailing(limit, undefined, 'the time was not needed');
    if (this.#asking === asking) this.#asking = null;
    return { id: 'model-way', label: 'Way to the model', ...found };
  }

  /** The look under way says that it was ended. */
  cancel(): void {
    this.#asking?.abort();
    this.#asking = null;
  }

  get #hasKey(): boolean {
    const { source } = this.deps.keys.status();
    return source !== 'none' && source !== 'unreadable';
  }

  async #look(signal: AbortSignal): Promise<Found> {
    const { fetch, keys, address } = this.deps;
    const at = address();
    const ask = (apiKey: string) =>
      createClient({ apiKey, address: at, fetch }).models.list({ limit: 1 }, { signal }).asResponse();
    const answer = await (this.#hasKey ? keys.useKey(ask) : ask(NO_KEY));
    const text = (await answer.text()).slice(0, MOST_READ);
    if (answer.status !== 200 || !isList(text)) return notAnApi(at);
    return ok(`${at} answers${this.#hasKey ? ' and takes the key' : ', without a key'}.`);
  }

  #fault(error: unknown): Found {
    if (error instanceof AirlockError) return this.#missing(error.message, '');
    const at = this.deps.address();
    const proxy = proxyFaultOf(error);
    if (proxy !== null)
      return this.#missing(`On the way to ${at}: ${proxy.message}.`, proxyRemedy(proxy.message));
    const connection = connectionFaultOf(error);
    if (connection !== null) return this.#missing(`${at}: ${connection.reason}.`, remedyFor(connection));
    if (error instanceof APIError && error.status !== undefined)
      return this.#refused(at, error, error.status);
    return notAnApi(at);
  }

  #refused(at: string, error: APIError, status: number): Found {
    if (!isApiError(error)) return notAnApi(at, status);
    if (status === 401 && !this.#hasKey)
      return ok(`${at} answers, and asks for a key. More can’t be told without one.`);
    if (status === 401 || status === 403)
      return this.#missing(
        `${at} refuses the key (${status}).`,
        'Save another one below, or look at its rights.',
      );
    if (status === 404 || status === 429)
      return ok(`${at} answers (${status}); whether it takes the key shows with the first run.`);
    return { state: 'warning', found: `${at} answers ${status}.`, remedy: 'Try again later.' };
  }

  /** Practice needs no model: without a key nobody has missed it yet. */
  #missing(found: string, remedy: string): Found {
    return { state: this.#hasKey ? 'missing' : 'warning', found, remedy };
  }
}

function ok(found: string): Found {
  return { state: 'ok', found, remedy: '' };
}

function endedLook(limitMs: number | null): Found {
  if (limitMs === null) return { state: 'warning', found: 'The look was ended.', remedy: '' };
  const found = `It did not answer within ${Math.round(limitMs / 1000)} s.`;
  return { state: 'warning', found, remedy: 'Look at the network, and at HTTPS_PROXY and NO_PROXY.' };
}

function notAnApi(at: string, status?: number): Found {
  const found = `${at} answers${status === undefined ? '' : ` ${status}`}, and is no Messages API.`;
  return { state: 'missing', found, remedy: 'Look at the model address below, its path included.' };
}

const CONNECTION_REMEDIES: Readonly<Record<Exclude<ConnectionFault['kind'], 'certificate'>, string>> = {
  name: 'Look at the model address below, and at the network and its name server.',
  refused: 'Look at the model address below, its port included.',
  unreachable:
    'Look at the network. Where a proxy leads out, name it in HTTPS_PROXY and start the console anew.',
  silent: 'Look at the network. Where a proxy leads out, name it in HTTPS_PROXY and start the console anew.',
  'no-tls': 'Look at the model address below: the port may be one for plain http.',
  cut: 'Try again. If it stays so, something on the way does not let it through.',
};

function remedyFor({ kind, reason }: ConnectionFault): string {
  if (kind !== 'certificate') return CONNECTION_REMEDIES[kind];
  return `Nothing was sent. ${reason === UNSIGNED ? OWN_SIGNER : 'Whoever runs that server has to mend it; if it is good elsewhere, look at this machine’s clock and at the address.'}`;
}

const OWN_SIGNER =
  'If it is signed within your company, add the signer to this system’s store or name its file in NODE_EXTRA_CA_CERTS, and start the console anew.';

function proxyRemedy(message: string): string {
  if (message.includes('(407)'))
    return 'The proxy wants a user name and a password: put them into HTTPS_PROXY as http://user:password@host:port and start the console anew.';
  return 'Look at HTTPS_PROXY, ALL_PROXY and NO_PROXY, and start the console anew.';
}

/** An answer with a list in it, whatever the list holds. */
function isList(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data);
  } catch {
    return false;
  }
}

/** `{type: 'error', error: {…}}`: what a web server says of itself is no such thing. */
function isApiError({ error }: APIError): boolean {
  return typeof error === 'object' && error !== null && 'error' in error;
}
