import { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * Stdin and stdout as one stream. Sockets rather than `process.stdin` and `process.stdout`, because the latter writes
 * synchronously to pipes: a slow reader outside would stop the relay as a whole.
 */
export function openLink(): Duplex {
  const input = new Socket({ fd: 0, readable: true, writable: false });
  const output = new Socket({ fd: 1, readable: false, writable: true });
  const link = new Duplex({
    highWaterMark: 1024 * 1024,
    read() {
      input.resume();
    },
    write(chunk: Buffer, _encoding, done) {
      output.write(chunk, done);
    },
    // Frames come in pieces of nine bytes and of sixteen kilobytes: a copy costs less than a write for each.
    writev(chunks: { chunk: Buffer }[], done) {
      output.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
    },
    final(done) {
      output.end(done);
    },
  });
  input.on('data', (chunk) => {
    if (!link.push(chunk)) input.pause();
  });
  // Without its broker the relay has no purpose; its end is also how the console stops it.
  input.on('close', () => process.exit(0));
  input.on('error', () => process.exit(1));
  output.on('error', () => process.exit(1));
  return link;
}
