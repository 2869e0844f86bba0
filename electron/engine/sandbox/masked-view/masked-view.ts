import { Duplex } from 'node:stream';
import type { Clock } from '../../base/clock';
import type { Camera, View } from '../../redaction/camera';
import type { Picture } from '../display/framebuffer';
import { messageLength, SET_PIXEL_FORMAT, UPDATE_REQUEST } from '../display/view-only-filter';
import { KEY_EVENT, POINTER_EVENT, QEMU } from '../display/viewer-input';
import { changedBands, updateOf } from './changed-bands';
import { ServerGreeting } from './server-greeting';

/** Between two looks, in milliseconds; and so many times what the last one took, so that agent and pages go first. */
const PAUSE_MS = 150;
const REST_FACTOR = 2;
/** ProtocolVersion, the chosen security type and ClientInit. */
const HANDSHAKE_BYTES = 12 + 1 + 1;
const INPUT = new Set([KEY_EVENT, POINTER_EVENT, QEMU]);
/** 32 bits a pixel, of which 24 count, little-endian, true colour: red, green, blue and a byte of padding. */
const PIXEL_FORMAT = Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16]);

export type MaskedViewDeps = {
  /** A stream to the display server, which the view owns from here on. */
  readonly display: Duplex;
  readonly camera: Pick<Camera, 'show'>;
  readonly clock: Clock;
};

/**
 * A display server's stream as a viewer may see it where a policy wants live views masked: the greeting is the server's
 * own, and so is where input goes; every picture is the camera's. The server is never asked for one.
 */
export class MaskedView extends Duplex {
  readonly #greeting = new ServerGreeting();
  #handshakeLeft = HANDSHAKE_BYTES;
  #waiting: Buffer = Buffer.alloc(0);
  #sent: Picture | null = null;
  #key: string | null = null;
  /** What the viewer waits for: what has changed, or everything. */
  #wanted: 'nothing' | 'changes' | 'everything' = 'nothing';
  #isLooking = false;

  constructor(private readonly deps: MaskedViewDeps) {
    super();
    const { display } = deps;
    display.on('data', (bytes: Buffer) => this.#fromDisplay(bytes));
    for (const end of ['end', 'close', 'error']) display.on(end, () => this.destroy());
  }

  override _read(): void {
    // What a viewer gets it has asked for: nothing piles up.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    let bytes = Buffer.concat([this.#waiting, chunk]);
    const shake = Math.min(this.#handshakeLeft, bytes.length);
    if (shake > 0) this.deps.display.write(bytes.subarray(0, shake));
    this.#handshakeLeft -= shake;
    bytes = bytes.subarray(shake);
    let wrong: string | null = null;
    for (
      let length = messageLength(bytes);
      length !== null && length <= bytes.length && wrong === null;
      length = messageLength(bytes)
    ) {
      wrong = this.#take(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
    this.#waiting = bytes;
    done(wrong === null ? null : new Error(wrong));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.deps.display.destroy();
    this.#sent = null;
    done(error);
  }

  #fromDisplay(bytes: Buffer): void {
    try {
      const passing = this.#greeting.take(bytes);
      if (passing.length > 0) this.push(passing);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  /** Takes one message of the viewer. Answers what is wrong with it, or null. */
  #take(message: Buffer): string | null {
    const type = message.readUInt8(0);
    if (INPUT.has(type)) this.deps.display.write(message);
    else if (type === SET_PIXEL_FORMAT && !message.subarray(4, 17).equals(PIXEL_FORMAT))
      return 'the viewer wants pixels of another kind';
    else if (type === UPDATE_REQUEST) {
      const isIncremental = message.readUInt8(1) === 1;
      this.#wanted = isIncremental && this.#wanted !== 'everything' ? 'changes' : 'everything';
      if (!isIncremental) this.#key = null;
      this.#look();
    }
    return null;
  }

  #look(): void {
    if (this.#isLooking || this.destroyed) return;
    this.#isLooking = true;
    this.#untilShown()
      .catch((error: unknown) => this.destroy(error as Error))
      .finally(() => {
        this.#isLooking = false;
      });
  }

  async #untilShown(): Promise<void> {
    const { camera, clock } = this.deps;
    while (this.#wanted !== 'nothing' && !this.destroyed) {
      const begun = clock.monotonicMs();
      const view = await camera.show(this.#key);
      if (view !== null) this.#show(view);
      await clock.sleep(Math.max(PAUSE_MS, REST_FACTOR * (clock.monotonicMs() - begun)));
    }
  }

  #show({ picture, key }: View): void {
    if (this.destroyed) return;
    const { size } = this.#greeting;
    if (size?.width !== picture.width || size.height !== picture.height)
      throw new Error('the screen is of another size than was said');
    const bands = changedBands(picture, this.#wanted === 'everything' ? null : this.#sent);
    this.#key = key;
    if (bands.length === 0) return;
    this.#sent = picture;
    this.#wanted = 'nothing';
    this.push(updateOf(picture, bands));
  }
}
