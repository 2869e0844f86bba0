import { Transform, type TransformCallback } from 'node:stream';
import { KEY_EVENT, MORE_BUTTONS, POINTER_EVENT, QEMU, ViewerInput } from './viewer-input';

/** Client message types of RFC 6143, 7.5, and of the extensions a viewer may send. */
export const SET_PIXEL_FORMAT = 0;
const SET_ENCODINGS = 2;
export const UPDATE_REQUEST = 3;
const CLIENT_CUT_TEXT = 6;
const CONTINUOUS_UPDATES = 150;
const FENCE = 248;
/** The only QEMU message that is a key: with the key's place on the keyboard (rfbproto, "QEMU Extended Key Event"). */
const QEMU_KEY_EVENT = 0;

const INPUT = new Set([KEY_EVENT, POINTER_EVENT, QEMU]);
/** ProtocolVersion, the chosen security type and ClientInit, which pass as they are. */
const HANDSHAKE_BYTES = 12 + 1 + 1;
const MAX_MESSAGE_BYTES = 65_536;

/**
 * Stands between a viewer and the display server: pointer and key events pass only while `isInputAllowed()` says so, the
 * clipboard never does, and a message it does not know ends the view. The window is not trusted to be view-only.
 */
export class ViewOnlyFilter extends Transform {
  #handshakeLeft = HANDSHAKE_BYTES;
  #waiting: Buffer = Buffer.alloc(0);
  readonly #held = new ViewerInput();

  constructor(private readonly isInputAllowed: () => boolean) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let bytes = Buffer.concat([this.#waiting, chunk]);
    const shake = Math.min(this.#handshakeLeft, bytes.length);
    if (shake > 0) {
      this.push(bytes.subarray(0, shake));
      this.#handshakeLeft -= shake;
      bytes = bytes.subarray(shake);
    }
    for (
      let length = messageLength(bytes);
      length !== null && length <= bytes.length;
      length = messageLength(bytes)
    ) {
      const message = bytes.subarray(0, length);
      if (this.#mayPass(message.readUInt8(0))) this.#pass(message);
      bytes = bytes.subarray(length);
    }
    this.#waiting = bytes;
    const wanted = messageLength(bytes) ?? 0;
    done(wanted > MAX_MESSAGE_BYTES ? new Error('the viewer sent an unknown message') : null);
  }

  /** Lets go of everything that the viewer holds down, whether or not it may still press anything. */
  letGo(): void {
    for (const message of this.#held.releases()) this.push(message);
  }

  #pass(message: Buffer): void {
    if (INPUT.has(message.readUInt8(0))) this.#held.note(message);
    this.push(message);
  }

  #mayPass(type: number): boolean {
    if (type === CLIENT_CUT_TEXT) return false;
    return INPUT.has(type) ? this.isInputAllowed() : true;
  }
}

/** Bytes of the message that begins here; null when too little is there to tell; over the limit when it is unknown. */
export function messageLength(bytes: Buffer): number | null {
  if (bytes.length === 0) return null;
  switch (bytes.readUInt8(0)) {
    case SET_PIXEL_FORMAT:
      return 20;
    case SET_ENCODINGS:
      return bytes.length < 4 ? null : 4 + 4 * bytes.readUInt16BE(2);
    case UPDATE_REQUEST:
      return 10;
    case KEY_EVENT:
      return 8;
    case POINTER_EVENT:
      return bytes.length < 2 ? null : bytes.readUInt8(1) & MORE_BUTTONS ? 7 : 6;
    case QEMU:
      if (bytes.length < 2) return null;
      return bytes.readUInt8(1) === QEMU_KEY_EVENT ? 12 : Number.MAX_SAFE_INTEGER;
    case CLIENT_CUT_TEXT:
      // The extended clipboard marks its length as negative.
      return bytes.length < 8 ? null : 8 + Math.abs(bytes.readInt32BE(4));
    case CONTINUOUS_UPDATES:
      return 10;
    case FENCE:
      return bytes.length < 9 ? null : 9 + bytes.readUInt8(8);
    default:
      return Number.MAX_SAFE_INTEGER;
  }
}
