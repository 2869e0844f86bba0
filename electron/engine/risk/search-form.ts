import type { ElementTarget } from '../../../shared/domain/target';
import { readForm } from './form-meaning';
import { addressConsequences } from './link-meaning';

type Form = NonNullable<ElementTarget['form']>;

/** What fields are called that are searched by. */
export const SEARCH =
  /search|find|filter|suche|recherche|rechercher|buscar|busca|pesquis|cerca|ricerca|zoek|s[oö]k|søg|haku|etsi|szukaj|hled|\bara\b|поиск|найти|пошук|αναζήτηση|検索|搜索|搜尋|검색|بحث|खोज/iu;
const SHORT = /^(?:q|s|query|keywords?|term|terms)$/i;
/** Of what is looked up nobody is written to, and nothing is handed over. */
const TYPES = /^(?:search|text|select(?:-one)?|checkbox|radio|date|number|hidden|submit|button|)$/i;

/** A form that only looks something up: it asks by its address, or for nothing but what is searched for. */
export function isSearchForm(form: Form): boolean {
  const { asksForMoney, asksForPassword, asksForRights, hasFile } = readForm(form);
  if (asksForMoney || asksForPassword || asksForRights || hasFile) return false;
  if (addressConsequences(form.action).length > 0) return false;
  const fields = form.fields.filter(({ type }) => !/^(?:hidden|submit|button)$/i.test(type));
  if (!fields.every(({ type }) => TYPES.test(type))) return false;
  const searching = fields.filter(
    ({ name, type, label }) => /^search$/i.test(type) || SHORT.test(name) || SEARCH.test(`${name} ${label}`),
  );
  if (form.method.toLowerCase() === 'get') return searching.length > 0;
  return searching.length === 1 && form.fields.length === 1;
}
