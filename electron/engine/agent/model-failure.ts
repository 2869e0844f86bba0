import type { TokenUsage } from '../../../shared/domain/token-usage';

/**
 * Why a call to the model gave no usable turn, sorted by what to do about it. `cause` is a fixed phrase for the
 * operator. `transient`: try again; `key`: pause until the key or the model is right; `proxy`: pause until the proxy that
 * is named can be used; `certificate`: pause until the service has a good one; `request`: the conversation itself is refused,
 * and would be once more; `too-large`: so it is since there is too much of it; `too-long`: the answer was, and what was asked
 * in the same way would be answered so again.
 */
export class ModelFailure extends Error {
  readonly kind: 'transient' | 'key' | 'proxy' | 'certificate' | 'request' | 'too-large' | 'too-long';
  /** What the service asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** Part of an answer had come. It is thrown away: nothing runs from an incomplete answer. */
  readonly isPartial: boolean;
  /** The service's own number of the request: nothing to an operator, everything to whoever answers for the service. */
  readonly requestId: string | null;
  /** What the attempt took all the same; null where nothing of an answer came. */
  readonly usage: TokenUsage | null;

  constructor(
    kind: ModelFailure['kind'],
    message: string,
    options: {
      retryAfterMs?: number | null;
      isPartial?: boolean;
      requestId?: string | null;
      usage?: TokenUsage | null;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ModelFailure';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.isPartial = options.isPartial ?? false;
    this.requestId = options.requestId ?? null;
    this.usage = options.usage ?? null;
  }

  /** Whether the same request would fail again, whatever is mended around it. */
  get isFinal(): boolean {
    return this.kind === 'request' || this.kind === 'too-large' || this.kind === 'too-long';
  }

  /** As it is written down. */
  get recorded(): string {
    return this.requestId === null ? this.message : `${this.message} (request ${this.requestId})`;
  }
}

/**
 * How long the service asks to be left alone, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as an HTTP
 * date (RFC 9110, 10.2.3). Null where it asks for nothing, or for what can't be read.
 */
export function retryWish(headers: Headers | undefined, wallMs: number): number | null {
  const ms = headers?.get('retry-after-ms')?.trim();
  return ms && NUMBER.test(ms) ? Number(ms) : parseRetryAfter(headers?.get('retry-after'), wallMs);
}

const NUMBER = /^\d+(\.\d+)?$/;

/** A time of any length counts: a very long one is a wish like another. */
export function parseRetryAfter(value: string | null | undefined, wallMs: number): number | null {
  if (!value) return null;
  if (NUMBER.test(value.trim())) return Number(value) * 1000;
  const date = value.endsWith('GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - wallMs);
}
