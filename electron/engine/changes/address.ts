import type { SentField } from './bodies/body-reading';
import { readPairs } from './bodies/read-pairs';
import { fieldSense, isSecretSense } from './field-words';
import { looksSecret } from './hide-secrets';
import { splitName } from './words/split-name';

/** An address taken apart. */
export type Address = {
  /** Host and port. */
  readonly host: string;
  readonly hostname: string;
  readonly rawPath: string;
  /** Parts of the path, decoded, in their order. */
  readonly segments: readonly string[];
  /** Of each part whether it is the name of one thing, as `4711` is. */
  readonly isId: readonly boolean[];
  /** The telling parts of the path as words; the things that are named one by one are left out. */
  readonly parts: readonly (readonly string[])[];
  readonly query: readonly SentField[];
};

const MOST_URL = 8000;
const MOST_SEGMENTS = 30;
const MOST_SHOWN = 500;

/** Throws where it is no address of http or https. */
export function readAddress(url: string): Address {
  const parsed = new URL(url.slice(0, MOST_URL));
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new Error('not an address of the web');
  const port = parsed.port || (parsed.protocol === 'https:' ? '443' : '80');
  const segments = parsed.pathname
    .split('/', MOST_SEGMENTS + 1)
    .slice(1)
    .map(decodeSegment)
    .filter((segment) => segment !== '');
  const ids = segments.map(isId);
  return {
    host: `${parsed.hostname}:${port}`,
    hostname: parsed.hostname,
    rawPath: parsed.pathname,
    segments,
    isId: ids,
    parts: partsOf(segments, ids),
    query: readPairs(parsed.search.slice(1), 200),
  };
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const VERSION = /^v\d{1,3}(?:\.\d+)?(?:beta\d?|alpha\d?)?$/i;

/** Whether a part of a path is the name of one thing: a number, a UUID, a hash, a mixture of letters and digits, an address. */
export function isId(segment: string): boolean {
  if (segment.length > 60) return true;
  if (/^[-+]?\d[\d.,:-]*$/.test(segment) || /^\{.*\}$|^:\w/.test(segment)) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(segment) || segment.includes('@')) return true;
  if (VERSION.test(segment) || /\.\w{2,5}$/.test(segment)) return false;
  const digits = segment.replace(/\D/g, '').length;
  if (digits === 0)
    return (
      segment.length > 24 &&
      !/[-_.]/.test(segment) &&
      /[a-z][A-Z].*[a-z][A-Z]/.test(segment) &&
      splitName(segment).length > 7
    );
  if (/^[0-9a-f]{8,}$/i.test(segment)) return true;
  // `INV-2024-001`, `in_1NabC`, `c-81`, `8fJ3kL`; not `oauth2`, `call_kw`, `part-2-of-the-story`.
  if (/^[A-Za-z]{1,6}[-_]\w*\d[\w-]*$/.test(segment) && !/[-_][a-z]{3,}/.test(segment)) return true;
  if (digits >= 2 && /^[A-Z0-9-]+$/.test(segment)) return true;
  return digits >= 3 && /^[\w~]+$/.test(segment) && !/^[a-z]{3,}\d+$/.test(segment);
}

/** `Invoices(12)` and `Invoices('A1')` are one of the invoices (OData). */
const KEY = /\([^()]*\)$/;

/** The words of a part of a path, without what tells the program that answers: `delete.php`, `api`. */
export function segmentWords(segment: string): readonly string[] {
  return splitName(segment.replace(KEY, '').replace(PROGRAM, '').replace(/;.*$/s, ''));
}
const PROGRAM =
  /\.(?:php\d?|aspx?|ashx|asmx|jspx?|jsf|xhtml|do|action|cgi|pl|html?|json|xml|svc|cfm|faces|seam)$/i;

/** Parts that every interface has and that say nothing. */
const EMPTY_PART: ReadonlySet<string> = new Set([
  'api',
  'apis',
  'rest',
  'ajax',
  'rpc',
  'trpc',
  'web',
  'app',
  'public',
  'internal',
  'v',
  'services',
  'service',
  'ws',
  'json',
  'index',
  'wp',
  'admin',
  'odata',
  'soap',
  'gateway',
  'bff',
  'backend',
  'xhr',
  'data',
  'dataset',
  'call',
  'kw',
  'me',
  'self',
  'current',
  'graphql',
  'gql',
  'default',
  'main',
  'portal',
  'cgi',
  'bin',
  'module',
  'modules',
  'my',
  'core',
  'common',
  'async',
  'batch',
  'remote',
  'server',
  'resource',
  'resources',
  'store',
  'stores',
  'en',
  'de',
  'fr',
]);

function partsOf(segments: readonly string[], ids: readonly boolean[]): Address['parts'] {
  return segments.flatMap((segment, at) => {
    if (ids[at] === true || VERSION.test(segment)) return [];
    // `invoices:batchDelete` is what is done to invoices (Google's APIs), `customers!list` the same.
    return segment
      .split(/[:!~]/)
      .map(segmentWords)
      .filter((words) => words.length > 0 && !words.every((word) => EMPTY_PART.has(word)));
  });
}

/** The path with what is the name of one thing as `:id`. */
export function pathShape({ segments, isId: ids }: Address): string {
  const parts = segments.map((segment, at) => {
    if (ids[at] === true || looksSecret(segment)) return ':id';
    return KEY.test(segment) ? segment.replace(KEY, '(:id)') : segment;
  });
  return `/${parts.join('/')}`.slice(0, MOST_SHOWN);
}

/** What follows these words in a path opens something. */
const BEFORE_TOKEN =
  /^(?:reset|verify|confirm|token|invite|invitation|unsubscribe|magic|activate|activation|login|auth|key|s|share|password|recover)$/i;

/** The address without its user, its fragment and what is secret in path or query; cut. */
export function shownUrl(url: string, address: Address): string {
  const scheme = /^http:/i.test(url) ? 'http' : 'https';
  const port = /:(?:443|80)$/.test(address.host) ? address.hostname : address.host;
  const parts = address.segments.map((segment, at) =>
    isToken(segment, address.segments[at - 1] ?? '') ? '…' : segment,
  );
  const query = address.query.map(({ name, key, value }) => {
    const isHidden = isSecretSense(fieldSense(key)) || looksSecret(value) || looksSecret(name);
    return `${looksSecret(name) ? '…' : name}${value === '' ? '' : `=${isHidden ? '…' : value.slice(0, 100)}`}`;
  });
  const search = query.length === 0 ? '' : `?${query.join('&')}`;
  return `${scheme}://${port}/${parts.join('/')}${search}`.slice(0, MOST_SHOWN);
}

const isToken = (segment: string, before: string): boolean =>
  looksSecret(segment) || (segment.length >= 16 && /\d/.test(segment) && BEFORE_TOKEN.test(before));
