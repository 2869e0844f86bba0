import type { Facts } from './facts';

/** Which part of a list is wanted, in what order, as tables ask for it. */
const OF_LIST =
  /^(?:draw|start|length|page|page_?(?:size|number|index)|per_?page|limit|offset|skip|take|top|rows|sort\w*|order\w*|dir|direction|column\w*|group\w*|filter\w*|search\w*|cursor|after|before|q|query|keyword|value|regex|data|name|searchable|orderable|field|operator|op|from|to|size|total)$/i;
const SURE = /^(?:draw|page|page_?(?:size|number|index)|per_?page|limit|offset|skip|take|cursor)$/i;

/** Whether nothing is sent but which part of a list is wanted; at least two of its fields say so. */
export function asksForPage({ method, fields, body }: Facts): boolean {
  const own = fields.filter(({ isOfQuery, sense }) => !isOfQuery && sense !== 'mark');
  if (method !== 'POST' || body.isCut || own.length < 2 || own.length > 200) return false;
  const sure = new Set(own.filter(({ key }) => SURE.test(key)).map(({ key }) => key.toLowerCase()));
  return (
    sure.size >= (own.some(({ key }) => key === 'draw') ? 1 : 2) &&
    own.every(({ key }) => OF_LIST.test(key) || key === '')
  );
}

/** From where on one wants what others have changed. */
const SINCE =
  /^(?:tick|seq|sequence|since|cursor|known|(?:sync_?)?token|rev|revision|version|last_?\w+|after|from|checkpoint|(?:client|device)_?id|full|limit)(?:$|[[.])/i;

/** Whether a sync asks for what is new and brings nothing of its own. */
export function onlyPulls({ fields, body }: Facts): boolean {
  const own = fields.filter(({ isOfQuery }) => !isOfQuery);
  return (
    !body.isCut && body.files.length === 0 && own.length > 0 && own.every(({ name }) => SINCE.test(name))
  );
}
