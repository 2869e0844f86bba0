import type { DocumentFacts, FieldFacts, GroupFacts } from './form-facts';
import type { Meaning } from './lexicon';
import { meaningsOf, meaningsOfName } from './read-words';
import { type Refusal, weightiest } from './refusals';
import type { FormStep, SignInWith } from './sign-in-form';

export type FieldPart = 'userName' | 'password' | 'code';

/** A field to fill, and with what; `at`: with that character alone. */
export type PlannedField = { readonly index: number; readonly part: FieldPart; readonly at: number | null };

/** A form as it would be filled, by places in the facts of its document. */
export type FormPlan = {
  readonly step: FormStep;
  readonly group: number;
  readonly fields: readonly PlannedField[];
  /** -1: the Enter key. */
  readonly submit: number;
  /** Origin. */
  readonly submitsTo: string;
};

export type FoundForms = { readonly plans: readonly FormPlan[]; readonly reasons: readonly Refusal[] };

type Shown = { readonly field: FieldFacts; readonly index: number; readonly says: ReadonlySet<Meaning> };
/** One form of a document, with what can be seen of it. */
type Form = {
  readonly facts: DocumentFacts;
  readonly group: GroupFacts;
  readonly index: number;
  readonly shown: readonly Shown[];
  /** What its headings and its name say, and the button that would send it. */
  readonly heading: ReadonlySet<Meaning>;
  readonly hint: ReadonlySet<Meaning>;
  readonly submit: number;
  readonly submitSays: ReadonlySet<Meaning>;
};

const TEXT_TYPES: ReadonlySet<string> = new Set(['text', 'email', 'tel']);
const CODE_TYPES: ReadonlySet<string> = new Set(['text', 'tel', 'number', 'password']);
const BOXES = { least: 4, most: 8 } as const;

/** The forms of a document that ask for what is wanted, and why others that look like one are none. */
export function findForms(facts: DocumentFacts, wanted: SignInWith, origin: string): FoundForms {
  if (facts.isTooMuch) return { plans: [], reasons: ['too-much'] };
  const judged = facts.groups.map((_group, index) => judgeForm(readForm(facts, index), wanted, origin));
  return {
    plans: judged.flatMap((one) => (typeof one === 'object' && one !== null ? [one] : [])),
    reasons: judged.flatMap((one) => (typeof one === 'string' ? [one] : [])),
  };
}

/** What is said when nothing was found. */
export function whyNone(reasons: readonly Refusal[], wanted: SignInWith): Refusal {
  return weightiest(reasons, wanted === 'login' ? 'no-form' : 'no-code');
}

function readForm(facts: DocumentFacts, index: number): Form {
  const group = facts.groups[index] as GroupFacts;
  const shown = facts.fields.flatMap((field, at) =>
    field.group === index && field.isShown ? [{ field, index: at, says: saysOf(field) }] : [],
  );
  const submit = chooseSubmit(facts, index);
  return {
    facts,
    group,
    index,
    shown,
    heading: meaningsOf(group.heading),
    hint: meaningsOfName(group.hint),
    submit,
    submitSays: meaningsOf(facts.buttons[submit]?.label ?? ''),
  };
}

/** What a field is for: by what a person reads; by its name only where nothing is to be read. */
function saysOf({ label, hint }: FieldFacts): ReadonlySet<Meaning> {
  const read = meaningsOf(label);
  return read.size > 0 ? read : meaningsOfName(hint);
}

/** A plan, a reason why it must not be filled, or null where nothing of it looks like what is wanted. */
function judgeForm(form: Form, wanted: SignInWith, origin: string): FormPlan | Refusal | null {
  if (form.shown.length === 0) return null;
  const plan = wanted === 'login' ? planLogin(form) : planCode(form);
  if (plan === null || typeof plan === 'string') return plan;
  const refusal = whyNotSent(form, plan, origin);
  if (refusal !== null) return refusal;
  const submitsTo = form.facts.buttons[form.submit]?.goesTo ?? form.group.goesTo;
  return { ...plan, group: form.index, submit: form.submit, submitsTo };
}

type Planned = Pick<FormPlan, 'step' | 'fields'>;

