import type { Duplex } from 'node:stream';
import { createStreamPair } from './stream-pair';

export type Command = {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
};

type Answer = { readonly result: object } | { readonly error: object } | null;

/** A browser at the other end of the debugging pipe, in memory: says what a test tells it and remembers what it is told. */
export class FakeBrowser {
  readonly client: Duplex;
  readonly commands: Command[] = [];
  /** Its answer to a command; null for none. */
  answer: (command: Command) => Answer = () => ({ result: {} });
  readonly #pipe: Duplex;
  readonly #watchers = new Set<() => void>();
  #unread = '';

  constructor() {
    const [client, pipe] = createStreamPair();
    this.client = client;
    this.#pipe = pipe;
    pipe.on('data', (chunk: Buffer) => this.#receive(chunk.toString('utf8')));
    pipe.on('error', () => undefined);
  }

  /** Says that something has happened, in a session or, without one, in the browser's own. */
  tell(method: string, params: object, sessionId?: string): void {
    this.send({ method, params, sessionId });
  }

  /** Says that a target was attached, in a session or in the browser's own. */
  attach(sessionId: string, type: string, parent?: string): void {
    const targetInfo = { targetId: `target of ${sessionId}`, type };
    this.tell('Target.attachedToTarget', { sessionId, targetInfo, waitingForDebugger: true }, parent);
  }

  send(message: unknown): void {
    this.write(`${JSON.stringify(message)}\0`);
  }

  write(text: string): void {
    this.#pipe.write(text);
  }

  end(): void {
    this.#pipe.end();
  }

  of(method: string, sessionId?: string): Command[] {
    return this.commands.filter((command) => command.method === method && command.sessionId === sessionId);
  }

  /** The first such command, made already or to come. */
  until(method: string, sessionId?: string): Promise<Command> {
    return this.untilCommand((command) => command.method === method && command.sessionId === sessionId);
  }

  untilCommand(isIt: (command: Command) => boolean): Promise<Command> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.commands.find(isIt);
        if (found === undefined) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  #receive(text: string): void {
    const messages = (this.#unread + text).split('\0');
    this.#unread = messages.pop() ?? '';
    for (const message of messages) {
      const command = JSON.parse(message) as Command;
      this.commands.push(command);
      const answer = this.answer(command);
      const { id, sessionId } = command;
      if (answer !== null) this.send({ id, sessionId, ...answer });
      for (const look of [...this.#watchers]) look();
    }
  }
}
