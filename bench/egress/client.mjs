// Runs with `node -e` inside the container, where it goes through the relay, and on the host, where it goes straight to
// the server. Arguments: what to measure, the relay's port or that of the server, `relay` or `direct`, a number. Prints
// one line of JSON.
import { createHash } from 'node:crypto';
import { connect } from 'node:net';

const [what, port, way, count] = process.argv.slice(-4);

/** A TLS greeting for `name` and nothing else: the server here takes it as "begin". */
function greeting(name) {
  const vector = (size, content) => {
    const length = Buffer.alloc(size);
    length.writeUIntBE(content.length, 0, size);
    return Buffer.concat([length, content]);
  };
  const names = vector(2, Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(name))]));
  const extensions = vector(2, Buffer.concat([Buffer.from([0, 0]), vector(2, names)]));
  const fixed = Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32), Buffer.from([0, 0, 2, 0x13, 1, 1, 0])]);
  const hello = Buffer.concat([Buffer.from([1]), vector(3, Buffer.concat([fixed, extensions]))]);
  return Buffer.concat([Buffer.from([22, 3, 1]), vector(2, hello)]);
}

/** Opens a connection and asks the server to begin; the callbacks get what the server says. */
function open(onBytes, onEnd) {
  const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  const isDirect = way === 'direct';
  let granted = isDirect;
  socket.on('connect', () => {
    socket.write(
      isDirect ? greeting('bench.test') : 'CONNECT bench.test:443 HTTP/1.1\r\nHost: bench.test:443\r\n\r\n',
    );
  });
  socket.on('data', (chunk) => {
    if (granted) return onBytes(chunk, socket);
    granted = true;
    socket.write(greeting('bench.test'));
  });
  socket.on('error', () => {});
  socket.on('close', () => onEnd(socket));
  return socket;
}

/** MB/s over the time from the first byte. */
function throughput(bytes) {
  return new Promise((resolve) => {
    let [received, begun] = [0, 0];
    open(
      (chunk, socket) => {
        begun ||= performance.now();
        received += chunk.length;
        if (received < bytes) return;
        resolve(received / 1e3 / (performance.now() - begun));
        socket.destroy();
      },
      () => resolve(0),
    );
  });
}

function firstByte() {
  return new Promise((resolve) => {
    const begun = performance.now();
    open(
      (_chunk, socket) => {
        resolve(performance.now() - begun);
        socket.destroy();
      },
      () => resolve(Number.NaN),
    );
  });
}

/** The hash of everything one connection gave until the server ended it. */
function whole() {
  return new Promise((resolve) => {
    const hash = createHash('sha256');
    open(
      (chunk) => hash.update(chunk),
      () => resolve(hash.digest('hex')),
    );
  });
}

async function times(length, measure) {
  const samples = [];
  for (let index = 0; index < length; index += 1) samples.push(await measure());
  return samples;
}

/** Opens connections and reads one chunk of each, then nothing more, until stdin ends. */
function stall(length) {
  for (let index = 0; index < length; index += 1)
    open(
      (_chunk, socket) => socket.pause(),
      () => {},
    );
  return new Promise((resolve) => process.stdin.resume().on('end', resolve));
}

/** MB/s of what comes through stdin: the exec stream without relay and broker. */
function sink(bytes) {
  return new Promise((resolve) => {
    let [received, begun] = [0, 0];
    process.stdin.on('data', (chunk) => {
      begun ||= performance.now();
      received += chunk.length;
      if (received >= bytes) resolve(received / 1e3 / (performance.now() - begun));
    });
  });
}

const MEASURES = {
  sink: async () => [await sink(Number(count))],
  throughput: async () => [await throughput(Number(count))],
  'first-byte': () => times(Number(count), firstByte),
  many: () => Promise.all(Array.from({ length: Number(count) }, whole)),
  stall: () => stall(Number(count)),
};
const result = await MEASURES[what]();
process.stdout.write(`${JSON.stringify(result ?? null)}\n`, () => process.exit(0));
