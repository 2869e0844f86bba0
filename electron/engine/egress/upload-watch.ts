import type { EgressContext } from './egress-events';
import type { SharedQuestions } from './shared-questions';

/** What one host has been sent. */
type HostUpload = {
  step: number;
  /** Bytes since the step began. */
  bytes: number;
  /** How many there may be before the operator is asked. */
  allowance: number;
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
  readonly #asked = new Set<string>();

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
    if (!this.#asked.has(to.host) && upload.bytes + bytes <= upload.allowance) {
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
    this.#asked.add(host);
    const outcome = await questions.join(
      host,
      () => {
        const bytesUp = this.#uploadTo(host, limitBytes).bytes;
        return { kind: 'upload', host, port, ...context(), bytesUp, limitBytes };
      },
      signal,
    );
    if (outcome === 'gone') return false;
    this.#asked.delete(host);
    const upload = this.#uploadTo(host, limitBytes);
    if (outcome === 'run') this.#free.add(host);
    else if (outcome === 'once') upload.allowance = upload.bytes + Math.max(limitBytes, bytes);
    else upload.isDenied = true;
    return this.admit(to, bytes, signal);
  }

  #uploadTo(host: string, limitBytes: number): HostUpload {
    const { step } = this.options.context();
    const known = this.#hosts.get(host);
    if (known !== undefined && known.step === step) return known;
    const fresh = { step, bytes: 0, allowance: limitBytes, isDenied: false };
    this.#hosts.set(host, fresh);
    return fresh;
  }
}
