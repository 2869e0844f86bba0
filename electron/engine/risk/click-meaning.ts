import type { RiskFinding } from '../../../shared/domain/risk';
import { isAtLeast } from '../../../shared/domain/risk';
import type { ElementTarget } from '../../../shared/domain/target';
import { isBlank, labelOf } from '../../../shared/text/element-label';
import { skeleton } from '../../../shared/text/skeleton';
import { isUnderNotice } from './done-notice';
import { type Consequence, quote, unknown } from './finding';
import { formConsequences } from './form-meaning';
import { iconWords } from './icon-words';
import { Label } from './label';
import { commits, labelConsequences } from './label-meaning';
import { readText } from './lexicon/read-text';
import { addressConsequences, isScripted, linkFindings } from './link-meaning';
import { isSearchForm } from './search-form';
import { pushSlider } from './slider-meaning';
import { setState } from './state-meaning';
import { NOWHERE, readSurroundings, type Surroundings } from './surroundings';

/** Fields take input, and content and places to go are named after things: being clicked they do nothing by themselves. */
const FIELDS = new Set([
  'textbox',
  'searchbox',
  'combobox',
  'spinbutton',
  'listbox',
  'picker',
  'option',
  'slider',
  'scrollbar',
]);
const PLACES = new Set([
  'tab',
  'columnheader',
  'rowheader',
  'heading',
  'row',
  'gridcell',
  'cell',
  'treeitem',
  'listitem',
  'static',
  'separator',
  'tooltip',
  'disclosuretriangle',
]);
const STATES = new Set(['checkbox', 'radio', 'switch', 'menuitemcheckbox', 'menuitemradio']);
const CONTROLS = new Set(['button', 'link', 'menuitem', 'popupbutton', 'togglebutton', 'summary']);
const SUBMITTING = new Set(['submit', 'image']);

/** What a click on an element does. */
export function clickElement(target: ElementTarget): readonly RiskFinding[] {
  if (target.inputType === 'file') {
    return [
      {
        category: 'upload',
        level: 'medium',
        why: `It opens the choice of a file to upload, ${quote(target.name)}.`,
      },
    ];
  }
  if (target.role === 'slider') return pushSlider(target, readSurroundings(target));
  if (FIELDS.has(target.role)) return [];
  if (PLACES.has(target.role)) return onPlace(target);
  const around = readSurroundings(target);
  if (STATES.has(target.role)) return setState(target, around);
  const said = [...fromWords(target, around), ...linkFindings(target)];
  const isTold = said.some(({ level }) => isAtLeast(level, 'medium'));
  // That a form is sent is worth saying where nothing else tells what that does.
  const sent = fromSubmitting(target).filter(({ category }) => !isTold || category !== 'sending');
  const findings = [...said, ...sent];
  if (findings.length > 0) return findings;
  const isNamed = !isBlank(iconWords(target.name + target.text));
  if (CONTROLS.has(target.role) || target.role.startsWith('clickable')) {
    return isNamed ? [] : [unknown('the control has no name'), ...fromContext(around)];
  }
  return [unknown(`${quote(target.role)} is not a control it knows`)];
}

/** Content may still be a link, or named so that it can only be a control in disguise. */
function onPlace(target: ElementTarget): readonly RiskFinding[] {
  return target.role === 'static' || target.href === null ? [] : linkFindings(target);
}

/** A role that everybody knows stands for itself; any other is the page's own word. */
const KNOWN_ROLES: ReadonlySet<string> = new Set([
  'button',
  'link',
  'checkbox',
  'radio',
  'switch',
  'tab',
  'textbox',
  'combobox',
  'option',
]);
const roleWord = (role: string): string => (KNOWN_ROLES.has(role) ? role : quote(role));

/** By name and by visible text, where they differ: both are judged, as one of them may be there to mislead. */
function fromWords(target: ElementTarget, around: Surroundings): readonly RiskFinding[] {
  const { name, text, role } = target;
  const byName = judge(name, target, around).map(
    (one): RiskFinding => ({
      ...one,
      why: `The ${roleWord(role)} is labelled ${quote(name)}, which reads as ${one.category}.`,
    }),
  );
  if (isBlank(text) || skeleton(text) === skeleton(name)) return byName;
  const byText = judge(text, target, around).map(
    (one): RiskFinding => ({
      ...one,
      why: isBlank(name)
        ? `The ${quote(role)} shows ${quote(text)}, which reads as ${one.category}.`
        : `It shows ${quote(text)}, which reads as ${one.category}, though its name says otherwise: ${quote(name)}.`,
    }),
  );
  return [...byName, ...byText];
}

function judge(written: string, target: ElementTarget, around: Surroundings): readonly Consequence[] {
  const label = iconWords(written);
  if (isBlank(label)) return [];
  if (target.role === 'link' && !isScripted(target.href, target.url)) return judgeLink(label, target, around);
  const kind = commits(label);
  const isPutAway = isAnswer(label, kind) && isUnderNotice(label, target, around);
  if (isPutAway) return committed('yes', target, around, around.lines.slice(1));
  const said = labelConsequences(label, around).filter((one) => !isOfSearch(one, label, target, around));
  if (said.some(({ level }) => level !== 'low')) return said;
  if (kind === null) return said;
  return [...said, ...committed(kind, target, around)];
}

