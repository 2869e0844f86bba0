import type { SocketDeed } from '../../../shared/domain/socket-deed';
import type { Clock } from '../base/clock';
import type { Credentials } from '../vault/credentials';
import { messageDeed } from './message-deed';
import { withoutSecrets } from './tellable';

/** So many messages are looked into in a second; a page may send as many as it likes. */
const MOST_A_SECOND = 20;

/** What was told of a message: `unread` where nobody has looked into it. */
export type MessageReading = { readonly isRead: boolean; readonly deed: SocketDeed | null };
const UNREAD: MessageReading = { isRead: false, deed: null };

/** Looks into messages, as many as there is time for. */
export class MessageReader {
  #second = -1;
  #read = 0;

  constructor(
    private readonly deps: {
      readonly clock: Pick<Clock, 'monotonicMs'>;
      readonly credentials: Pick<Credentials, 'foundIn'>;
    },
  ) {}

  /** `text` null: a message of bytes, of which nothing can be told. */
  read(socketUrl: string, text: string | null): MessageReading {
    if (text === null || !this.#hasTime()) return UNREAD;
    const change = messageDeed(socketUrl, text);
    if (change === null) return { isRead: true, deed: null };
    const { does, category, level } = withoutSecrets(change, this.deps.credentials);
    return { isRead: true, deed: { does, category, level } };
  }

  #hasTime(): boolean {
    const second = Math.floor(this.deps.clock.monotonicMs() / 1000);
    if (second !== this.#second) this.#read = 0;
    this.#second = second;
    this.#read += 1;
    return this.#read <= MOST_A_SECOND;
  }
}
