import type { Box } from '../../../../shared/domain/geometry';
import { type ElementTarget, isContentRole, TOO_LARGE } from '../../../../shared/domain/target';
import { type ElementFacts, MAX_FORM_STATE } from './element-probe';
import type { HeldForm } from './form-values';
import { hostOf } from './unknown-target';

/** A node of the accessibility tree, as far as it is used. */
export type AxNode = {
  readonly role?: { value?: string };
  readonly name?: { value?: string };
  readonly backendDOMNodeId?: number;
};

/** A control with a longer label could hide what it does behind what the judgement of risk reads of it. */
const MAX_LABEL = 500;
/** Hidden fields that are told apart. */
const MAX_HIDDEN = 60;
/** Of plain content no more than this is of use. */
const MAX_CONTENT = 300;

/** What is not of the element itself but of where it is. */
export type ElementPlace = {
  readonly box: Box;
  readonly url: string;
  readonly pageTitle: string;
  readonly isInFrame: boolean;
  /** Names the node: frame, document and backend node id. */
  readonly node: string;
  readonly digest: (text: string) => string;
  /** What its form holds for a reader; null when that was not read. */
  readonly held: HeldForm | null;
};

/** What the browser told of an element, as the gate needs it. Every text in it is the page's. */
export function toTarget(facts: ElementFacts, ax: AxNode | undefined, place: ElementPlace): ElementTarget {
  const role = roleOf(facts, String(ax?.role?.value ?? ''));
  const most = isContentRole(role) ? MAX_CONTENT : MAX_LABEL;
  const name = String(ax?.name?.value ?? '').slice(0, most);
  const text = facts.text.slice(0, most);
  const { tag, href, inputType, isEnabled, form, context, autocomplete, isDownload, isChecked } = facts;
  const { box, url, pageTitle, node } = place;
  const host = hostOf(facts.origin === 'null' ? facts.documentUrl : facts.origin) ?? '';
  const frameUrl = place.isInFrame ? facts.documentUrl : null;
  const about = { role, name, tag, text, href, inputType, isEnabled, isChecked, autocomplete, isDownload };
  const where = { box, url, host, frameUrl, pageTitle, context };
  const fingerprint = `${node}:${JSON.stringify([role, name])}`;
  const formDigest = digestOf(facts.formState, place);
  const held = { formDigest, hiddenFields: hiddenFields(facts, place) };
  const told = withHeld(form, place.held);
  return { kind: 'element', ...about, ...told, ...held, ...where, fingerprint };
}

function withHeld(
  form: ElementFacts['form'],
  held: HeldForm | null,
): Pick<ElementTarget, 'form' | 'closeUp' | 'beside'> {
  if (held === null) return { form };
  const { values, moreValues, closeUp, beside } = held;
  return {
    form: form === null ? null : { ...form, values, moreValues },
    ...(closeUp !== null && { closeUp }),
    ...(beside.length > 0 && { beside }),
  };
}

/** A node of a document, as a fingerprint names it. */
export type NodeName = { readonly frameId: string; readonly backendNodeId: number };

/** The node that a fingerprint names; null for what stands for another, such as the list of a select. */
export function nodeOf({ fingerprint }: ElementTarget): NodeName | null {
  const [, frameId = '', backendNodeId] = /^([^:]+):[^:]+:(\d+):/.exec(fingerprint) ?? [];
  return backendNodeId === undefined ? null : { frameId, backendNodeId: Number(backendNodeId) };
}

/** Whether an element still says of itself what it said as a target; less than all of it, and quick to ask. */
export function saysTheSame({ text, href, inputType, form }: ElementFacts, target: ElementTarget): boolean {
  return (
    text.slice(0, MAX_CONTENT) === target.text.slice(0, MAX_CONTENT) &&
    href === target.href &&
    inputType === target.inputType &&
    form?.action === target.form?.action
  );
}

function digestOf(text: string, { digest }: ElementPlace): string {
  if (text === '') return '';
  return text.length < MAX_FORM_STATE ? digest(text) : TOO_LARGE;
}

/** By name, since a page may have several fields of one; those after the first sixty names as one more. */
function hiddenFields({ hidden }: ElementFacts, place: ElementPlace): ElementTarget['hiddenFields'] {
  const byName = new Map<string, string[]>();
  for (const { name, holds } of hidden) {
    const known = byName.has(name) || byName.size < MAX_HIDDEN ? name : '';
    byName.set(known, [...(byName.get(known) ?? []), holds]);
  }
  return [...byName].map(([name, all]) => ({ name, digest: digestOf(JSON.stringify(all), place) }));
}

/** Elements that carry content and do nothing by themselves. */
const CONTENT_ROLES = new Set(
  `StaticText InlineTextBox RootWebArea generic none paragraph heading image img list listitem ListMarker table row cell
  rowheader columnheader rowgroup LayoutTable LayoutTableRow LayoutTableCell article section sectionheader sectionfooter
  region main navigation banner contentinfo complementary form document strong emphasis figure Figcaption separator
  blockquote code time status alert log note term definition LabelText caption mark Abbr DescriptionList group`
    .split(/\s+/)
    .map((role) => role.toLowerCase()),
);
const ROLE_NAMES: Readonly<Record<string, string>> = {
  comboboxselect: 'combobox',
  comboboxmenubutton: 'combobox',
  comboboxgrouping: 'combobox',
  textfield: 'textbox',
  textfieldwithcombobox: 'combobox',
  date: 'textbox',
  datetime: 'textbox',
  inputtime: 'textbox',
  colorwell: 'textbox',
  menulistpopup: 'listbox',
  menulistoption: 'option',
  listboxoption: 'option',
  radiobutton: 'radio',
};

const BUTTON_TYPES: ReadonlySet<string> = new Set(['submit', 'button', 'reset', 'image']);

/** The accessible role in ARIA's words; `static` for content that nothing suggests a click would act on. */
function roleOf(facts: ElementFacts, axRole: string): string {
  const role = inAriaWords(axRole);
  if (!CONTENT_ROLES.has(role) && role !== '') return role;
  // A page may call its controls what it likes; a click does what the element does.
  if (facts.href !== null) return 'link';
  if (facts.inputType !== null) return BUTTON_TYPES.has(facts.inputType) ? 'button' : 'textbox';
  return facts.looksClickable ? `clickable ${facts.tag}` : 'static';
}

/** Whether a click does what a label says that could not be read to its end. */
export function isUnreadable({ role, name, text }: ElementTarget): boolean {
  if (isContentRole(role)) return false;
  return name.length >= MAX_LABEL || (!CHOICE_ROLES.has(role) && text.length >= MAX_LABEL);
}

/** Their text is what they hold or offer, and not what they do. */
const CHOICE_ROLES: ReadonlySet<string> = new Set(['textbox', 'searchbox', 'combobox', 'listbox']);

const CONTROL_ROLES: ReadonlySet<string> = new Set([
  'button',
  'link',
  'checkbox',
  'radio',
  'switch',
  'tab',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'option',
  'treeitem',
  'combobox',
  'textbox',
  'searchbox',
  'slider',
  'spinbutton',
  'disclosuretriangle',
]);

export function isControlRole({ role }: AxNode): boolean {
  return CONTROL_ROLES.has(inAriaWords(String(role?.value ?? '')));
}

function inAriaWords(axRole: string): string {
  const lower = axRole.toLowerCase();
  return ROLE_NAMES[lower] ?? lower;
}
