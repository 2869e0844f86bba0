import type { EgressContext } from './egress-question';
import type { SharedQuestions } from './shared-questions';

/** What one host has been sent. */
type HostUpload = {
  step: number;
  /** Bytes since the step began. */
  bytes: number;
  /** How many there may be before the operator is asked. */
  allowance: number;
  /** Bytes that wait for the operator. */
  held: number;
  /** How often the operator has allowed another portion. */
  portions: number;
  isDenied: boolean;
};

export type UploadWatchOptions = {
  /** Bytes to one host after one step; null asks never. */
  readonly limitBytes: number | null;
  readonly context: () => EgressContext;
  readonly questions: SharedQuestions;
};

/**
 * Asks the operator before more than an agreed number of bytes goes to one host after one step of the agent. While a
 * question is open nothing more goes to that host.
 */
export class UploadWatch {
  readonly #hosts = new Map<string, HostUpload>();
  /** Hosts that may be sent anything for the rest of the session. */
  readonly #free = new Set<string>();

  constructor(private readonly options: UploadWatchOptions) {}

  /**
   * Whether `bytes` more may go to a host: at once when nothing has to be asked, else after the answer. Those that may
   * are counted.
   */
  admit(to: { host: string; port: number }, bytes: number, signal: AbortSignal): boolean | Promise<boolean> {
    const { limitBytes } = this.options;
    if (limitBytes === null || this.#free.has(to.host)) return true;
    const upload = this.#uploadTo(to.host, limitBytes);
    if (upload.isDenied) return false;
    if (!this.options.questions.isOpen(to.host) && upload.bytes + bytes <= upload.allowance) {
      upload.bytes += bytes;
      return true;
    }
    return this.#ask(to, bytes, { limitBytes, signal });
  }

  async #ask(
    to: { host: string; port: number },
    bytes: number,
    { limitBytes, signal }: { limitBytes: number; signal: AbortSignal },
  ): Promise<boolean> {
    const { context, questions } = this.options;
    const { host, port } = to;
    const asking = this.#uploadTo(host, limitBytes);
    const { portions } = asking;
    asking.held += bytes;
    const outcome = await questions.join(
      host,
      () => {
        const bytesUp = this.#uploadTo(host, limitBytes).bytes;
        return { kind: 'upload', host, port, ...context(), bytesUp, limitBytes };
      },
      signal,
    );
    if (outcome === 'gone') {
      asking.held -= bytes;
      return false;
    }
    const upload = this.#uploadTo(host, limitBytes);
    if (outcome === 'run') this.#free.add(host);
    else if (outcome !== 'once') upload.isDenied = true;
    else if (upload.portions === portions) {
      // One answer is one portion, however many connections waited for it; what they hold is part of it.
      upload.portions += 1;
      upload.allowance = upload.bytes + Math.max(limitBytes, asking.held);
    }
    asking.held -= bytes;
    return this.admit(to, bytes, signal);
  }

  #uploadTo(host: string, limitBytes: number): HostUpload {
    const { step } = this.options.context();
    const known = this.#hosts.get(host);
    if (known !== undefined && known.step === step) return known;
    const fresh = { step, bytes: 0, allowance: limitBytes, held: 0, portions: 0, isDenied: false };
    this.#hosts.set(host, fresh);
    return fresh;
  }
}
