import type { NamedCall, SentField } from './body-reading';

const ASP_STATE = /^__(?:VIEWSTATE|EVENTTARGET|EVENTVALIDATION)/;
const JSF_STATE = /^(?:javax|jakarta)\.faces\./;
/** Names of controls as their frameworks begin or make them. */
const CONTROL = /^(?:btn|button|cmd|lnk|lb|link|img|ibtn|submit)(?=[A-Z_\p{Lu}])/u;
const MADE_UP = /^(?:j_idt?\d+|ctl\d+|j_id\w*)$/;

/**
 * What a postback of ASP.NET or JSF asks for; null where the form is none. The control that was pressed is named by the
 * event's target, or by a field that has its own name or the button's label as its value.
 */
export function readPostback(fields: readonly SentField[]): readonly NamedCall[] | null {
  const isAsp = fields.some(({ name }) => ASP_STATE.test(name));
  const isJsf = fields.some(({ name }) => JSF_STATE.test(name));
  if (!isAsp && !isJsf) return null;
  if (
    isJsf &&
    fields.some(({ name, key, value }) => ASKING.test(name) || (key === 'event' && ASKED.test(value)))
  ) {
    return [{ name: 'filter', kind: 'query' }];
  }
  const textOf = (...names: string[]) => fields.find(({ name }) => names.includes(name))?.value ?? '';
  const names = isAsp
    ? [...eventNames(textOf('__EVENTTARGET'), textOf('__EVENTARGUMENT')), ...pressed(fields)]
    : [
        ...eventNames(textOf('javax.faces.source', 'jakarta.faces.source'), ''),
        ...fields
          .filter(({ name, value }) => name === value && !JSF_STATE.test(name))
          .flatMap(({ name }) => eventNames(name, '')),
        ...pressed(fields),
      ];
  const calls = [...new Set(names)].map(
    (name): NamedCall => ({ name, kind: LOOKING.test(name) ? 'query' : 'told' }),
  );
  return calls.length === 0 ? [{ name: '', kind: 'opaque' }] : calls;
}

/** What tables and fields of PrimeFaces ask for while one looks. */
const ASKING =
  /_(?:pagination|sorting|filtering|query|rowExpansion|scrolling|encodeFeature|instantSelectedRowKey)$/;
const ASKED = /^(?:page|sort|filter|query|rowToggle|tabChange|itemSelect)$/;

/** What a table is asked for: another page of it, another order. */
const LOOKING = /^(?:Page|Sort|Select|Expand|Collapse)$/;

/** `ctl00$Main$gvInvoices` with `Delete$3` is `gvInvoices Delete`. */
function eventNames(target: string, argument: string): readonly string[] {
  const parts = target
    .split(/[$:]/)
    .filter((part) => part !== '' && !MADE_UP.test(part) && !/^\d+$/.test(part));
  const control = (parts.at(-1) ?? '').replace(CONTROL, '');
  const [command = ''] = argument.split('$');
  // What stands in a line of a table is done to that line.
  const isOfLine = /:\d+:/.test(target) && SIGNS_OFF.test(control);
  const name = /^\p{L}/u.test(command) ? command : isOfLine ? `${control} entry` : control;
  return name === '' ? [] : [name.slice(0, 100)];
}

const SIGNS_OFF = /^(?:abmelden|abmeldung|desinscrire|wypisz)$/i;

/** A button that was pressed is in the form with its label: its name says that it is one. */
function pressed(fields: readonly SentField[]): readonly string[] {
  return fields.flatMap(({ key, value }) =>
    CONTROL.test(key) && value !== '' ? [key.replace(CONTROL, '').slice(0, 100), value.slice(0, 60)] : [],
  );
}
