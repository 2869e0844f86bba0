import { describe, expect, it } from 'vitest';
import { ExecDuplex } from '../../../../electron/engine/sandbox/exec-duplex';
import { createStreamPair } from '../../../helpers/stream-pair';

function frame(stream: number, payload: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream, 0);
  head.writeUInt32BE(payload.length, 4);
  return Buffer.concat([head, Buffer.from(payload)]);
}

describe('an exec stream', () => {
  it('passes on stdout alone, however the bytes are cut', async () => {
    for (const size of [1, 3, 7, 64]) {
      const [socket, engine] = createStreamPair();
      const stream = new ExecDuplex(socket);
      const bytes = Buffer.concat([frame(1, 'hello '), frame(2, 'noise'), frame(1, ''), frame(1, 'world')]);
      for (let at = 0; at < bytes.length; at += size) engine.write(bytes.subarray(at, at + size));
      engine.end();
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      expect(Buffer.concat(parts).toString()).toBe('hello world');
    }
  });

  it('ends at a frame larger than any honest one', async () => {
    const [socket, engine] = createStreamPair();
    const stream = new ExecDuplex(socket);
    const failed = new Promise<Error>((resolve) => stream.on('error', resolve));
    engine.write(Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]));
    expect((await failed).message).toContain('too large a frame');
  });
});
