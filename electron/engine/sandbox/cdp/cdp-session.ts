import { AirlockError } from '../../../../shared/airlock-error';
import { Emitter, type Unsubscribe } from '../../base/emitter';
import { type CdpEvent, type CdpMethod, EVENT_READERS, isListenedTo } from './cdp-events';
import type { CdpFields } from './cdp-values';

const COMMAND_LIMIT_MS = 10_000;

/** The way to one target, as a session has it of its connection. */
export type CdpWire = {
  /** A number that no other command of the connection has. */
  nextId(): number;
  write(command: { readonly id: number; readonly method: string; readonly params: object }): void;
};

/** What a session says of a target that was found in its own. */
export type BrowserTarget = {
  readonly session: CdpSession;
  readonly targetId: string;
  /** `page`, `iframe`, `worker`, `service_worker`, `shared_worker` and more; empty when it was not said. */
  readonly kind: string;
  /** Its address when it was found; empty when it was not said. */
  readonly url: string;
};

type Waiting = { resolve(value: unknown): void; reject(why: string): void };

/** The debugging session of one target: its commands, its events and its end. */
export class CdpSession {
  /** A target in this one was attached; it stands still if that was asked for. */
  readonly attached = new Emitter<BrowserTarget>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #events = new Map<CdpMethod, Emitter<object>>();
  readonly #gone = new Emitter<string>();
  #isGone = false;

  constructor(
    /** The session that it was found in; null for the browser's own. */
    readonly parent: CdpSession | null,
    private readonly wire: CdpWire,
  ) {}

  /** The target went away, or the browser did. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /**
   * Sends a command and answers its result, which nobody has checked. Rejects with `sandbox-failed` on an error, after
   * `limitMs` milliseconds, and as soon as the target is gone.
   */
  send<T>(method: string, params: object = {}, limitMs = COMMAND_LIMIT_MS): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isGone) return reject(failure(method, 'what it was meant for is gone'));
      const id = this.wire.nextId();
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(id);
      };
      const fail = (why: string) => {
        end();
        reject(failure(method, why));
      };
      const timer = setTimeout(() => fail(`no answer within ${limitMs} ms`), limitMs);
      this.#waiting.set(id, {
        resolve: (value) => {
          end();
          resolve(value as T);
        },
        reject: fail,
      });
      this.wire.write({ id, method, params });
    });
  }

  /** Tells `listener` of every such event, until it is stopped or the session is gone. */
  on<M extends CdpMethod>(method: M, listener: (event: CdpEvent<M>) => void): Unsubscribe {
    if (this.#isGone) return () => undefined;
    const event = this.#events.get(method) ?? new Emitter<object>();
    this.#events.set(method, event);
    // What is told of a method is what its reader reads.
    return event.on((told) => listener(told as CdpEvent<M>));
  }

  /** Tells the owner once, with the reason, when the session is gone. Ask `isGone` first. */
  onGone(listener: (why: string) => void): Unsubscribe {
    return this.#gone.on(listener);
  }

  /** The connection's part: an answer has come. */
  answer(id: number, result: CdpFields | null): void {
    const waiting = this.#waiting.get(id);
    if (result === null) waiting?.reject('the browser refused it');
    else waiting?.resolve(result);
  }

  /** The connection's part: an event has come. */
  tell(method: string, params: CdpFields): void {
    if (!isListenedTo(method)) return;
    const event = this.#events.get(method);
    const told = event === undefined ? null : EVENT_READERS[method](params);
    if (told !== null) event?.emit(told);
  }

  /** The connection's part: nothing will come any more. */
  end(why: string): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#events.clear();
    for (const { reject } of [...this.#waiting.values()]) reject(why);
    this.#gone.emit(why);
  }
}

function failure(method: string, why: string): AirlockError {
  return new AirlockError('sandbox-failed', `The browser did not do ${method}: ${why}.`);
}
