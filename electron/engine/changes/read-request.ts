import type { Change } from '../../../shared/domain/change';
import { shortLabel } from '../../../shared/text/visible-text';
import { MOST_CALLS } from './bodies/read-calls';
import { type Facts, factsOf, isSafe } from './facts';
import { getDeed, queryDeed } from './get-address';
import { type Judgement, judgeChange, worstOf } from './judge-change';
import type { PageRequest, RequestReading } from './page-request';
import { BY_METHOD } from './path-meaning';
import { tellChange } from './tell-change';
import { isCollector, isUpkeepPath } from './traffic-shapes';

/**
 * What a request that a page is about to send is: reading, the page's own traffic, or a change, and then of what kind and how
 * bad. Nothing of its secrets is in what it says. Pure, never throws: what can't be read is a change of unknown kind.
 */
export function readRequest(request: PageRequest): RequestReading {
  try {
    return judge(factsOf(request));
  } catch {
    return { kind: 'change', change: unreadable(request) };
  }
}

function judge(facts: Facts): RequestReading {
  const judgement = isSafe(facts.method) ? judgeSafe(facts) : judgeUnsafe(facts);
  if (judgement.kind === 'reading' || judgement.kind === 'traffic')
    return { kind: judgement.kind, why: judgement.why };
  if (judgement.kind === 'unknown') return { kind: 'change', change: tellChange(facts, null, judgement.why) };
  if (judgement.kind !== 'change') return judgement;
  return { kind: 'change', change: tellChange(facts, judgement.deed, judgement.deed.why) };
}

/** A request that should only ask: unless its address, or what it calls, says otherwise. */
function judgeSafe(facts: Facts): Judgement {
  const { method, type, address, body } = facts;
  if (method === 'OPTIONS' || type === 'Preflight')
    return { kind: 'traffic', why: 'The browser asks whether it may send something.' };
  // The path of a PROPFIND is that of a folder, which may be called as it likes.
  const deed = method === 'GET' || method === 'HEAD' ? getDeed(address, type) : queryDeed(address);
  if (deed !== null) return { kind: 'change', deed };
  const isCalling =
    body.calls.length > 0 ||
    address.query.some(({ key, value }) => key === 'query' && /^\s*mutation\b/.test(value));
  if (isCalling) return calledByGet(facts);
  const isUpkeep =
    isCollector(address.hostname) || isUpkeepPath(address.rawPath) || /[?&]transport=/.test(facts.url);
  return isUpkeep
    ? { kind: 'traffic', why: 'It fetches what keeps the page going.' }
    : { kind: 'reading', why: `A ${method} asks for something.` };
}

/** A call that is sent by GET is still a call; without a name that tells, it asks. */
function calledByGet(facts: Facts): Judgement {
  const judgement = judgeChange({ ...facts, method: 'POST' });
  return judgement.kind === 'unknown' ? { kind: 'reading', why: 'A GET asks for something.' } : judgement;
}

/** Requests inside of a request are judged each, and the worst counts. */
function judgeUnsafe(facts: Facts): Judgement {
  const { inner } = facts.body;
  if (inner.length === 0) return judgeChange(facts);
  const judged = inner.slice(0, MOST_CALLS).map(({ method, url }) => judgeInner(facts, method, url));
  // What packs them together may itself order something.
  const outer = judgeChange(facts);
  const ofOuter = outer.kind === 'change' && outer.deed.why !== BY_METHOD ? [outer.deed] : [];
  const ofInner = judged.flatMap((one) => (one.kind === 'change' ? [one.deed] : []));
  const worst = worstOf([...ofOuter, ...ofInner]);
  const isRestUnread = inner.length > MOST_CALLS || facts.body.isCut;
  if (
    worst !== null &&
    (worst.level !== 'low' || (!isRestUnread && judged.every(({ kind }) => kind !== 'unknown')))
  )
    return { kind: 'change', deed: worst };
  const unknown = judged.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return unknown;
  if (isRestUnread)
    return { kind: 'unknown', why: 'Not all of the requests that it packs together could be read.' };
  return { kind: 'reading', why: 'All of the requests that it packs together only read.' };
}

function judgeInner(facts: Facts, method: string, url: string): Judgement {
  const base = `https://${facts.address.host}${facts.address.rawPath}`;
  const inner = factsOf({
    url: new URL(url, base).href,
    method,
    type: 'Fetch',
    headers: new Map(),
    body: null,
    isStreamed: false,
  });
  return isSafe(inner.method) ? judgeSafe(inner) : judgeChange(inner);
}

/** Not even its address could be read. */
function unreadable({ url, method, body }: PageRequest): Change {
  return {
    method: shortLabel(String(method).toUpperCase(), 20),
    host: '',
    url: shortLabel(String(url).replace(/[?#@].*$/s, ''), 100),
    path: '',
    operation: null,
    category: 'unknown',
    level: 'medium',
    isKnown: false,
    does: 'change something',
    why: 'The request could not be read.',
    fields: [],
    format: 'none',
    bytes: body?.length ?? null,
    isCut: false,
    files: [],
  };
}
