/** Why no connection came about, or why it was not used. `reason` is a fixed phrase for the operator. */
export type ConnectionFault = {
  readonly kind: 'name' | 'refused' | 'unreachable' | 'silent' | 'certificate' | 'no-tls' | 'cut';
  readonly reason: string;
};

export const UNSIGNED = 'its certificate is signed by nobody that this machine trusts';
const NO_CERTIFICATE = 'its certificate can’t be accepted';

/** By the codes of Node and OpenSSL (`X509_V_ERR_*` without their beginning). */
const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, by this machine’s clock',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  HOSTNAME_MISMATCH: 'its certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNSIGNED,
  SELF_SIGNED_CERT_IN_CHAIN: UNSIGNED,
  UNABLE_TO_GET_ISSUER_CERT: UNSIGNED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNSIGNED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNSIGNED,
  CERT_UNTRUSTED: UNSIGNED,
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_FORMAT: NO_CERTIFICATE,
  CERT_SIGNATURE_FAILURE: NO_CERTIFICATE,
  CERT_CHAIN_TOO_LONG: NO_CERTIFICATE,
  CERT_REJECTED: NO_CERTIFICATE,
  ERROR_IN_CERT_NOT_BEFORE_FIELD: NO_CERTIFICATE,
  ERROR_IN_CERT_NOT_AFTER_FIELD: NO_CERTIFICATE,
  INVALID_CA: NO_CERTIFICATE,
  INVALID_PURPOSE: NO_CERTIFICATE,
  PATH_LENGTH_EXCEEDED: NO_CERTIFICATE,
};

const OTHER: Readonly<Record<string, ConnectionFault>> = {
  ENOTFOUND: { kind: 'name', reason: 'its name does not resolve' },
  EAI_AGAIN: { kind: 'name', reason: 'the name server does not answer' },
  ECONNREFUSED: { kind: 'refused', reason: 'nobody listens there: the connection was refused' },
  EHOSTUNREACH: { kind: 'unreachable', reason: 'there is no way to it from this machine' },
  ENETUNREACH: { kind: 'unreachable', reason: 'there is no way to it from this machine' },
  EADDRNOTAVAIL: { kind: 'unreachable', reason: 'there is no way to it from this machine' },
  ETIMEDOUT: { kind: 'silent', reason: 'it does not answer' },
  UND_ERR_CONNECT_TIMEOUT: { kind: 'silent', reason: 'it does not answer' },
  ECONNRESET: { kind: 'cut', reason: 'it cut the connection' },
  EPIPE: { kind: 'cut', reason: 'it cut the connection' },
  UND_ERR_SOCKET: { kind: 'cut', reason: 'it cut the connection' },
};

/** How deep an HTTP client may have wrapped it. */
const DEEPEST = 8;

/** The fault of the connection that an error of an HTTP client came of; null when it was another. */
export function connectionFaultOf(error: unknown): ConnectionFault | null {
  let cause = error;
  for (let depth = 0; depth < DEEPEST && cause instanceof Error; depth += 1) {
    const fault = byCode((cause as NodeJS.ErrnoException).code);
    if (fault !== null) return fault;
    // Every address of a host was tried: what became of the first stands for all.
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return null;
}

function byCode(code: unknown): ConnectionFault | null {
  if (typeof code !== 'string') return null;
  if (Object.hasOwn(CERTIFICATE, code)) {
    return { kind: 'certificate', reason: CERTIFICATE[code] ?? NO_CERTIFICATE };
  }
  if (/^(?:ERR_SSL_|EPROTO$)/.test(code)) return { kind: 'no-tls', reason: 'it does not speak TLS there' };
  return Object.hasOwn(OTHER, code) ? (OTHER[code] ?? null) : null;
}
