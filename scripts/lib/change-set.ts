import type { PageRequest } from '../../electron/engine/changes/page-request';
import { RISK_LEVELS, type RiskCategory, type RiskLevel } from '../../shared/domain/risk';
import {
  type Fields,
  isFields,
  type Part,
  parseCategories,
  parseLabelledSet,
  partOf,
  textOf,
} from './labelled-set';

/** What a labelled request is; `level` is null where it is no change. */
export type LabelledRequest = {
  readonly id: string;
  readonly lang: string;
  readonly style: string;
  readonly trade: string;
  readonly request: PageRequest;
  readonly kind: 'reading' | 'traffic' | 'change';
  readonly level: RiskLevel | null;
  readonly categories: readonly RiskCategory[];
  readonly part: Part;
};

/** Files of another hand stand beside the set and have figures of their own. */
export const isOwnSet = (file: string): boolean => !file.startsWith('independent-');

const KINDS = ['reading', 'traffic', 'change'] as const;

/** Reads a set, a JSON object a line. Throws with the line. */
export function parseChangeSet(text: string, file: string): readonly LabelledRequest[] {
  return parseLabelledSet(text, file, parseLine);
}

function parseLine(line: Fields, place: string): LabelledRequest {
  const id = textOf(line.id) || place;
  const expect = isFields(line.expect) ? line.expect : {};
  const kind = KINDS.find((known) => known === expect.kind);
  if (kind === undefined) throw new Error(`expect.kind must be one of ${KINDS.join(', ')}`);
  const level = RISK_LEVELS.find((known) => known === expect.level) ?? null;
  if (kind === 'change' && level === null) {
    throw new Error(`expect.level of a change must be one of ${RISK_LEVELS.join(', ')}`);
  }
  return {
    id,
    lang: textOf(line.lang) || '?',
    style: textOf(line.style) || '?',
    trade: textOf(line.trade) || '?',
    request: parseRequest(line.request),
    kind,
    level: kind === 'change' ? level : null,
    categories: parseCategories(expect.categories ?? []),
    part: partOf(id),
  };
}

/** A request as a line describes it; what is left out is as a script of a page would send it. Throws. */
export function parseRequest(value: unknown): PageRequest {
  if (!isFields(value)) throw new Error('request must be an object');
  const url = textOf(value.url);
  if (!/^https?:\/\//i.test(url)) throw new Error('request.url must be an address of http or https');
  const { body, contentType } = bodyOf(value);
  const headers = new Map<string, string>();
  if (contentType !== null) headers.set('content-type', contentType);
  for (const [name, text] of Object.entries(isFields(value.headers) ? value.headers : {})) {
    headers.set(name.toLowerCase(), String(text));
  }
  return {
    url,
    method: textOf(value.method) || (body === null ? 'GET' : 'POST'),
    type: textOf(value.type) || 'Fetch',
    headers,
    body,
    isStreamed: value.isStreamed === true,
  };
}

/** Exactly one of `json`, `form`, `body` and `base64` holds it; the first two say its type as well. */
function bodyOf(request: Fields): { body: Buffer | null; contentType: string | null } {
  if (request.json !== undefined) {
    return { body: Buffer.from(JSON.stringify(request.json)), contentType: 'application/json' };
  }
  if (isFields(request.form)) {
    const pairs = Object.entries(request.form).map(([name, text]): [string, string] => [name, String(text)]);
    const body = Buffer.from(new URLSearchParams(pairs).toString());
    return { body, contentType: 'application/x-www-form-urlencoded' };
  }
  if (typeof request.body === 'string') return { body: Buffer.from(request.body), contentType: null };
  if (typeof request.base64 === 'string') {
    return { body: Buffer.from(request.base64, 'base64'), contentType: null };
  }
  return { body: null, contentType: null };
}
