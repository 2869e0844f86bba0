import { AirlockError } from '../../../shared/airlock-error';
import type { Credential } from '../../../shared/domain/credential';
import type { Unsubscribe } from '../base/emitter';
import type { BoundHeader } from '../sandbox/requests/held-headers';
import type { Credentials } from '../vault/credentials';

/** The browser that sends them, for as long as it lives. */
export type HeaderBrowser = {
  readonly requests: { readonly headers: { hold(header: BoundHeader): Promise<() => void> } };
  onClosed(listener: () => void): Unsubscribe;
};

export type LentHeadersDeps = {
  readonly credentials: Pick<Credentials, 'use' | 'changed'>;
  readonly browser: () => HeaderBrowser;
  /** From here on whatever shows one of the texts is black in every picture, until the answer is called. */
  readonly hide: (texts: readonly string[]) => () => void;
  /** Aborts when the run ends. */
  readonly signal: AbortSignal;
};

type Over = { readonly promise: Promise<void>; readonly isOver: () => boolean; readonly end: () => void };

/**
 * The header tokens that the vault has lent to a run: each is one piece of work, which lasts until the run or its browser
 * ends, the vault is locked or the entry is no longer what it was. The vault wipes it then, and from that moment on no
 * request carries it.
 */
export class LentHeaders {
  readonly #lent = new Map<string, Over>();

  constructor(private readonly deps: LentHeadersDeps) {}

  /** Answers when requests carry it. Rejects as `Credentials.use` does, and when the browser does not hold requests back. */
  lend(entry: Credential): Promise<void> {
    this.#lent.get(entry.id)?.end();
    const over = this.#overOf(entry);
    this.#lent.set(entry.id, over);
    return new Promise((resolve, reject) => {
      this.deps.credentials
        .use(entry.id, 'header', (value) => this.#send(entry, { value, over, begun: resolve }))
        .catch(reject)
        .finally(over.end);
    });
  }

  async #send(
    { headerName, origins }: Credential,
    { value, over, begun }: { readonly value: Buffer; readonly over: Over; readonly begun: () => void },
  ): Promise<void> {
    if (headerName === undefined) throw new AirlockError('not-found', 'The entry names no header.');
    if (over.isOver()) throw new AirlockError('conflict', 'The entry was changed meanwhile.');
    // A header has one byte for each character; the vault keeps what is ASCII.
    const text = () => (over.isOver() ? null : value.toString('latin1'));
    const show = this.deps.hide([value.toString('latin1')]);
    try {
      const stop = await this.deps
        .browser()
        .requests.headers.hold({ name: headerName, origins, value: text });
      begun();
      await over.promise;
      stop();
    } finally {
      show();
    }
  }

  /** Whatever ends it first. */
  #overOf({ id, changedAt }: Credential): Over {
    const { credentials, browser, signal } = this.deps;
    let isOver = signal.aborted;
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((settle) => {
      resolve = settle;
    });
    const isSame = (entries: readonly Credential[]) =>
      entries.some((entry) => entry.id === id && entry.changedAt === changedAt);
    const stops: Unsubscribe[] = [];
    const end = () => {
      isOver = true;
      for (const stop of stops.splice(0)) stop();
      resolve();
    };
    const onAbort = () => end();
    signal.addEventListener('abort', onAbort, { once: true });
    stops.push(
      () => signal.removeEventListener('abort', onAbort),
      credentials.changed.on((entries) => {
        if (!isSame(entries)) end();
      }),
      browser().onClosed(end),
    );
    if (isOver) end();
    return { promise, isOver: () => isOver, end };
  }
}
