// A server of its own process, so that it takes no time from the broker. Argument: `endless`, or how many bytes each
// connection gets before its end. Begins with the first byte of a client. Prints its port, and ends with its stdin.
import { createServer } from 'node:net';

const limit = process.argv[2] === 'endless' ? Number.POSITIVE_INFINITY : Number(process.argv[2]);
const chunk = Buffer.alloc(256 * 1024, 'airlock');

const server = createServer({ noDelay: true }, (socket) => {
  let sent = 0;
  const fill = () => {
    while (sent < limit) {
      const part = chunk.subarray(0, Math.min(chunk.length, limit - sent));
      sent += part.length;
      if (!socket.write(part)) return;
    }
    socket.end();
  };
  socket.once('data', () => {
    socket.on('drain', fill);
    fill();
  });
  socket.on('error', () => {});
});
server.listen({ host: '127.0.0.1', port: 0, backlog: 511 }, () =>
  process.stdout.write(`${server.address().port}\n`),
);
process.stdin.resume().on('end', () => process.exit(0));
