import { type ClientHttp2Session, connect } from 'node:http2';
import { Duplex } from 'node:stream';
import type { EgressRig } from './relay-harness';

/** Two ends of one byte stream. */
export function makePipe(): [Duplex, Duplex] {
  const ends: Duplex[] = [];
  const make = (other: () => Duplex | undefined) =>
    new Duplex({
      read() {},
      write(chunk, _encoding, done) {
        other()?.push(chunk);
        done();
      },
      final(done) {
        other()?.push(null);
        done();
      },
      destroy(error, done) {
        other()?.push(null);
        done(error);
      },
    });
  const left = make(() => ends[1]);
  const right = make(() => ends[0]);
  ends.push(left, right);
  return [left, right];
}

/** An HTTP/2 client in the place of the relay. */
export function connectToBroker(rig: Pick<EgressRig, 'broker'>): {
  client: ClientHttp2Session;
  wire: Duplex;
} {
  const [wire, far] = makePipe();
  rig.broker?.attach(far);
  const client = connect('http://broker', { createConnection: () => wire });
  client.on('error', () => {});
  return { client, wire };
}