const isAnswer = (label: string, kind: 'yes' | 'next' | null): boolean =>
  kind === 'yes' && readText(label).words <= 2;

/** *Submit* of a search sends nobody anything. */
function isOfSearch(one: Consequence, label: string, { form }: ElementTarget, around: Surroundings): boolean {
  if (one.category !== 'sending' || form === null || !isSearchForm(form)) return false;
  const read = new Label(label, NOWHERE);
  const isBare =
    read.words <= 2 && read.has('send') && !read.has('message', 'people', 'money', 'public', 'invite');
  return isBare && (form.method.toLowerCase() === 'get' || !around.hasAmount);
}

/** A link leads to where something is done. Only what its words order in short is taken for the deed itself. */
function judgeLink(
  label: string,
  { href, url }: ElementTarget,
  around: Surroundings,
): readonly Consequence[] {
  if (href !== null && /^https?:/i.test(href) && isAboutPage(href)) return [];
  const isOrder = readText(label).words <= 4 && !/[–—|:?]/.test(label);
  return labelConsequences(label, around).flatMap((one): Consequence[] => {
    const stays =
      isOrder && (one.category === 'deletion' || one.category === 'execution') && isOwnAction(href, url);
    return [stays ? one : { ...one, level: 'low' }];
  });
}

const isAboutPage = (href: string): boolean =>
  /\/(?:docs?|documentation|help|faq|blog|wiki|articles?|guides?|learn|kb|support|search|history)(?:[/?#]|$)/i.test(
    href,
  );

/** An address below a thing of its own, as `/items/7`: what old pages delete by. */
const isOwnAction = (href: string | null, url: string): boolean =>
  href === null || href === url || /\d|delete|remove|destroy/i.test(href);

/** *Yes* and *Confirm* do what the page asks; *Next* and *Save* only what is asked right before them, or announced. */
function committed(
  kind: 'yes' | 'next',
  target: ElementTarget,
  around: Surroundings,
  said: readonly string[] = around.lines,
): readonly Consequence[] {
  const lines = [...said.slice(0, 2), around.title];
  for (const [at, line] of lines.entries()) {
    if (kind === 'next' && !asksNow(line, at)) continue;
    const asked = labelConsequences(line, {
      ...NOWHERE,
      hasAmount: around.hasAmount,
      asksForMoney: around.asksForMoney,
    }).filter(({ level }) => isAtLeast(level, 'medium'));
    if (asked.length > 0) return asked;
  }
  if (kind === 'yes' && (around.asksForMoney || (around.hasAmount && around.senses.has('money')))) {
    return [{ category: 'payment', level: 'critical' }];
  }
  return target.form === null || kind === 'next' || isSearchForm(target.form)
    ? []
    : formConsequences(target.form).map(raised);
}

/** A question right before it, or a line that says what the next press does. */
function asksNow(line: string, at: number): boolean {
  if (at === 0 && /[?？؟;]/.test(line)) return true;
  const label = new Label(line, NOWHERE);
  const isOrder = label.spots('pay', 'transfer').some(({ from, to }) => from === 0 && to - from >= 2);
  return (isOrder || label.has('about', 'confirm')) && !label.has('look', 'record');
}

/** Sent by a word that commits, a form is more than some form. */
const raised = (one: Consequence): Consequence =>
  one.category === 'sending' ? { ...one, level: 'high' } : one;

/** The button that sends a form, whatever it is called. */
function fromSubmitting(target: ElementTarget): readonly RiskFinding[] {
  const { form, inputType, role } = target;
  if (form === null) return [];
  const isSubmit =
    SUBMITTING.has(inputType ?? '') ||
    (inputType === null &&
      role === 'button' &&
      form.submitLabel !== '' &&
      skeleton(form.submitLabel) === skeleton(labelOf(target)));
  if (!isSubmit) return [];
  return sendForm(form);
}

/** What sending a form does: by where it is sent and by what it asks. */
export function sendForm(form: NonNullable<ElementTarget['form']>): readonly RiskFinding[] {
  if (isTurnedAway(form.submitLabel)) return [];
  if (isSearchForm(form)) return [];
  const byAddress = form.method.toLowerCase() === 'get' ? [] : addressConsequences(form.action);
  return [
    ...formConsequences(form).map((one) => ({
      ...one,
      why: `It sends the form ${quote(form.submitLabel || form.action)}, by its fields ${one.category}.`,
    })),
    ...byAddress.map((one) => ({
      ...one,
      why: `It sends a form to ${quote(form.action)}, which reads as ${one.category}.`,
    })),
  ];
}

/** A button of a form that takes it back. */
function isTurnedAway(label: string): boolean {
  const { spots, words } = readText(label);
  return (
    words > 0 &&
    words <= 3 &&
    spots.length > 0 &&
    spots.every(({ sense }) => ['callOff', 'not', 'later', 'undo', 'refuse'].includes(sense))
  );
}

/** A control without any name: what stands around it is all that is known. */
function fromContext(around: Surroundings): readonly RiskFinding[] {
  const line = around.lines[0] ?? '';
  return labelConsequences(line, NOWHERE)
    .filter(({ level }) => isAtLeast(level, 'high'))
    .map((one) => ({
      ...one,
      level: 'medium',
      why: `It stands at ${quote(line)}, which reads as ${one.category}.`,
    }));
}
