import { mayFail } from '../../base/may-fail';
import type { CdpEvent } from '../cdp/cdp-events';
import type { CdpSession } from '../cdp/cdp-session';

/** A site's certificate that the browser does not accept. `reason` is a fixed phrase of ours. */
export type WrongCertificate = {
  readonly host: string;
  readonly port: number;
  /** The browser's name for it. */
  readonly error: string;
  readonly reason: string;
};

/** Chromium's names (net/base/net_error_list.h), and what each says of a certificate. */
const SAYS: ReadonlyMap<string, string> = new Map([
  ['ERR_CERT_AUTHORITY_INVALID', 'is signed by nobody that the browser trusts'],
  ['ERR_CERT_SYMANTEC_LEGACY', 'is signed by nobody that the browser trusts'],
  ['ERR_CERT_COMMON_NAME_INVALID', 'is made out to another name'],
  ['ERR_CERT_DATE_INVALID', 'has expired, or is not valid yet'],
  ['ERR_CERT_VALIDITY_TOO_LONG', 'is valid for longer than one may be'],
  ['ERR_CERT_REVOKED', 'was revoked'],
  ['ERR_CERT_NO_REVOCATION_MECHANISM', 'does not say how to tell whether it was revoked'],
  ['ERR_CERT_UNABLE_TO_CHECK_REVOCATION', 'may have been revoked: that could not be told'],
  ['ERR_CERT_WEAK_KEY', 'has a key that is too weak'],
  ['ERR_CERT_WEAK_SIGNATURE_ALGORITHM', 'has a signature that is too weak'],
  ['ERR_CERT_NAME_CONSTRAINT_VIOLATION', 'is signed by somebody who may not sign for this name'],
  ['ERR_CERT_NON_UNIQUE_NAME', 'is made out to a name that is not the site’s alone'],
  ['ERR_CERT_CONTAINS_ERRORS', 'has errors in it'],
  ['ERR_CERT_KNOWN_INTERCEPTION_BLOCKED', 'is known to be used for listening in'],
  ['ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'is in none of the public logs'],
  ['ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'is none of those that the site is known by'],
]);
const ANY_OTHER = 'is not accepted by the browser';
const MAX_NAME = 80;

/** What the browser said of a certificate; null when it named no host. */
export function readWrongCertificate({
  error,
  url,
}: CdpEvent<'Security.certificateError'>): WrongCertificate | null {
  const site = siteOf(url);
  if (site === null) return null;
  return {
    ...site,
    error: /^[A-Z_]+$/.test(error) ? error.slice(0, MAX_NAME) : '',
    reason: `its certificate ${SAYS.get(error) ?? ANY_OTHER}`,
  };
}

function siteOf(url: string): Pick<WrongCertificate, 'host' | 'port'> | null {
  try {
    const { hostname: host, port } = new URL(url);
    return host === '' ? null : { host, port: port === '' ? 443 : Number(port) };
  } catch {
    return null;
  }
}

/** Tells of every one that is refused in a page, its frames included, whatever site they are of. */
export function followCertificates(session: CdpSession, tell: (wrong: WrongCertificate) => void): void {
  session.on('Security.certificateError', (told) => {
    const wrong = readWrongCertificate(told);
    if (wrong !== null) tell(wrong);
  });
  mayFail(session.send('Security.enable'), 'what is not told is refused by the browser all the same');
}
