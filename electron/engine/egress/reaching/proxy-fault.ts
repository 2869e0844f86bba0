/**
 * Why the operator's proxy gave no connection. `unusable`: it is named and can't be used, whoever tries; `failed`: it
 * opened no tunnel this time. The message is a fixed phrase for the operator.
 */
export class ProxyFault extends Error {
  constructor(
    readonly kind: 'unusable' | 'failed',
    reason: string,
  ) {
    super(reason);
    this.name = 'ProxyFault';
  }
}

/** How deep an HTTP client may have wrapped it. */
const DEEPEST = 8;

/** The fault that an error of an HTTP client came of; null when it was another. */
export function proxyFaultOf(error: unknown): ProxyFault | null {
  let cause = error;
  for (let depth = 0; depth < DEEPEST && cause instanceof Error; depth += 1) {
    if (cause instanceof ProxyFault) return cause;
    cause = cause.cause;
  }
  return null;
}
