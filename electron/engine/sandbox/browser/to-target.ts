import type { Box } from '../../../../shared/domain/action';
import type { Target } from '../../../../shared/domain/target';
import type { ElementFacts, PageView } from './page-probe';
import { hostOf } from './unknown-target';

/** A node of the accessibility tree, as far as it is used. */
export type AxNode = { readonly role?: { value?: string }; readonly name?: { value?: string } };

const MAX_NAME = 300;

/** What the browser told of an element, as the gate needs it. Every text in it is the page's. */
export function toTarget(
  facts: ElementFacts,
  ax: AxNode | undefined,
  box: Box,
  place: { url: string; node: string },
): Target {
  const name = String(ax?.name?.value ?? '').slice(0, MAX_NAME);
  const role = roleOf(facts, String(ax?.role?.value ?? ''));
  const { tag, text, href, inputType, isEnabled, form } = facts;
  const fingerprint = `${place.node}:${role}:${name}`;
  const host = hostOf(place.url) ?? '';
  return {
    kind: 'element',
    role,
    name,
    tag,
    text,
    href,
    inputType,
    isEnabled,
    form,
    box,
    url: place.url,
    host,
    fingerprint,
  };
}

/** What lies inside these is another process's, and out of reach: a click goes through them. */
export const FRAMES: ReadonlySet<string> = new Set(['iframe', 'frame', 'object', 'embed', 'fencedframe']);

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
  menulistpopup: 'listbox',
  menulistoption: 'option',
  listboxoption: 'option',
  radiobutton: 'radio',
};

/** The accessible role in ARIA's words; `static` for content that nothing suggests a click would act on. */
function roleOf(facts: ElementFacts, axRole: string): string {
  const lower = axRole.toLowerCase();
  const role = ROLE_NAMES[lower] ?? lower;
  if (!CONTENT_ROLES.has(role) && role !== '') return role;
  return facts.looksClickable ? `clickable ${facts.tag}` : 'static';
}

/** Where a content quad of CDP (eight CSS pixels) lies on the screen. */
export function boxOnScreen(quad: readonly number[] | undefined, view: PageView): Box {
  if (quad === undefined || quad.length < 8) return { x: 0, y: 0, width: 0, height: 0 };
  const xs = quad.filter((_, index) => index % 2 === 0);
  const ys = quad.filter((_, index) => index % 2 === 1);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return {
    x: Math.round(left * view.scale + view.originX),
    y: Math.round(top * view.scale + view.originY),
    width: Math.round((Math.max(...xs) - left) * view.scale),
    height: Math.round((Math.max(...ys) - top) * view.scale),
  };
}
