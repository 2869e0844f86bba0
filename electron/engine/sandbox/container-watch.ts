import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { withoutFailing } from '../base/may-fail';
import { SANDBOX_LABEL } from './container-spec';
import type { Docker } from './docker';

/** Exit code of a process that was ended with SIGKILL. */
const KILLED = 137;
/** The kernel's word of exhausted memory may come a little after the end it caused. */
const MEMORY_WORD_LIMIT_MS = 300;

const MAX_EVENT_LENGTH = 1024 * 1024;

const SEEN = ['die', 'oom', 'pause', 'unpause', 'destroy'];

type EngineEvent = {
  readonly Action?: string;
  readonly Actor?: { readonly Attributes?: Readonly<Record<string, string>> };
};

/**
 * Follows what the engine says of one container. Exhausted memory is known from these events alone: exit code 137 also
 * means a kill, and the container's own flag lies after one.
 */
export class ContainerWatch {
  /** The container is over, or the engine is out of reach; the text completes "The sandbox failed: …". */
  readonly ended = new Emitter<string>();
  readonly paused = new Emitter<void>();
  readonly unpaused = new Emitter<void>();
  /** A process was ended for want of memory; the container may live on. */
  readonly outOfMemory = new Emitter<void>();
  #hasRunOut = false;
  #hasEnded = false;
  #rest = '';

  private constructor(
    private readonly stream: NodeJS.ReadableStream & { destroy(): void },
    private readonly clock: Clock,
  ) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => this.#read(text));
    for (const event of ['end', 'close', 'error'])
      stream.on(event, () => this.#end('the container engine stopped answering'));
  }

  /** Begins before the container exists, so that not even an early end is missed. */
  static async open(docker: Docker, sandboxId: string, clock: Clock): Promise<ContainerWatch> {
    const filters = JSON.stringify({ label: [`${SANDBOX_LABEL}=${sandboxId}`], event: SEEN });
    const stream = await docker.getEvents({ filters });
    return new ContainerWatch(stream as NodeJS.ReadableStream & { destroy(): void }, clock);
  }

  /** Whether the kernel has ended a process of it for want of memory since `takeOutOfMemory` was last asked. */
  takeOutOfMemory(): boolean {
    const hasRunOut = this.#hasRunOut;
    this.#hasRunOut = false;
    return hasRunOut;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  close(): void {
    this.#hasEnded = true;
    this.stream.destroy();
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_EVENT_LENGTH)
      this.#end('the container engine sent something that is no event');
    for (const line of lines) {
      const event = line.trim() === '' ? {} : readEvent(line);
      if (event === null) this.#end('the container engine sent something that is no event');
      else this.#follow(event);
    }
  }

  #follow({ Action, Actor }: EngineEvent): void {
    if (Action === 'oom') {
      this.#hasRunOut = true;
      this.outOfMemory.emit();
    } else if (Action === 'pause') this.paused.emit();
    else if (Action === 'unpause') this.unpaused.emit();
    else if (Action === 'die') void this.#explainEnd(Number(Actor?.Attributes?.exitCode));
    else if (Action === 'destroy') this.#end('its container was removed');
  }

  async #explainEnd(exitCode: number): Promise<void> {
    if (exitCode === KILLED && !this.#hasRunOut) await this.#wordOfMemory();
    if (this.#hasRunOut) this.#end('its container ran out of memory');
    else if (exitCode === KILLED) this.#end('its container was killed');
    else if (exitCode === 0)
      this.#end('its container was told to end: the console had lost its hold on it, or somebody stopped it');
    else this.#end(`its container ended with code ${exitCode}`);
  }

  /** Settles when the kernel's word has come, or will not come any more. */
  async #wordOfMemory(): Promise<void> {
    const heard = new AbortController();
    const stop = this.outOfMemory.on(() => heard.abort());
    const limit = this.clock.sleep(MEMORY_WORD_LIMIT_MS, heard.signal);
    await withoutFailing(limit, undefined, 'it was heard');
    stop();
  }

  #end(what: string): void {
    if (this.#hasEnded) return;
    this.close();
    this.ended.emit(what);
  }
}

function readEvent(line: string): EngineEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
