import { MOST_FIELDS, type SentField } from './body-reading';

/** The pairs of a query or a form, in their order, the same name as often as it stands there. */
export function readPairs(text: string, most = MOST_FIELDS): readonly SentField[] {
  if (text === '') return [];
  const fields: SentField[] = [];
  for (const pair of text.split('&', most)) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decodePart(cut < 0 ? pair : pair.slice(0, cut)).slice(0, 200);
    fields.push({ name, key: lastName(name), value: cut < 0 ? '' : decodePart(pair.slice(cut + 1)) });
  }
  return fields;
}

/** `user[role]` and `form:total` hold a role and a total. */
export function lastName(name: string): string {
  const parts = name.split(/[[\].:$]+/).filter((part) => part !== '' && !/^\d+$/.test(part));
  return (parts.at(-1) ?? name).replace(/^\d+_/, '');
}

function decodePart(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Not UTF-8: byte by byte, as older pages send it.
    return spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}