function whyNotSent(
  { facts, group, index }: Form,
  { step, fields }: Planned,
  origin: string,
): Refusal | null {
  const targets = facts.buttons.flatMap((button) =>
    button.group === index && button.goesTo !== null ? [button.goesTo] : [],
  );
  if ([group.goesTo, ...targets].some((target) => target !== origin)) return 'goes-elsewhere';
  if (group.isGet && step !== 'user-name') return 'in-address';
  return fields.every((field) => facts.fields[field.index]?.isEditable) ? null : 'not-editable';
}

function planLogin(form: Form): Planned | Refusal | null {
  const { shown, facts, index } = form;
  const passwords = shown.filter(
    ({ field, says }) => field.type === 'password' && !isCode(field, says) && !says.has('noCode'),
  );
  const own = facts.fields.filter(({ group, type }) => group === index && type === 'password');
  if (own.some(isNewPassword) || passwords.length > 1) return newPasswordReason(form);
  if (passwords.length === 0 && looksLikePassword(form)) return 'password-as-text';
  // A user name that stands there already, as in the second of two steps, takes no input.
  const texts = shown.filter(
    ({ field }) => field.type !== 'password' && (field.isEditable || passwords.length === 0),
  );
  const names = texts.filter(isUserName);
  const reason = whyOtherForm(form, passwords.length > 0);
  if (reason !== null) return reason;
  const [password] = passwords;
  if (password === undefined) return planUserName(form, names, texts);
  if (texts.some(({ field }) => field.type === 'editable')) return 'rich-text';
  const userName = chooseUserName(texts, names);
  if (userName === undefined || texts.length > 1)
    return texts.length > 0 ? 'asks-for-more' : onlyPassword(password);
  const fields = [part(userName, 'userName'), part(password, 'password')];
  return { step: 'both', fields };
}

const part = ({ index }: Shown, name: FieldPart, at: number | null = null): PlannedField => ({
  index,
  part: name,
  at,
});

const onlyPassword = (password: Shown): Planned => ({
  step: 'password',
  fields: [part(password, 'password')],
});

/** The one that says so; the only text there is, where nothing speaks against it. */
function chooseUserName(texts: readonly Shown[], names: readonly Shown[]): Shown | undefined {
  if (names.length === 1) return names[0];
  const [only, ...others] = texts;
  if (only === undefined || others.length > 0 || !TEXT_TYPES.has(only.field.type)) return undefined;
  return only.says.has('search') || isCode(only.field, only.says) ? undefined : only;
}

function isUserName({ field, says }: Shown): boolean {
  if (!TEXT_TYPES.has(field.type) || says.has('search')) return false;
  const hints = field.autocomplete.split(/\s+/);
  if (hints.includes('username') || hints.includes('email')) return true;
  if (hints.some((hint) => /^(cc-|given-|family-|one-time|new-|street|postal|organi|bday)/.test(hint)))
    return false;
  return field.type === 'email' || says.has('userName');
}

const isNewPassword = ({ autocomplete, label, hint }: FieldFacts): boolean =>
  autocomplete.includes('new-password') ||
  meaningsOf(label).has('newPassword') ||
  meaningsOfName(hint).has('newPassword');

function newPasswordReason({ heading, submitSays, shown }: Form): Refusal {
  const says = (meaning: Meaning) => heading.has(meaning) || submitSays.has(meaning);
  if (says('signUp')) return 'signs-up';
  if (says('changePassword')) return 'changes-password';
  return shown.some(isUserName) ? 'signs-up' : 'changes-password';
}

/** The password goes only where it can't be read. */
function looksLikePassword({ shown }: Form): boolean {
  return shown.some(
    ({ field, says }) =>
      ['text', 'textarea', 'tel', 'number', 'editable'].includes(field.type) &&
      (field.autocomplete.includes('current-password') ||
        (says.has('password') && !says.has('userName') && !isCode(field, says))),
  );
}

