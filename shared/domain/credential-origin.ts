import { parseHostName } from '../reach/host-name';
import { parseUrl } from '../reach/parse-url';

/** The one origin that credentials may be sent to without encryption: no byte of it leaves this machine. */
const PRACTICE_ORIGIN = 'http://billing.practice.test';

/** `problem` continues a sentence that begins with what was written. */
export type OriginReading =
  | { readonly kind: 'origin'; readonly origin: string }
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * The exact origin that a text means to bind a credential to: an origin, or any address below it, as it is copied from
 * an address bar. A bare host is taken as https. Refused: what isn't encrypted, patterns, and hosts in an unusual form.
 */
export function readCredentialOrigin(text: string): OriginReading {
  const written = text.trim();
  if (written === '') return refused('is empty');
  if (written.length > 2000) return refused('is too long');
  if (/[*?]/.test(written.split('/', 3).join('/'))) return refused('is a pattern: name each site by itself');
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`);
  if (url === null) return refused('is not a web address');
  if (url.username !== '' || url.password !== '') return refused('has a name or password in it');
  if (url.origin === PRACTICE_ORIGIN) return { kind: 'origin', origin: url.origin };
  if (url.protocol === 'http:') return refused('is not encrypted: only https:// will do');
  if (url.protocol !== 'https:') return refused('is not a web address');
  if (!isPlainHost(url.hostname)) return refused('has no host that a certificate could name');
  return { kind: 'origin', origin: url.origin };
}

function refused(problem: string): OriginReading {
  return { kind: 'refused', problem };
}

function isPlainHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return true;
  const host = parseHostName(hostname);
  // One dot at its end makes another origin of the same host.
  return host.kind !== 'malformed' && host.host === hostname;
}
