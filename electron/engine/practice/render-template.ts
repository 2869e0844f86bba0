/** Markup that is safe to put into a page as it stands. Only `html` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map((part: Markup) => part.text).join('');
  return String(value).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** A piece of markup; every value in it is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(
    parts.map((part, i) => part + (i < values.length ? markupOf(values[i] ?? '') : '')).join(''),
  );
}

/** Fills the `{{name}}` places of a template file, escaped like `html`. Throws when a value is missing. */
export function renderTemplate(template: string, values: Readonly<Record<string, Value>>): Markup {
  const text = template.replace(/\{\{([a-z-]+)\}\}/g, (_place, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The practice page has no value for {{${name}}}`);
    return markupOf(value);
  });
  return new Markup(text);
}
