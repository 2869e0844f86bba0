import { ORDERS, PAGES, SURE } from './get-address';
import { API_WORDS } from './words/api-words';

/** Beginnings of words of other languages, and fields by which an address orders something. */
const MORE =
  `delete remove logout signout unsubscribe confirm approve pay buy ban add-to-cart remove_item loesch supprim elimin borrar
  excluir anular stornier kuendig abmeld usun smaz verwijder odstran deaktiv licenc complete finish reopen archiv publish resend /run reimburse ajax= action= act= cmd= command= do= op= oper= task= method= func=
  mode= intent= route= query= mutation=`.split(/\s+/);
/** A letter that is written by its number hides a word, or is of another script. */
const ESCAPES = ['%4', '%5', '%6', '%7', '%c', '%d', '%e'];
const SHORTEST = 4;

const ofTable = [...SURE, ...ORDERS, ...PAGES].flatMap((sense) =>
  API_WORDS[sense]
    .trim()
    .split(/\s+/)
    .flatMap((word) =>
      word.includes('_') ? [word, word.replaceAll('_', '-'), word.replaceAll('_', '')] : [word],
    ),
);
const all = [...new Set([...MORE, ...ofTable])].filter(
  (word) => word.length >= SHORTEST || MORE.includes(word),
);

/**
 * Words in small letters of which an address has at least one that changes something by being opened (`getDeed`). Pictures,
 * styles and fonts are only paused where their address has one; whether it does change something is asked then. Words that
 * only the lexicon knows, in other languages, are not among them.
 */
export const CHANGING_WORDS: readonly string[] = [
  ...all.filter((word) => !all.some((other) => other !== word && word.includes(other))),
  ...ESCAPES,
];
