/**
 * Key names as the toolset writes them (xdotool's: `ctrl+shift+t`, `Return`, `Page_Down`), brought to one canonical
 * form. The policy compares that form and the display presses that form, so what was compared is what runs.
 */
export type KeyCombo = {
  /** Sorted, without duplicates. */
  readonly modifiers: readonly Modifier[];
  /** Canonical lower-case name or one character; null when only modifiers are pressed. */
  readonly key: string | null;
};

const MODIFIERS = ['alt', 'ctrl', 'shift', 'super'] as const;
export type Modifier = (typeof MODIFIERS)[number];

const MODIFIER_ALIASES: ReadonlyMap<string, Modifier> = new Map([
  ...aliases('alt', 'alt', 'alt_l', 'alt_r', 'option', 'opt', 'mod1'),
  ...aliases('ctrl', 'ctrl', 'control', 'control_l', 'control_r', 'ctl'),
  ...aliases('shift', 'shift', 'shift_l', 'shift_r'),
  ...aliases(
    'super',
    'super',
    'super_l',
    'super_r',
    'meta',
    'meta_l',
    'meta_r',
    'cmd',
    'command',
    'win',
    'windows',
  ),
]);

const KEY_ALIASES: ReadonlyMap<string, string> = new Map([
  ...aliases('return', 'return', 'enter', 'kp_enter', 'linefeed', '\n', '\r'),
  ...aliases('tab', 'tab', 'iso_left_tab', 'kp_tab', '\t'),
  ...aliases('escape', 'escape', 'esc'),
  ...aliases('backspace', 'backspace'),
  ...aliases('delete', 'delete', 'del', 'kp_delete'),
  ...aliases('insert', 'insert', 'ins', 'kp_insert'),
  ...aliases('space', 'space', 'spacebar', 'kp_space', ' '),
  ...aliases('page_up', 'page_up', 'pageup', 'pgup', 'prior', 'kp_page_up', 'kp_prior'),
  ...aliases('page_down', 'page_down', 'pagedown', 'pgdn', 'next', 'kp_page_down', 'kp_next'),
  ...aliases('home', 'home', 'kp_home'),
  ...aliases('end', 'end', 'kp_end'),
  ...aliases('up', 'up', 'arrowup', 'kp_up'),
  ...aliases('down', 'down', 'arrowdown', 'kp_down'),
  ...aliases('left', 'left', 'arrowleft', 'kp_left'),
  ...aliases('right', 'right', 'arrowright', 'kp_right'),
  ...aliases('menu', 'menu'),
  ...aliases('print', 'print', 'printscreen', 'sys_req'),
  ...aliases('caps_lock', 'caps_lock', 'capslock'),
  ...aliases('num_lock', 'num_lock', 'numlock'),
  ...aliases('plus', 'plus', 'kp_add'),
  ...aliases('minus', 'minus', 'kp_subtract', '-'),
  ...aliases('equal', 'equal', '='),
  ...aliases('comma', 'comma', ','),
  ...aliases('period', 'period', 'dot', 'kp_decimal', '.'),
  ...aliases('slash', 'slash', 'kp_divide', '/'),
]);

function aliases<T extends string>(canonical: T, ...names: string[]): [string, T][] {
  return names.map((name) => [name, canonical]);
}

function canonicalKey(name: string): string | null {
  const lower = name.toLowerCase();
  const known = KEY_ALIASES.get(lower);
  if (known !== undefined) return known;
  if (/^f([1-9]|1[0-9]|2[0-4])$/.test(lower)) return lower;
  const keypadDigit = /^kp_([0-9])$/.exec(lower)?.[1];
  if (keypadDigit !== undefined) return keypadDigit;
  const points = Array.from(lower);
  // One printable character is its own name. Anything longer that we do not know is refused, not guessed.
  return points.length === 1 && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(lower) ? lower : null;
}

/** The canonical form of one key or combination, or null when it is not exactly one. */
export function parseKeyCombo(text: string): KeyCombo | null {
  // `ctrl++` means ctrl and plus; a lone `+` is plus.
  const spelled = text === '+' ? 'plus' : text.endsWith('++') ? `${text.slice(0, -1)}plus` : text;
  const parts = spelled.split('+').map((part) => (part.trim() === '' ? part : part.trim()));
  const modifiers = new Set<Modifier>();
  let key: string | null = null;
  for (const [index, part] of parts.entries()) {
    const modifier = MODIFIER_ALIASES.get(part.toLowerCase());
    if (modifier !== undefined) {
      modifiers.add(modifier);
      continue;
    }
    const name = canonicalKey(part);
    if (name === null || index !== parts.length - 1) return null;
    key = name;
  }
  if (key === null && modifiers.size === 0) return null;
  return { modifiers: [...modifiers].sort(), key };
}

/** `alt+ctrl+delete`: modifiers sorted, then the key. */
export function formatKeyCombo(combo: KeyCombo): string {
  return [...combo.modifiers, ...(combo.key === null ? [] : [combo.key])].join('+');
}
