import type { KeyCombo, Modifier } from '../../../../shared/domain/key-combo';

const MODIFIER_KEYSYMS: Readonly<Record<Modifier, number>> = {
  alt: 0xffe9,
  ctrl: 0xffe3,
  shift: 0xffe1,
  super: 0xffeb,
};

/** X11's keysymdef.h, for the canonical names of shared/domain/key-combo. */
const NAMED_KEYSYMS: Readonly<Record<string, number>> = {
  return: 0xff0d,
  tab: 0xff09,
  escape: 0xff1b,
  backspace: 0xff08,
  delete: 0xffff,
  insert: 0xff63,
  space: 0x20,
  page_up: 0xff55,
  page_down: 0xff56,
  home: 0xff50,
  end: 0xff57,
  left: 0xff51,
  up: 0xff52,
  right: 0xff53,
  down: 0xff54,
  menu: 0xff67,
  print: 0xff61,
  caps_lock: 0xffe5,
  num_lock: 0xff7f,
  plus: 0x2b,
  minus: 0x2d,
  equal: 0x3d,
  comma: 0x2c,
  period: 0x2e,
  slash: 0x2f,
};

/** The keysym of one character (X11 protocol, appendix A): Latin-1 as it is, the rest as 0x01000000 + code point. */
export function keysymOfCharacter(char: string): number {
  if (char === '\n' || char === '\r') return 0xff0d;
  if (char === '\t') return 0xff09;
  const point = char.codePointAt(0) ?? 0;
  const isLatin1 = (point >= 0x20 && point <= 0x7e) || (point >= 0xa0 && point <= 0xff);
  return isLatin1 ? point : 0x01000000 + point;
}

/** What the keys of the sandbox's US layout give with shift held. */
const SHIFTED = new Map(
  Array.from("`1234567890-=[]\\;',./", (plain, index) => [plain, '~!@#$%^&*()_+{}|:"<>?'.charAt(index)]),
);

const NEEDS_SHIFT = /^[A-Z~!@#$%^&*()_+{}|:"<>?]$/;

/** Whether the sandbox's keyboard layout has a key for each of these characters; `\n` and `\t` are Return and Tab. */
export function isOnLayout(text: string): boolean {
  return /^[\x20-\x7e\r\n\t]*$/.test(text);
}

/** The keysyms that make one character, in the order to press them; release in reverse. */
export function keysymsOfCharacter(char: string): readonly number[] {
  return withShift(keysymOfCharacter(char));
}

/** The keysyms of a combination in the order to press them; release in reverse. */
export function keysymsOfCombo(combo: KeyCombo): readonly number[] {
  const modifiers = combo.modifiers.map((modifier) => MODIFIER_KEYSYMS[modifier]);
  if (combo.key === null) return modifiers;
  const keysym = keysymOfKey(combo.key);
  return [...modifiers, ...(combo.modifiers.includes('shift') ? [shifted(keysym)] : withShift(keysym))];
}

/**
 * The server presses whatever makes the keysym it is sent. Sent a capital without shift, it would switch Caps Lock on,
 * and leave it on.
 */
function withShift(keysym: number): readonly number[] {
  const needsShift = keysym < 0x7f && NEEDS_SHIFT.test(String.fromCharCode(keysym));
  return needsShift ? [MODIFIER_KEYSYMS.shift, keysym] : [keysym];
}

/** The same the other way round: sent a plain keysym while shift is held, it would let go of shift. */
function shifted(keysym: number): number {
  if (keysym > 0xff) return keysym;
  const plain = String.fromCharCode(keysym);
  const upper = SHIFTED.get(plain) ?? plain.toUpperCase();
  return upper.length === 1 ? keysymOfCharacter(upper) : keysym;
}

function keysymOfKey(key: string): number {
  const functionKey = /^f([0-9]+)$/.exec(key)?.[1];
  if (functionKey !== undefined) return 0xffbe + Number(functionKey) - 1;
  return NAMED_KEYSYMS[key] ?? keysymOfCharacter(key);
}
