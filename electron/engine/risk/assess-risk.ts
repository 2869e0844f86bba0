import type { Action } from '../../../shared/domain/action';
import { parseKeyCombo } from '../../../shared/domain/key-combo';
import type { RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget, Target } from '../../../shared/domain/target';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { searchLexicon } from './risk-lexicon';

/** Roles whose elements take input and do nothing by being clicked. */
const INPUT_ROLES = new Set([
  'textbox',
  'searchbox',
  'combobox',
  'spinbutton',
  'listbox',
  'option',
  'slider',
]);
/** Roles that a click acts on. */
const ACTION_ROLES = new Set([
  'button',
  'link',
  'menuitem',
  'tab',
  'switch',
  'checkbox',
  'radio',
  'treeitem',
  'gridcell',
]);

/**
 * What makes an action risky, from the element under it (read from the browser, never from the model). Nothing known
 * about the target never means safe. `targets` holds one for each place the action acts on; keys and typing have the
 * focused element. Empty result: harmless. Pure.
 */
export function assessRisk(action: Action, targets: readonly Target[]): readonly RiskFinding[] {
  switch (action.member) {
    case 'left_click':
    case 'right_click':
    case 'middle_click':
    case 'double_click':
    case 'triple_click':
    case 'left_mouse_down':
    case 'left_mouse_up':
    case 'left_click_drag':
      return targets.flatMap(assessClick);
    case 'key':
    case 'hold_key':
      return targets.flatMap((target) => assessKey(action.input.text, target));
    case 'type':
      return targets.flatMap((target) => assessTyping(action.input.text, target));
    default:
      return [];
  }
}

function reasonOf(target: Exclude<Target, ElementTarget>): string {
  if (target.kind === 'unknown') return target.reason;
  return target.kind === 'dialog' ? 'a dialog of the page is open' : 'the window is no page of the browser';
}

function unknown(reason: string): RiskFinding {
  return { category: 'unknown', level: 'medium', why: `Airlock can't tell what this acts on: ${reason}.` };
}

function assessClick(target: Target): readonly RiskFinding[] {
  if (target.kind !== 'element') return [unknown(reasonOf(target))];
  if (INPUT_ROLES.has(target.role)) return [];
  const findings = [...fromLabel(target), ...fromLink(target), ...fromSubmit(target)];
  if (findings.length > 0) return findings;
  if (ACTION_ROLES.has(target.role))
    return target.name.trim() === '' ? [unknown('the control has no name')] : [];
  return target.role === 'static'
    ? []
    : [unknown(`"${shortLabel(target.role, 30)}" is not a control it knows`)];
}

function fromLabel(target: ElementTarget): readonly RiskFinding[] {
  return searchLexicon(`${target.name}\n${target.text}`).map(({ category, level, word }) => ({
    category,
    level,
    why: `The ${escapeHidden(target.role)} is labelled “${shortLabel(target.name || target.text, 60)}” (${category}: “${word}”).`,
  }));
}

function fromLink(target: ElementTarget): readonly RiskFinding[] {
  if (target.href === null) return [];
  const path = target.href.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return searchLexicon(decodeLoosely(path))
    .filter(({ category }) => category === 'deletion' || category === 'payment')
    .map(({ category, word }) => ({
      category,
      level: 'high',
      why: `Its link leads to “${shortLabel(target.href ?? '', 60)}” (${category}: “${word}”).`,
    }));
}

function isSubmit(target: ElementTarget): boolean {
  if (target.form === null) return false;
  return target.inputType === 'submit' || target.inputType === 'image';
}

function fromSubmit(target: ElementTarget): readonly RiskFinding[] {
  if (!isSubmit(target) || target.form === null) return [];
  const fromAction = searchLexicon(decodeLoosely(target.form.action)).map(({ category, level, word }) => ({
    category,
    level,
    why: `It submits a form to “${shortLabel(target.form?.action ?? '', 60)}” (${category}: “${word}”).`,
  }));
  if (fromAction.length > 0) return fromAction;
  if (target.form.method === 'get') return [];
  return [
    {
      category: 'sending',
      level: 'medium',
      why: 'It submits a form that changes something on the server.',
    },
  ];
}

function assessKey(text: string, target: Target): readonly RiskFinding[] {
  const combo = parseKeyCombo(text);
  if (combo === null) return [unknown('the key is not one it knows')];
  if (combo.key === 'return') return assessReturn(target);
  if (combo.key === 'space' && combo.modifiers.length === 0) return assessSpace(target);
  return [];
}

function assessTyping(text: string, target: Target): readonly RiskFinding[] {
  if (/[\r\n]/.test(text)) return assessReturn(target);
  return text.includes(' ') ? assessSpace(target) : [];
}

/** Return presses a focused control and submits a focused field's form. */
function assessReturn(target: Target): readonly RiskFinding[] {
  if (target.kind !== 'element') return [unknown(reasonOf(target))];
  if (target.tag === 'textarea') return [];
  if (target.form !== null) {
    const { submitLabel, action, method } = target.form;
    const hits = searchLexicon(`${submitLabel}\n${decodeLoosely(action)}`).map(
      ({ category, level, word }) => ({
        category,
        level,
        why: `Return submits the form “${shortLabel(submitLabel || action, 60)}” (${category}: “${word}”).`,
      }),
    );
    if (hits.length > 0) return hits;
    if (method !== 'get') {
      return [
        {
          category: 'sending',
          level: 'medium',
          why: 'Return submits a form that changes something on the server.',
        },
      ];
    }
    return INPUT_ROLES.has(target.role) ? [] : assessClick(target);
  }
  return INPUT_ROLES.has(target.role) ? [unknown('what Return does in this field')] : assessClick(target);
}

function assessSpace(target: Target): readonly RiskFinding[] {
  if (target.kind !== 'element') return [unknown(reasonOf(target))];
  return INPUT_ROLES.has(target.role) ? [] : assessClick(target);
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
