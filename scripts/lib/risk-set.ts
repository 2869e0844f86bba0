import { type Action, MEMBERS, memberInputs } from '../../shared/domain/action';
import { RISK_LEVELS, type RiskCategory, type RiskLevel } from '../../shared/domain/risk';
import { Target } from '../../shared/domain/target';
import {
  type Fields,
  isFields,
  type Part,
  parseCategories,
  parseLabelledSet,
  partOf,
  textOf,
} from './labelled-set';

/** One labelled action of a set. `expected` is null where the action is harmless. */
export type LabelledAction = {
  readonly id: string;
  readonly lang: string;
  readonly action: Action;
  readonly targets: readonly Target[];
  readonly expected: RiskLevel | null;
  readonly categories: readonly RiskCategory[];
  readonly part: Part;
};

/** Reads a set, a JSON object a line. Throws with the line. */
export function parseRiskSet(text: string, file: string): readonly LabelledAction[] {
  return parseLabelledSet(text, file, parseActionLine);
}

/** One line of it; `place` is its name where it has none. Throws. */
export function parseActionLine(line: Fields, place: string): LabelledAction {
  const id = textOf(line.id) || place;
  const expect = isFields(line.expect) ? line.expect : {};
  const targets = Array.isArray(line.targets) ? line.targets : [line.target];
  return {
    id,
    lang: textOf(line.lang) || '?',
    action: parseAction(line.action),
    targets: targets.map(parseTarget),
    expected: parseLevel(expect.level),
    categories: parseCategories(expect.categories ?? []),
    part: partOf(id),
  };
}

function parseLevel(value: unknown): RiskLevel | null {
  if (value === 'none') return null;
  const level = RISK_LEVELS.find((known) => known === value);
  if (level === undefined) throw new Error(`expect.level must be none or one of ${RISK_LEVELS.join(', ')}`);
  return level;
}

const DEFAULT_INPUTS: Fields = { coordinate: [100, 100], start_coordinate: [10, 10] };

function parseAction(value: unknown): Action {
  const { member: name = 'left_click', input } = isFields(value) ? value : {};
  const member = MEMBERS.find((known) => known === name);
  if (member === undefined) throw new Error(`there is no action ${JSON.stringify(name)}`);
  const given = isFields(input) ? input : {};
  const input1 =
    member === 'left_click_drag'
      ? { ...DEFAULT_INPUTS, ...given }
      : member === 'hold_key'
        ? { duration: 1, ...given }
        : given;
  const parsed = memberInputs[member].safeParse(input1);
  if (!parsed.success)
    throw new Error(`the input of ${member} is not valid: ${parsed.error.issues[0]?.message}`);
  return { member, input: parsed.data } as Action;
}

const BOX = { x: 80, y: 80, width: 120, height: 32 };

function parseTarget(value: unknown): Target {
  if (!isFields(value)) throw new Error('target must be an object');
  const kind = value.kind ?? 'element';
  const full =
    kind === 'element'
      ? element(value)
      : kind === 'dialog'
        ? { type: 'confirm', message: '', url: null, host: null, ...value }
        : kind === 'window'
          ? { title: '', windowClass: '', box: BOX, ...value }
          : { reason: 'nothing is known', url: null, host: null, ...value };
  const parsed = Target.safeParse({ ...full, kind });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`target.${issue?.path.join('.')}: ${issue?.message}`);
}

const TAGS: Readonly<Record<string, string>> = {
  link: 'a',
  textbox: 'input',
  searchbox: 'input',
  checkbox: 'input',
  radio: 'input',
  spinbutton: 'input',
  combobox: 'select',
  option: 'option',
  row: 'tr',
  cell: 'td',
  columnheader: 'th',
  heading: 'h2',
  button: 'button',
};
const INPUT_TYPES: Readonly<Record<string, string>> = {
  textbox: 'text',
  searchbox: 'search',
  checkbox: 'checkbox',
  radio: 'radio',
  spinbutton: 'number',
};

/** An element from as little as its role and name. */
function element(given: Fields): Fields {
  const role = textOf(given.role) || 'button';
  const tag = textOf(given.tag) || (TAGS[role] ?? 'div');
  const url = textOf(given.url) || 'https://app.example/';
  const form = isFields(given.form) ? { action: url, method: 'post', submitLabel: '', ...given.form } : null;
  const isField = ['input', 'button', 'select', 'textarea'].includes(tag);
  const buttonType = form === null ? 'button' : 'submit';
  const inputType =
    tag === 'button' ? buttonType : tag === 'textarea' ? 'textarea' : (INPUT_TYPES[role] ?? null);
  return {
    name: '',
    text: role === 'textbox' || role === 'searchbox' ? '' : textOf(given.name),
    href: null,
    inputType: isField ? inputType : null,
    isEnabled: true,
    box: BOX,
    host: hostOf(url),
    fingerprint: 'labelled',
    ...given,
    role,
    tag,
    url,
    form: form === null ? null : withFields(form),
  };
}

function withFields(form: Fields): Fields {
  const fields = Array.isArray(form.fields) ? form.fields : [];
  return {
    ...form,
    fields: fields.map((field) =>
      isFields(field) ? { name: '', type: 'text', ...field } : { name: String(field), type: 'text' },
    ),
  };
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}
