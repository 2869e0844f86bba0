import type { ServerHttp2Stream } from 'node:http2';
import { cutStream, endedRegularly } from './carrying/splice';
import type { Refusal } from './judge-destination';
import type { Destination } from './reaching/destination';
import { type Hello, readClientHello } from './reading/client-hello';
import { HeldBytes, type HeldOutcome } from './reading/held-bytes';
import {
  type Asked,
  type Opening,
  readOpening,
  readSocksOpening,
  readTunnelRequest,
  type TunnelReading,
} from './reading/read-opening';
import { SOCKS_REPLY, socksReply } from './reading/socks';
import { httpRefusal, socksRefusal } from './refusal-reply';

/** What a client may send before it has been answered. */
const MAX_HELD_BYTES = 64 * 1024;

type Unreadable = Extract<Opening, { kind: 'refused' }>;
/** A reading that needs no more bytes. */
type Whole<T extends { readonly kind: string }> = Exclude<T, { kind: 'more' }>;

function whole<T extends { readonly kind: string }>(reading: T): Whole<T> | null {
  return reading.kind === 'more' ? null : (reading as Whole<T>);
}

/** One stream of the relay, spoken to in the protocol it began with. Decides nothing. */
export class RelayedClient {
  readonly #held: HeldBytes;
  readonly #gone = new AbortController();

  constructor(readonly stream: ServerHttp2Stream) {
    this.#held = new HeldBytes(stream);
    stream.once('close', () => this.#gone.abort());
  }

  /** Aborts when the client has left. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Whether it left without ending its side. */
  get leftEarly(): boolean {
    return !endedRegularly(this.stream);
  }

  /** What was read and belongs to nothing that was taken. */
  get rest(): Buffer {
    return Buffer.from(this.#held.bytes);
  }

  /** To be called first; throws when the client has left already. */
  open(): void {
    // The stream only carries bytes: what the broker has to say, it says in the client's own protocol.
    this.stream.respond({ ':status': 200 });
  }

  /** What the client wants; null when it left, took too long or was sent away while that was found out. */
  async readAsked(timeoutMs: number): Promise<Extract<Opening, { kind: 'asked' }> | Unreadable | null> {
    let opening = await this.#held.until((bytes) => whole(readOpening(bytes)), timeoutMs);
    if (typeof opening !== 'string' && opening.kind === 'greeting') {
      this.#held.drop(opening.length);
      this.stream.write(opening.reply);
      if (!opening.isAccepted) {
        this.stream.end();
        return null;
      }
      opening = await this.#held.until((bytes) => whole(readSocksOpening(bytes)), timeoutMs);
    }
    if (typeof opening === 'string' || opening.kind === 'greeting') {
      this.cut();
      return null;
    }
    if (opening.kind === 'asked') this.#held.drop(opening.asked.length);
    return opening;
  }

  /** Tells the client that its tunnel is there. */
  grant({ way }: Asked): void {
    if (way === 'connect') this.stream.write(Buffer.from('HTTP/1.1 200 Connection Established\r\n\r\n'));
    if (way === 'socks') this.stream.write(socksReply(SOCKS_REPLY.granted));
  }

  /** The TLS greeting in a tunnel. It stays in `rest`. */
  readHello(timeoutMs: number): Promise<Whole<Hello> | HeldOutcome> {
    return this.#held.until((bytes) => whole(readClientHello(bytes)), timeoutMs);
  }

  /** The plain request in a tunnel. */
  async readRequest(to: Destination, timeoutMs: number): Promise<Whole<TunnelReading> | HeldOutcome> {
    const named = { kind: 'name', ...to } as const;
    const reading = await this.#held.until((bytes) => whole(readTunnelRequest(bytes, named)), timeoutMs);
    if (typeof reading !== 'string' && reading.kind === 'request')
      this.#held.drop(reading.request.head.length);
    return reading;
  }

  /** Waits for something else while listening for the client's end: one that half closes before it was answered left. */
  async whileListening<T>(work: Promise<T>): Promise<T> {
    const stop = this.#held.watchEnd(MAX_HELD_BYTES, () => this.#gone.abort());
    try {
      return await work;
    } finally {
      stop();
    }
  }

  /** Refuses in words, and ends. */
  refuse(way: Asked['way'], refusal: Refusal): void {
    this.answer(way === 'socks' ? socksRefusal(refusal) : httpRefusal(refusal));
  }

  /** The last thing that the client gets. */
  answer(bytes: Buffer): void {
    if (this.stream.destroyed) return;
    this.stream.end(bytes);
    // What is still on its way up is thrown away; a reset now could overtake the answer.
    this.stream.resume();
  }

  cut(): void {
    cutStream(this.stream);
  }
}
