import { parseKeyCombo } from '../../../shared/domain/key-combo';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget, Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { clickElement, sendForm } from './click-meaning';
import { addressBarFindings, commandFindings, consoleOf } from './console-field';
import { acceptDialog } from './dialog-meaning';
import { quote, unknown } from './finding';
import { labelConsequences } from './label-meaning';
import { readText } from './lexicon/read-text';
import { SEARCH } from './search-form';
import { readSurroundings } from './surroundings';
import { contentFindings } from './typed-content';

const FIELDS = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']);
const ROWS = new Set([
  'row',
  'listitem',
  'option',
  'gridcell',
  'cell',
  'treeitem',
  'listbox',
  'grid',
  'tree',
  'static',
]);
/** Keys that only move, or take nothing with them. */
const HARMLESS =
  /^(?:up|down|left|right|home|end|page_up|page_down|tab|escape|f5|insert|caps_lock|num_lock|print)$/;

/** What a key does on what has the keyboard. */
export function pressKey(text: string, target: Target): readonly RiskFinding[] {
  const combo = parseKeyCombo(text);
  if (combo === null) return [unknown('the key is not one it knows')];
  const { key, modifiers } = combo;
  const isAlone = modifiers.length === 0;
  const isWithCtrlAndShift = modifiers.includes('ctrl') && modifiers.includes('shift');
  if (key === null || (HARMLESS.test(key) && !modifiers.includes('alt'))) return [];
  if (key === 'f4' && modifiers.includes('alt')) return [closes];
  if (isOwnPart(target)) return pressShortcut(key, modifiers);
  if (target.kind === 'dialog') return key === 'return' || key === 'space' ? acceptDialog(target) : [];
  if (key === 'return') return pressReturn(target, modifiers.includes('ctrl') || modifiers.includes('super'));
  if (target.kind !== 'element')
    return target.kind === 'window' && consoleOf(target) !== null && isAlone
      ? []
      : [unknown(reasonOf(target))];
  if (key === 'space' && isAlone)
    return FIELDS.has(target.role) || target.tag === 'textarea' ? [] : clickElement(target);
  if (!isWithCtrlAndShift && (key === 'delete' || key === 'backspace')) return pressDelete(target, key);
  return pressShortcut(key, modifiers);
}

/** What is typed there goes to no page, and what it opens is judged when it is asked for. */
const isOwnPart = (target: Target): boolean => target.kind === 'window' && target.part !== undefined;

const closes: RiskFinding = {
  category: 'navigation',
  level: 'low',
  why: 'It closes the window or page in front.',
};

const reasonOf = (target: Exclude<Target, ElementTarget>): string => {
  if (target.kind === 'unknown') return target.reason;
  return target.kind === 'dialog' ? 'a dialog of the page is open' : 'it is a window, and not a web page';
};

/** Return presses a focused control, sends a field's form, ends a line, or sends what a composer holds. */
function pressReturn(target: Target, withCtrl: boolean): readonly RiskFinding[] {
  if (target.kind === 'dialog') return acceptDialog(target);
  const kind = consoleOf(target);
  if (kind === 'shell' || (kind === 'code' && withCtrl)) {
    return [{ category: 'execution', level: 'high', why: 'Return runs what stands in the console.' }];
  }
  if (target.kind !== 'element') return [unknown(reasonOf(target))];
  const isField = FIELDS.has(target.role) || target.tag === 'textarea';
  if (!isField) return clickElement(target);
  if (isSearch(target)) return [];
  if (kind === 'code') return [];
  if (target.tag === 'textarea' && !withCtrl && !isChat(target)) return [];
  return sendField(target, withCtrl);
}

function sendField(target: ElementTarget, withCtrl: boolean): readonly RiskFinding[] {
  const { form } = target;
  if (form !== null && target.tag !== 'div') {
    const around = readSurroundings(target);
    const said = labelConsequences(form.submitLabel, around).map(
      (one): RiskFinding => ({
        ...one,
        why: `Return sends the form ${quote(form.submitLabel)}, which reads as ${one.category}.`,
      }),
    );
    const sent = [...said, ...sendForm(form)];
    if (sent.length > 0 || form.method.toLowerCase() === 'get') return sent;
  }
  if (isMessage(target))
    return [
      { category: 'sending', level: 'high', why: `Return sends what is written in ${quote(target.name)}.` },
    ];
  if (withCtrl)
    return [
      {
        category: 'sending',
        level: 'high',
        why: `Control and Return usually send what is written in ${quote(target.name)}.`,
      },
    ];
  return [unknown('what Return does in this field')];
}

