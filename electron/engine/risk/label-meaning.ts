import type { RiskCategory, RiskLevel } from '../../../shared/domain/risk';
import { answer } from './answer-meaning';
import type { Consequence } from './finding';
import { Label } from './label';
import { isNameOfPlace, isTurnedRound, isWithdrawal } from './label-shape';
import type { Sense } from './lexicon/sense';
import { NOWHERE, type Surroundings } from './surroundings';

const OBJECTS: readonly Sense[] = [
  ...([
    'money',
    'contract',
    'grave',
    'people',
    'secret',
    'access',
    'owner',
    'message',
    'machine',
    'forever',
  ] as const),
];

const of = (category: RiskCategory, level: RiskLevel): Consequence => ({ category, level });

/** What a control does by what is written on it, and by what stands around it. Empty: nothing that is known as risky. */
export function labelConsequences(text: string, around: Surroundings): readonly Consequence[] {
  const label = new Label(text, around);
  if (label.words === 0 || isTurnedRound(label)) return [];
  const isName = isNameOfPlace(label);
  return [
    ...deletion(label),
    ...(isName ? [] : payment(label)),
    ...(isName ? [] : sending(label)),
    ...account(label, isName),
    ...(isName ? [] : answer(label)),
    ...(isName ? [] : consent(label)),
    ...execution(label),
    ...files(label, isName),
  ];
}

/** Whether the words only commit to what the page asks: *Yes*, *Confirm*, *Continue*. */
export function commits(text: string): 'yes' | 'next' | null {
  const label = new Label(text, NOWHERE);
  if (label.words > 6 || isTurnedRound(label)) return null;
  if (label.has('confirm') || (label.has('agree', 'allow') && label.words < 3)) return 'yes';
  return label.has('next') ? 'next' : null;
}

/** Nothing is said of what is deleted, so what stands around tells. */
const isBare = (label: Label): boolean => !label.has(...OBJECTS) && label.words <= 3;

function isOfTheView(label: Label): boolean {
  // Some names of the trash hold the word for a cart.
  if (label.has('view', 'cookie') || (label.has('cart') && !label.has('trash')))
    return !label.has('grave', 'people', 'secret', 'machine', 'owner', 'forever');
  // A row of a text being written, not one of a database.
  if (label.has('row') && label.hasAround('document') && !label.has('forever')) {
    return !label.hasAround('people', 'money', 'machine', 'secret');
  }
  if (!isBare(label) || label.hasAround('grave', 'people')) return false;
  // Some languages have one word for a cart and for the trash; beside a price it is a cart.
  return label.hasAround('trash')
    ? label.hasAround('cart') && label.around.hasAmount
    : label.hasAround('view', 'cart');
}

function deletion(label: Label): readonly Consequence[] {
  const isFinal = label.has('forever') || (label.has('trash') && !label.has('send'));
  if (label.has('terminate') && !label.has('contract') && label.has('view') && isOfTheView(label)) return [];
  if (label.has('terminate') || (label.has('callOff') && label.has('contract'))) {
    return [of('deletion', label.has('grave') || isFinal ? 'critical' : 'high'), of('account', 'high')];
  }
  if (label.has('delete')) {
    if (label.first('look') < label.first('delete') && !label.has('and')) return [];
    const level = isOfTheView(label) ? 'low' : isFinal || label.has('grave') ? 'critical' : 'high';
    return [of('deletion', level)];
  }
  if (label.has('remove')) {
    return [of('deletion', isOfTheView(label) ? 'low' : label.has('forever') ? 'critical' : 'high')];
  }
  if (label.has('clear')) return clearing(label, isFinal);
  if (label.has('discard')) return [of('deletion', isOfTheView(label) ? 'low' : 'medium')];
  return label.has('trash') && isWhole(label, 'trash') ? [of('deletion', bareTrash(label))] : [];
}

/** Nothing but one thing is said. */
const isWhole = (label: Label, sense: Sense): boolean =>
  label.spots(sense).some(({ from, to }) => to - from >= label.words - 0.01);

/** *Trash* beside a thing is a verb; among other places, or by itself, it may be one of them. */
function bareTrash(label: Label): RiskLevel {
  if (label.around.lines.length === 0) return 'low';
  return label.hasAround('section') ? 'medium' : 'high';
}

/** *Clear* and *reset* are harmless but for what holds something. */
function clearing(label: Label, isFinal: boolean): readonly Consequence[] {
  if (label.has('secret', 'access') || isOfTheView(label)) return [];
  if (isFinal || label.has('grave', 'machine')) return [of('deletion', 'critical')];
  if (label.has('people', 'message', 'money')) return [of('deletion', 'high')];
  return [of('deletion', label.has('record', 'place') ? 'medium' : 'low')];
}

/** *New post*, *Create transfer*: opens an empty one, which another button sends. */
const beginsOne = (label: Label, action: Sense): boolean =>
  label.words <= 3 && label.first('add') < label.first(action) && !label.around.asksForMoney;

