import type { Facts } from './facts';
import { nameSenses } from './words/name-senses';
import { splitName } from './words/split-name';

const MOST_SLIGHT = 8;
const SLIGHT =
  /^(?:is_?)?(?:read|unread|seen|viewed|starred|favou?rite|favou?rited|pinned|flagged|bookmarked|muted|snoozed|collapsed|expanded|dismissed|hidden|theme|dark_?mode|language|locale|time_?zone|density|layout|zoom|font_?size|sort|sort_?by|sort_?order|columns?|column_?widths?|page_?size|per_?page|last_?(?:seen|read|viewed)\w*|read_?at|seen_?at|scroll\w*|progress|sidebar\w*|tour\w*|onboarding\w*|ui_?\w*|view_?mode)$/i;

/** Of what it is. */
const NEUTRAL = /^(?:id|path|file|file_?name|path_?digest)$/i;

/** Whether nothing is sent but what only the user sees: whether it was read, how the page looks. */
export function isSlightOnly({ fields, body }: Facts): boolean {
  const own = fields.filter(
    ({ isOfQuery, sense, name }) => !isOfQuery && sense !== 'mark' && !/^_(?:method|token)$/.test(name),
  );
  if (own.length === 0 || own.length > MOST_SLIGHT || body.isCut || body.files.length > 0) return false;
  if (own.every(({ key }) => NEUTRAL.test(key))) return false;
  return own.every(
    ({ key, name }) =>
      SLIGHT.test(key) || NEUTRAL.test(key) || isOfSlight(key) || isOfSlight(name.split(/[.[]/)[0] ?? ''),
  );
}

function isOfSlight(name: string): boolean {
  const words = nameSenses(splitName(name));
  return (
    words.length > 0 &&
    words.at(-1)?.senses.some((sense) => sense === 'slight' || sense === 'slightly') === true
  );
}