function whyOtherForm(form: Form, hasPassword: boolean): Refusal | null {
  const { group, heading, hint, submitSays, shown } = form;
  const signsIn = submitSays.has('signIn') || (heading.has('signIn') && !heading.has('signUp'));
  if (!hasPassword && !signsIn) {
    if (group.isSearch || submitSays.has('search') || shown.some(({ field }) => field.type === 'search'))
      return 'searches';
    if ([heading, hint, submitSays].some((says) => says.has('newsletter'))) return 'subscribes';
  }
  if (submitSays.has('signUp') || (heading.has('signUp') && !signsIn)) return 'signs-up';
  if (hint.has('signUp') && !signsIn && !hint.has('signIn')) return 'signs-up';
  const changes =
    submitSays.has('changePassword') || (heading.has('changePassword') && !submitSays.has('signIn'));
  return changes ? 'changes-password' : null;
}

/** A field for an address alone is in every footer: something has to say that it begins a sign-in. */
function planUserName(
  form: Form,
  names: readonly Shown[],
  texts: readonly Shown[],
): Planned | Refusal | null {
  const { facts, heading, hint, submitSays } = form;
  const [name] = names;
  if (name === undefined) {
    const isAlone = texts.length === 1 && texts[0]?.field.type === 'editable';
    return isAlone && [heading, submitSays].some((says) => says.has('signIn')) ? 'rich-text' : null;
  }
  const saysSo = [heading, hint, submitSays, meaningsOf(facts.title), meaningsOfName(facts.path)].some(
    (says) => says.has('signIn'),
  );
  const isHinted = /\b(username|webauthn)\b/.test(name.field.autocomplete);
  if (!saysSo && !isHinted) return null;
  if (texts.length > 1) return 'asks-for-more';
  return { step: 'user-name', fields: [part(name, 'userName')] };
}

function isCode({ autocomplete }: FieldFacts, says: ReadonlySet<Meaning>): boolean {
  if (autocomplete.includes('cc-')) return false;
  return (
    autocomplete.includes('one-time-code') ||
    (says.has('code') && !says.has('noCode') && !says.has('password'))
  );
}

function planCode(form: Form): Planned | Refusal | null {
  const boxes = form.shown.filter(({ field }) => field.maxLength === 1 && CODE_TYPES.has(field.type));
  if (boxes.length >= BOXES.least && boxes.length <= BOXES.most) return planBoxes(form, boxes);
  const codes = form.shown.filter(({ field, says }) => CODE_TYPES.has(field.type) && isCode(field, says));
  const [code, ...others] = codes;
  if (code === undefined || code.says.has('noCode')) return null;
  if (code.field.type === 'password' && !code.field.autocomplete.includes('one-time-code')) return null;
  if (others.length > 0 || form.shown.length > 1) return 'asks-for-more';
  return { step: 'code', fields: [part(code, 'code')] };
}

function planBoxes(
  { shown, heading, submitSays, facts }: Form,
  boxes: readonly Shown[],
): Planned | Refusal | null {
  if (shown.length > boxes.length) return 'asks-for-more';
  const says = [
    heading,
    submitSays,
    meaningsOf(facts.title),
    meaningsOfName(facts.path),
    ...boxes.map((box) => box.says),
  ];
  const isForCode =
    says.some((one) => one.has('code')) || boxes.some(({ field }) => isCode(field, new Set()));
  return isForCode ? { step: 'code', fields: boxes.map((box, at) => part(box, 'code', at)) } : null;
}

/** The button that sends a form: the one that says so, or the only one there is; -1 when the Enter key does. */
function chooseSubmit({ buttons }: DocumentFacts, group: number): number {
  const own = buttons.flatMap((button, index) => {
    if (button.group !== group || !button.isShown) return [];
    const says = meaningsOf(button.label);
    return says.has('otherWay') ? [] : [{ button, index, says }];
  });
  const submits = own.filter(({ button }) => button.isSubmit);
  // Above the fields stand those that choose between signing in and up, below them the one that does it.
  const saying = (meaning: Meaning, from: typeof own) => from.filter(({ says }) => says.has(meaning)).at(-1);
  const acting: readonly Meaning[] = ['signUp', 'changePassword', 'newsletter', 'search'];
  const found =
    saying('signIn', submits) ??
    saying('next', submits) ??
    submits[0] ??
    saying('signIn', own) ??
    saying('next', own) ??
    own.find(({ says }) => acting.some((meaning) => says.has(meaning)));
  return found?.index ?? -1;
}
