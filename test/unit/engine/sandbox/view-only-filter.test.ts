import { describe, expect, it } from 'vitest';
import { ViewOnlyFilter } from '../../../../electron/engine/sandbox/display/view-only-filter';

const HANDSHAKE = Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.from([1, 1])]);
const KEY = Buffer.from([4, 1, 0, 0, 0, 0, 0, 0x61]);
const POINTER = Buffer.from([5, 1, 0, 10, 0, 10]);
/** What a viewer sends for each key once the server has offered it. */
const PLACED_KEY = Buffer.from([255, 0, 0, 1, 0, 0, 0, 0x61, 0, 0, 0, 0x1e]);
const POINTER_BACK = Buffer.from([5, 0x80, 0, 10, 0, 10, 1]);
const UPDATE_REQUEST = Buffer.from([3, 1, 0, 0, 0, 0, 0, 64, 0, 48]);
const CUT_TEXT = Buffer.concat([Buffer.from([6, 0, 0, 0, 0, 0, 0, 3]), Buffer.from('abc')]);

function pass(isInputAllowed: boolean, chunks: readonly Buffer[]): Buffer {
  const filter = new ViewOnlyFilter(() => isInputAllowed);
  filter.on('error', () => undefined);
  const out: Buffer[] = [];
  filter.on('data', (chunk: Buffer) => out.push(chunk));
  for (const chunk of chunks) filter.write(chunk);
  for (let chunk = filter.read(); chunk !== null; chunk = filter.read()) out.push(chunk);
  return Buffer.concat(out);
}

describe('the view-only filter', () => {
  it('drops keys and clicks while the agent has control, also split into single bytes', () => {
    const message = Buffer.concat([
      HANDSHAKE,
      KEY,
      PLACED_KEY,
      UPDATE_REQUEST,
      POINTER,
      POINTER_BACK,
      UPDATE_REQUEST,
    ]);
    const expected = Buffer.concat([HANDSHAKE, UPDATE_REQUEST, UPDATE_REQUEST]);
    expect(pass(false, [message])).toEqual(expected);
    expect(
      pass(
        false,
        [...message].map((byte) => Buffer.from([byte])),
      ),
    ).toEqual(expected);
  });

  it('lets keys and clicks through once the operator has taken over', () => {
    const message = Buffer.concat([HANDSHAKE, KEY, PLACED_KEY, POINTER, POINTER_BACK, KEY]);
    expect(pass(true, [message])).toEqual(message);
  });

  it('never lets the clipboard through', () => {
    expect(pass(true, [Buffer.concat([HANDSHAKE, CUT_TEXT, KEY])])).toEqual(Buffer.concat([HANDSHAKE, KEY]));
  });

  describe('lets go of', () => {
    /** What comes out when the viewer has sent this and its hand is taken off. */
    function releasesAfter(...messages: readonly Buffer[]): readonly Buffer[] {
      const filter = new ViewOnlyFilter(() => true);
      const out: Buffer[] = [];
      filter.write(Buffer.concat([HANDSHAKE, ...messages]));
      for (let chunk = filter.read(); chunk !== null; chunk = filter.read());
      filter.on('data', (chunk: Buffer) => out.push(chunk));
      filter.letGo();
      filter.letGo();
      return out;
    }
    const up = (message: Buffer, at: number) => {
      const released = Buffer.from(message);
      released[at] = 0;
      return released;
    };
    const OTHER_KEY = Buffer.from([4, 1, 0, 0, 0, 0, 0xff, 0xe3]);

    it('what is down, each key once, the last first, and nothing twice', () => {
      expect(releasesAfter(OTHER_KEY, KEY, KEY)).toEqual([up(KEY, 1), up(OTHER_KEY, 1)]);
      expect(releasesAfter(PLACED_KEY)).toEqual([up(PLACED_KEY, 3)]);
    });

    it('the buttons, where the pointer is', () => {
      expect(releasesAfter(POINTER)).toEqual([up(POINTER, 1)]);
      expect(releasesAfter(POINTER_BACK)).toEqual([up(POINTER_BACK, 6)]);
    });

    it('nothing that has been let go', () => {
      expect(releasesAfter(KEY, up(KEY, 1), POINTER, up(POINTER, 1))).toEqual([]);
    });
  });

  it('ends the view at a message it does not know, and passes nothing after it', async () => {
    const filter = new ViewOnlyFilter(() => true);
    const failed = new Promise<Error>((resolve) => filter.on('error', resolve));
    filter.write(Buffer.concat([HANDSHAKE, Buffer.from([77, 4, 1, 0, 0, 0, 0, 0, 0x61])]));
    expect((await failed).message).toContain('unknown message');
  });
});
