/** Client message types of RFC 6143, 7.5.4 and 7.5.5, and QEMU's. */
export const KEY_EVENT = 4;
export const POINTER_EVENT = 5;
export const QEMU = 255;
/** Marks a pointer event with a second byte of buttons (rfbproto, "Extended Mouse Buttons"). */
export const MORE_BUTTONS = 0x80;

const IS_DOWN = { [KEY_EVENT]: 1, [QEMU]: 3 } as const;

/** What a viewer holds down, by the messages that it has sent. */
export class ViewerInput {
  /** The message that let a key go would be, by the key. */
  readonly #keys = new Map<string, Buffer>();
  #pointer: Buffer | null = null;

  /** A whole message of key or pointer. */
  note(message: Buffer): void {
    const type = message.readUInt8(0);
    if (type === POINTER_EVENT) this.#notePointer(message);
    else if (type === KEY_EVENT || type === QEMU) this.#noteKey(message, IS_DOWN[type]);
  }

  /** Messages that let go of all of it; none when nothing is held. From here on nothing is. */
  releases(): readonly Buffer[] {
    const keys = [...this.#keys.values()].reverse();
    const messages = this.#pointer === null ? keys : [...keys, this.#pointer];
    this.#keys.clear();
    this.#pointer = null;
    return messages;
  }

  #noteKey(message: Buffer, flag: number): void {
    const up = Buffer.from(message);
    up[flag] = 0;
    const isDown = message[flag] !== 0;
    if (isDown) this.#keys.set(up.toString('hex'), up);
    else this.#keys.delete(up.toString('hex'));
  }

  #notePointer(message: Buffer): void {
    const buttons = (message.readUInt8(1) & ~MORE_BUTTONS) | (message[6] ?? 0);
    if (buttons === 0) {
      this.#pointer = null;
      return;
    }
    const up = Buffer.from(message);
    up[1] = message.readUInt8(1) & MORE_BUTTONS;
    if (up.length > 6) up[6] = 0;
    this.#pointer = up;
  }
}
