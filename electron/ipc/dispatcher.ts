import { AirlockError } from '../../shared/airlock-error';
import { calls, type Handlers } from '../../shared/ipc/contract';
import { type CallName, callNames } from '../../shared/ipc/names';
import type { Reply } from '../../shared/ipc/reply';

/** Answers a call by name with a raw, untrusted input. Never rejects. */
export type Dispatch = (name: unknown, raw: unknown) => Promise<Reply<unknown>>;

/**
 * Parses every input with its schema before a handler sees it, and turns every outcome into a reply. `report` gets the
 * errors that no operator can act on; they leave this process as `internal`, without their text.
 */
export function createDispatcher(
  handlers: Handlers,
  report: (name: string, error: unknown) => void,
): Dispatch {
  return async (name, raw) => {
    if (!isCallName(name)) return refuse('bad-input', 'There is no such call.');
    const parsed = calls[name].input.safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const field = issue?.path.join('.') ?? '';
      return refuse(
        'bad-input',
        `${field ? `${field}: ` : ''}${issue?.message ?? 'The input is not valid.'}`,
      );
    }
    try {
      const handler = handlers[name] as (input: unknown) => Promise<unknown>;
      return { ok: true, value: await handler(parsed.data) };
    } catch (error) {
      if (error instanceof AirlockError) return refuse(error.code, error.message);
      report(name, error);
      return refuse('internal', 'Something went wrong inside the console. It was written to the terminal.');
    }
  };
}

function refuse(code: AirlockError['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message } };
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && (callNames as readonly string[]).includes(name);
}
