import { MOST_FIELDS, type NamedCall, type SentField } from './body-reading';

export type XmlReading = {
  readonly isSoap: boolean;
  readonly calls: readonly NamedCall[];
  readonly fields: readonly SentField[];
};

const NAME = '(?:[\\w.-]{1,60}:)?';
const LEAF = new RegExp(`<${NAME}([\\w.-]{1,100})(?:\\s[^<>]{0,500})?>([^<]{0,2000})</`, 'g');
const SOAP_BODY = new RegExp(`<${NAME}Body\\b[^<>]{0,1000}>\\s{0,200}<${NAME}([\\w.-]{1,100})`);
const XML_RPC = /<methodName>\s{0,50}([\w.:/-]{1,200})/;

/** What a SOAP envelope or an XML-RPC call names, and the elements that hold nothing but text. */
export function readXml(text: string, soapAction: string): XmlReading {
  const isSoap = /<(?:[\w.-]{1,60}:)?Envelope\b/.test(text.slice(0, 2000)) || soapAction !== '';
  const names = isSoap
    ? [SOAP_BODY.exec(text)?.[1], soapAction.replaceAll('"', '').split(/[/#:]/).at(-1)]
    : [XML_RPC.exec(text)?.[1]];
  const told = names.flatMap((name) => (name === undefined || name === '' ? [] : [plainName(name)]));
  const calls = [...new Set(told)].map((name): NamedCall => ({ name, kind: 'told' }));
  const fields: SentField[] = [];
  for (const [, key = '', value = ''] of text.matchAll(LEAF)) {
    if (fields.length >= MOST_FIELDS) break;
    fields.push({ name: key, key, value: value.trim() });
  }
  return { isSoap, calls: isSoap && calls.length === 0 ? [{ name: '', kind: 'opaque' }] : calls, fields };
}

/** `GetInvoicesRequest` and `GetInvoicesIn` ask for `GetInvoices`. */
const plainName = (name: string): string => name.replace(/(?<=.)(?:Request|Input|Req|Msg|Message)$/, '');
