import { z } from 'zod';
import { parseUrl } from '../reach/parse-url';

/** Where Claude answers unless the operator has set another address. */
export const OFFICIAL_MODEL_ADDRESS = 'https://api.anthropic.com';

const MAX_LENGTH = 300;
const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;

export type ReadAddress =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'refused'; readonly reason: string };

function refused(reason: string): ReadAddress {
  return { kind: 'refused', reason };
}

/**
 * Reads the address of a service that speaks the Messages API, as the operator wrote it. The key goes there, so it is
 * https, or http on this machine alone; a user name, a query or a fragment has no place in it. What it answers is
 * canonical, without a slash at its end.
 */
export function readModelAddress(text: string): ReadAddress {
  const written = text.trim();
  if (written.length > MAX_LENGTH) return refused(`It is longer than ${MAX_LENGTH} characters.`);
  if (/[\s\\]|\p{C}/u.test(written))
    return refused('A blank, a backslash or a character that can’t be seen is in it.');
  const url = parseUrl(written);
  if (url === null) return refused('It is no address. Write it like https://models.example.com.');
  const { protocol, hostname, username, password, port, origin, pathname } = url;
  if (protocol !== 'https:' && protocol !== 'http:') return refused('It has to begin with https://.');
  if (!/^https?:\/\/[^/]/i.test(written)) return refused('It has to begin with https:// and a host.');
  if (protocol === 'http:' && !LOOPBACK.test(hostname)) {
    return refused('Write it with https: plain http is for this machine alone.');
  }
  if (username !== '' || password !== '') return refused('A user name or password has no place in it.');
  if (/[?#]/.test(written)) return refused('A query or fragment has no place in it.');
  if (port === '0') return refused('There is no port 0.');
  return { kind: 'address', address: `${origin}${pathname}`.replace(/\/+$/, '') };
}

/** An address in its canonical form. */
export const ModelAddress = z.string().refine((text) => {
  const read = readModelAddress(text);
  return read.kind === 'address' && read.address === text;
}, 'not the canonical form of an address that a model may have');
