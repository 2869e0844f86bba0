import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A server on loopback that nobody may reach: it notes every connection and datagram. */
export class Canary {
  readonly heard: string[] = [];
  readonly #tcp = createServer((socket) => {
    this.heard.push('a connection');
    socket.on('data', (bytes) => this.heard.push(bytes.toString('latin1').split('\r\n', 1)[0] ?? ''));
    socket.on('error', () => undefined);
  });
  readonly #udp = createSocket('udp4', (bytes) => this.heard.push(`a datagram of ${bytes.length} bytes`));

  static async open(): Promise<Canary> {
    const canary = new Canary();
    canary.#tcp.listen(0, '127.0.0.1');
    canary.#udp.bind(0, '127.0.0.1');
    await Promise.all([once(canary.#tcp, 'listening'), once(canary.#udp, 'listening')]);
    return canary;
  }

  get host(): string {
    return `127.0.0.1:${(this.#tcp.address() as AddressInfo).port}`;
  }

  get datagramHost(): string {
    return `127.0.0.1:${this.#udp.address().port}`;
  }

  async close(): Promise<void> {
    this.#udp.close();
    await new Promise((resolve) => this.#tcp.close(resolve));
  }
}
