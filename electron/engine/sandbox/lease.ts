import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../shared/airlock-error';
import { Emitter, type Unsubscribe } from '../base/emitter';
import { DISPLAY_USER } from './container-spec';
import type { Docker } from './docker';
import { execStream } from './exec-stream';

const PERIOD_MS = 2000;

/** The console's hold on a sandbox: the container ends by itself when the lease is no longer renewed. */
export class Lease {
  readonly #lost = new Emitter<void>();
  readonly #renewing: NodeJS.Timeout;

  private constructor(private readonly stream: Duplex) {
    this.#renewing = setInterval(() => stream.write('\n'), PERIOD_MS);
    stream.on('close', () => {
      clearInterval(this.#renewing);
      this.#lost.emit();
    });
  }

  /** Answers when the sandbox is covered. Rejects with `sandbox-failed` when what covers it ended before that. */
  static async hold(docker: Docker, containerId: string): Promise<Lease> {
    const stream = await execStream(docker, containerId, { command: ['airlock-lease'], user: DISPLAY_USER });
    // Its close follows, and tells the same.
    stream.on('error', () => undefined);
    await untilHeld(stream);
    return new Lease(stream);
  }

  /** Nobody would end the container any more if the console died. */
  onLost(listener: () => void): Unsubscribe {
    return this.#lost.on(listener);
  }

  /** Lets go: the container ends. */
  release(): void {
    clearInterval(this.#renewing);
    this.stream.destroy();
  }
}

/** It says one line when it has begun to watch. */
function untilHeld(stream: Duplex): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('data', () => resolve());
    stream.once('close', () =>
      reject(new AirlockError('sandbox-failed', 'The lease on the sandbox could not be taken.')),
    );
    stream.resume();
  });
}
