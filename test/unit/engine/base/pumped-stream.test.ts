import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { PumpedStream } from '../../../../electron/engine/base/pumped-stream';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a stream over another', () => {
  it('stops reading what nobody takes, and goes on when somebody does', async () => {
    const from = new PassThrough({ highWaterMark: 64 });
    const stream = new PumpedStream(from, nowhere(), { highWaterMark: 64 });
    stream.read(0);
    for (let sent = 0; sent < 10; sent += 1) from.write(Buffer.alloc(64, sent));
    await turn();
    expect(stream.readableLength).toBeLessThanOrEqual(128);
    expect(from.isPaused()).toBe(true);
    const taken: Buffer[] = [];
    stream.on('data', (chunk) => taken.push(chunk));
    from.end();
    await new Promise((resolve) => from.on('end', resolve));
    await turn();
    expect(Buffer.concat(taken)).toEqual(
      Buffer.concat(Array.from({ length: 10 }, (_, n) => Buffer.alloc(64, n))),
    );
  });

  it('takes no more than what is below it takes', async () => {
    let takeOne: () => void = () => {};
    const to = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        takeOne = done;
      },
    });
    const stream = new PumpedStream(new PassThrough(), to, { highWaterMark: 1 });
    let written = 0;
    for (let at = 0; at < 3; at += 1) stream.write('x', () => (written += 1));
    await turn();
    expect(written).toBe(0);
    takeOne();
    await turn();
    expect(written).toBe(1);
  });

  it('takes both sides below it along when it is destroyed', async () => {
    const [from, to] = [new PassThrough(), nowhere()];
    new PumpedStream(from, to).destroy();
    await turn();
    expect([from.destroyed, to.destroyed]).toEqual([true, true]);
  });
});
