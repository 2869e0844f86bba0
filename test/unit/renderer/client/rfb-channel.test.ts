import { describe, expect, it } from 'vitest';
import { withoutUnwantedEncodings } from '../../../../renderer/client/rfb-channel';

function setEncodings(encodings: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * encodings.length));
  view.setUint8(0, 2);
  view.setUint16(2, encodings.length);
  encodings.forEach((encoding, index) => {
    view.setInt32(4 + 4 * index, encoding);
  });
  return new Uint8Array(view.buffer);
}

describe('withoutUnwantedEncodings', () => {
  it('drops cursor, clipboard, picture and quality encodings and keeps the others', () => {
    const asked = setEncodings([7, -239, 0x574d5664, -260, 21, -26, 0xc0a1e5ce | 0, 16, 0, -223]);
    expect(withoutUnwantedEncodings(asked)).toEqual(setEncodings([7, 16, 0, -223]));
  });

  it('passes other messages on byte for byte', () => {
    const keyEvent = Uint8Array.of(4, 1, 0, 0, 0, 0, 0, 0x61);
    expect(withoutUnwantedEncodings(keyEvent)).toEqual(keyEvent);
  });

  it('copies, since noVNC writes into the same buffer again', () => {
    const bytes = Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 1, 0, 1);
    expect(withoutUnwantedEncodings(bytes).buffer).not.toBe(bytes.buffer);
  });
});