function payment(label: Label): readonly Consequence[] {
  const { around } = label;
  if (label.has('pay')) return [of('payment', 'critical')];
  if (label.has('transfer') && !label.has('owner')) {
    if (beginsOne(label, 'transfer')) return [of('payment', 'low')];
    const isMoney =
      label.has('money') ||
      around.asksForMoney ||
      around.hasAmount ||
      label.hasAround('money', 'transfer', 'pay');
    if (isMoney) return [of('payment', 'critical')];
    return [of(label.has('people', 'machine', 'message', 'grave') ? 'sending' : 'payment', 'high')];
  }
  if (label.has('handle') && label.has('money')) return [of('payment', 'critical')];
  // In some languages a page is loaded again by the word for topping up.
  if (label.has('reload') && (label.has('money') || around.hasAmount || label.hasAround('money')))
    return [of('payment', 'critical')];
  if (label.has('send') && around.asksForMoney) return [of('payment', 'critical')];
  if (label.has('confirm') && label.has('money') && !label.has('look')) return [of('payment', 'critical')];
  if (label.has('agree') && (label.has('money') || around.hasAmount)) return [of('payment', 'critical')];
  if (label.has('subscribe') && (around.hasAmount || label.has('contract')))
    return [of('payment', 'critical')];
  return label.has('checkout') ? [of('payment', label.has('confirm') ? 'high' : 'low')] : [];
}

function sending(label: Label): readonly Consequence[] {
  if (label.has('invite')) return [of('sending', 'high'), of('account', 'high')];
  if (label.has('send')) return [of('sending', beginsOne(label, 'send') ? 'low' : 'high')];
  if (label.has('reply')) return [of('sending', label.words <= 3 ? 'high' : 'medium')];
  return [];
}

function account(label: Label, isName: boolean): readonly Consequence[] {
  const findings: Consequence[] = [];
  if (label.has('owner') && label.has('transfer', 'change', 'grant', 'send'))
    findings.push(of('account', 'critical'));
  if (isWithdrawal(label) || (label.has('disable') && label.has('access', 'people', 'secret', 'guard')))
    findings.push(of('account', 'high'));
  if (label.has('people', 'access') && label.has('delete', 'remove', 'grant'))
    findings.push(of('account', 'high'));
  if (label.has('secret') && label.has('reveal', 'add', 'change', 'download', 'clear')) {
    if (!label.has('record', 'section') && !label.has('place')) findings.push(...secrets(label));
  }
  if (isName) return findings;
  if (label.has('grant') || (label.has('confirm') && label.has('owner', 'access')))
    findings.push(of('account', 'high'));
  if (label.has('public') && !label.has('look', 'place') && label.words <= 4) {
    findings.push(of('account', 'high'), of('sending', 'high'));
  }
  if (label.has('change', 'clear', 'allow') && label.has('access', 'public'))
    findings.push(of('account', 'high'));
  if (label.has('add') && label.has('people')) findings.push(of('account', 'high'));
  if (label.has('login')) findings.push(...entering(label, 'low'));
  if (label.has('signUp')) findings.push(...entering(label, 'high'));
  if (label.has('logout') && !label.has('grant')) findings.push(of('account', 'low'));
  return findings;
}

function secrets(label: Label): readonly Consequence[] {
  if (label.has('delete', 'remove')) return [of('credentials', 'high')];
  if (label.has('change', 'clear')) return [of('account', 'high'), of('credentials', 'high')];
  // The eye beside a field in which a password is being typed.
  const isOwnField = label.around.asksForPassword || label.hasAround('login', 'signUp');
  return [of('credentials', isOwnField && !label.has('add', 'download') ? 'low' : 'high')];
}

function entering({ around }: Label, otherwise: RiskLevel): readonly Consequence[] {
  if (!around.asksForPassword) return [of('account', otherwise)];
  return [of('credentials', 'high'), of('account', 'high')];
}

function consent(label: Label): readonly Consequence[] {
  if (label.has('sign')) return [of('consent', 'high')];
  if (label.has('allow')) {
    const isAccess = label.has('access', 'people') || label.hasAround('access', 'people', 'secret');
    return isAccess ? [of('consent', 'high'), of('account', 'high')] : [of('consent', 'medium')];
  }
  if (!label.has('agree')) return [];
  if (label.has('others') && label.has('crowd', 'people')) return [of('consent', 'high')];
  return [of('consent', label.has('cookie', 'view') || label.hasAround('cookie') ? 'low' : 'medium')];
}

function execution(label: Label): readonly Consequence[] {
  if (label.has('callOff') && label.has('machine')) return [of('execution', 'high')];
  if (operatesMachine(label)) return [of('execution', 'high')];
  if (!label.has('run')) return [];
  if (label.first('look') < label.first('run')) return [];
  const isHarmless = label.has('record', 'section', 'view') && !label.has('machine', 'grave');
  return isHarmless ? [] : [of('execution', 'high')];
}

/** *Launch*, *Resize*: of a server, not of a tour or a picture. */
const operatesMachine = (label: Label): boolean =>
  label.has('operate') &&
  (label.has('machine') || (label.words <= 2 && label.hasAround('machine'))) &&
  !label.has('look', 'view', 'place', 'section', 'record');

function files(label: Label, isName: boolean): readonly Consequence[] {
  if (label.has('download') && !label.has('section')) {
    return [of('download', label.has('crowd') ? 'medium' : 'low')];
  }
  if (browsesFiles(label)) return [of('upload', 'medium')];
  if (isName) return [];
  if (label.has('upload')) return [of('upload', 'high')];
  return label.has('attach') ? [of('upload', 'medium')] : [];
}

/** *Browse…* alone, or beside what is uploaded; *Browse products* is a shop's. */
const browsesFiles = (label: Label): boolean =>
  label.has('browse') && isWhole(label, 'browse') && (label.opensMore || label.hasAround('attach', 'upload'));