const isSearch = ({ role, inputType, name, form }: ElementTarget): boolean =>
  role === 'searchbox' ||
  inputType === 'search' ||
  (SEARCH.test(name.slice(0, 100)) && form?.method.toLowerCase() !== 'post');

const says = (text: string): boolean =>
  readText(text).spots.some(({ sense }) => sense === 'message' || sense === 'reply' || sense === 'send');
const isMessage = (target: ElementTarget): boolean =>
  says(`${target.name} ${target.context.split('\n')[0] ?? ''} ${target.pageTitle}`);
/** One line that sends at Return: named like a message to somebody. */
const isChat = (target: ElementTarget): boolean =>
  says(target.name) &&
  /chat|messages|message |type a|dm|direct|nachricht schreiben|schreib/i.test(
    `${target.name} ${target.pageTitle}`,
  );

function pressDelete(target: ElementTarget, key: string): readonly RiskFinding[] {
  if (FIELDS.has(target.role) || target.tag === 'textarea') return [];
  if (ROWS.has(target.role)) {
    const level = key === 'backspace' || target.role === 'static' ? 'medium' : 'high';
    return [
      {
        category: 'deletion',
        level,
        why: `The key usually deletes what is selected, ${quote(labelOf(target))}.`,
      },
    ];
  }
  return key === 'backspace'
    ? []
    : [{ category: 'deletion', level: 'low', why: 'The key deletes what is selected, where something is.' }];
}

function pressShortcut(key: string, modifiers: readonly string[]): readonly RiskFinding[] {
  const combo = [...modifiers, key].join('+');
  if (/^(?:delete|backspace)$/.test(key) && /ctrl.*shift|shift.*ctrl/.test(combo)) {
    return [
      { category: 'deletion', level: 'medium', why: 'It opens the deletion of what the browser has stored.' },
    ];
  }
  if (key === 'f12' || combo === 'ctrl+shift+i' || combo === 'ctrl+shift+j') {
    return [
      {
        category: 'execution',
        level: 'medium',
        why: 'It opens the developer tools, where scripts can be run.',
      },
    ];
  }
  if (combo === 'ctrl+v' || combo === 'ctrl+shift+v' || combo === 'shift+insert') {
    return [
      {
        category: 'sending',
        level: 'low',
        why: 'It puts in what the clipboard holds, which is not seen here.',
      },
    ];
  }
  if (/^ctrl\+(?:shift\+)?[wq]$/.test(combo)) return [closes];
  if (combo === 'ctrl+s')
    return [{ category: 'download', level: 'low', why: 'It saves the page or the document.' }];
  if (combo === 'ctrl+o')
    return [{ category: 'upload', level: 'low', why: 'It opens the choice of a file.' }];
  return [];
}

/** What typing does: what the text is, where it goes, and what its line breaks and blanks press. */
export function typeText(text: string, target: Target): readonly RiskFinding[] {
  const content = [...contentFindings(text), ...addressBarFindings(text, target)];
  const kind = consoleOf(target);
  if (kind !== null) return [...content, ...commandFindings(text, kind)];
  if (target.kind === 'dialog') return [...content, ...(/[\r\n ]/.test(text) ? acceptDialog(target) : [])];
  if (isOwnPart(target)) return content;
  if (target.kind !== 'element') return [...content, unknown(reasonOf(target))];
  const presses = /[\r\n]/.test(text)
    ? pressReturn(target, false)
    : text.includes(' ') && !FIELDS.has(target.role) && target.tag !== 'textarea'
      ? clickElement(target)
      : [];
  return [...content, ...secretField(target), ...presses];
}

const ONE_TIME =
  /one.?time.?code|verification code|otp\b|2fa|bestätigungscode|code de vérification|código de verificación|codice di verifica|код подтверждения|認証コード|验证码|驗證碼|인증 ?코드|인증번호|رمز التحقق|doğrulama kodu/iu;

function secretField(target: ElementTarget): readonly RiskFinding[] {
  const { inputType, autocomplete, name } = target;
  if (inputType === 'password' || /password/.test(autocomplete)) {
    return [{ category: 'credentials', level: 'high', why: `A password is typed into ${quote(name)}.` }];
  }
  if (autocomplete.includes('one-time-code') || ONE_TIME.test(name)) {
    return [{ category: 'credentials', level: 'high', why: `A one-time code is typed into ${quote(name)}.` }];
  }
  if (/cc-(?:number|csc|exp)/.test(autocomplete)) {
    return [{ category: 'payment', level: 'high', why: `Details of a card are typed into ${quote(name)}.` }];
  }
  const hasSecret = readText(name).spots.some(({ sense }) => sense === 'secret');
  return hasSecret
    ? [{ category: 'credentials', level: 'high', why: `The field ${quote(name)} asks for a secret.` }]
    : [];
}
