/** What is down on the sandbox's keyboard and mouse, whoever pressed it. */
export type Pressed = {
  readonly hasKey: boolean;
  readonly hasButton: boolean;
  readonly isCapsLockOn: boolean;
};

/** Places in the answers to QueryPointer and QueryKeymap (X Window System Protocol, version 11). */
const MASK_AT = 24;
const KEYS = { from: 8, to: 40 } as const;
const CAPS_LOCK = 0x2;
/** Buttons 1 to 3; the others are the wheel, which is never down. */
const BUTTONS = 0x700;

export function readPressed(pointer: Buffer, keymap: Buffer): Pressed {
  const mask = pointer.readUInt16LE(MASK_AT);
  return {
    hasKey: keymap.subarray(KEYS.from, KEYS.to).some((byte) => byte !== 0),
    hasButton: (mask & BUTTONS) !== 0,
    isCapsLockOn: (mask & CAPS_LOCK) !== 0,
  };
}
