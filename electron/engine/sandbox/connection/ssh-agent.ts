import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { PumpedStream } from '../../base/pumped-stream';

export type SshTarget = {
  readonly user: string | null;
  readonly host: string;
  readonly port: number | null;
};

/** Never a question; an end to waiting, for the connection and for a link that has gone silent. */
const OPTIONS = ['BatchMode=yes', 'ConnectTimeout=10', 'ServerAliveInterval=5', 'ServerAliveCountMax=3'];
const IDLE_LIMIT_MS = 5000;
const MOST_COMPLAINT = 2000;

/**
 * Reaches an engine as Docker's own client does: the system's ssh runs `docker system dial-stdio` on the other side. So
 * the operator's ssh configuration, keys and known hosts count, and nothing of them is read here. Never asks anything:
 * an unknown host key or a passphrase is an error. The target must come from `parseEngineAddress`.
 */
export class SshAgent extends Agent {
  readonly #target: SshTarget;

  constructor(
    target: SshTarget,
    private readonly program = 'ssh',
  ) {
    // One connection costs a login; answered ones are kept for the next question for a little while.
    super({ keepAlive: true, maxFreeSockets: 2, timeout: IDLE_LIMIT_MS });
    this.#target = target;
  }

  override createConnection(): Duplex {
    return new SshStream(spawn(this.program, sshArguments(this.#target), { stdio: 'pipe' }));
  }
}

/** No shell on this side, and after `--` nothing is taken for an option. */
function sshArguments({ user, host, port }: SshTarget): readonly string[] {
  return [
    '-T',
    ...OPTIONS.flatMap((option) => ['-o', option]),
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    host,
    'docker',
    'system',
    'dial-stdio',
  ];
}

/** A child's stdin and stdout as the socket of one request. */
class SshStream extends PumpedStream {
  #complaint = '';
  #idleMs = 0;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    super(child.stdout, child.stdin, { allowHalfOpen: true });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-MOST_COMPLAINT);
    });
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => this.destroy(sshError(`ssh could not be started: ${error.message}`)));
    // Its end says whether the stream's end was one: what ssh complained of is known only now.
    child.on('close', (code) => {
      if (code === 0) this.push(null);
      else if (!this.destroyed)
        this.destroy(sshError(lastLine(this.#complaint) || `ssh ended with code ${code}`));
    });
  }

  protected override receive(chunk: Buffer): boolean {
    this.#touch();
    return super.receive(chunk);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#touch();
    this.child.stdin.write(chunk, () => done());
  }

  override _final(done: (error?: Error | null) => void): void {
    this.child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#idleTimer);
    this.child.kill();
    done(error);
  }

  /** As a socket's: `timeout` after so long without a byte; 0 means never. */
  setTimeout(ms: number, onTimeout?: () => void): this {
    this.#idleMs = ms;
    if (onTimeout !== undefined) this.once('timeout', onTimeout);
    this.#touch();
    return this;
  }

  #touch(): void {
    clearTimeout(this.#idleTimer);
    if (this.#idleMs > 0 && !this.destroyed)
      this.#idleTimer = setTimeout(() => this.emit('timeout'), this.#idleMs);
  }

  // What Node's HTTP client asks of a socket besides, without meaning for a pipe.

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

function sshError(message: string): Error {
  return Object.assign(new Error(message), { code: 'ESSH' });
}
