import type { EgressLine } from '../../../shared/domain/egress-check';
import { PLAIN_PORT, TLS_PORT } from '../../../shared/reach/allowed-host';
import { parseUrl } from '../../../shared/reach/parse-url';

/**
 * What an operator typed, as the broker would be asked: a whole address as a browser turns it into a connection, else
 * `host` or `host:port` as it stands, however odd. Null when there is nothing to ask.
 */
export function wantedLine(text: string): EgressLine | null {
  const wanted = text.trim();
  if (wanted === '') return null;
  const url = /^(https?|wss?):\/\//i.test(wanted) ? parseUrl(wanted) : null;
  if (url !== null) {
    const isPlain = url.protocol === 'http:' || url.protocol === 'ws:';
    const standard = isPlain ? PLAIN_PORT : TLS_PORT;
    return { host: url.hostname, port: url.port === '' ? standard : Number(url.port) };
  }
  const colon = wanted.startsWith('[') ? wanted.indexOf(']:') + 1 : wanted.indexOf(':');
  if (colon <= 0) return { host: wanted, port: TLS_PORT };
  return { host: wanted.slice(0, colon), port: wanted.slice(colon + 1) };
}
