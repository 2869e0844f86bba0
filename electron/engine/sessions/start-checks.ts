import { statfs } from 'node:fs/promises';
import { AirlockError } from '../../../shared/airlock-error';
import { unsendableDisplay } from '../../../shared/domain/sendable-display';
import type { SessionSettings } from '../../../shared/domain/session';
import { Reach } from '../../../shared/reach/reach';
import { PRACTICE_HOST } from '../practice/practice-site';
import type { Credentials } from '../vault/credentials';

const GIB = 1024 ** 3;
/** Under this the console refuses a new session: a record that breaks off half way proves nothing. */
const LEAST_FREE_BYTES = GIB;

/** Throws `bad-input` when the settings contradict each other, or what the model takes. */
export function checkSettings({ startUrl, policy, model, display }: SessionSettings): void {
  const unsendable = unsendableDisplay(display);
  if (unsendable !== null) throw new AirlockError('bad-input', unsendable);
  const { allowed_hosts } = policy;
  const named = new Reach({ allowed_hosts, unknown_hosts: 'deny' });
  if (model.kind === 'practice' && !named.judge(`http://${PRACTICE_HOST}/`).isAllowed) {
    throw new AirlockError(
      'bad-input',
      `A practice scenario needs ${PRACTICE_HOST}:80 among the allowed hosts.`,
    );
  }
  if (startUrl === null) return;
  const verdict = new Reach(policy).judge(startUrl);
  if (verdict.isAllowed) return;
  const where = verdict.host === null ? '' : ` on ${verdict.host}`;
  throw new AirlockError(
    'bad-input',
    `The start address${where} can't be opened: ${verdict.reason}. Write it like https://app.example.com/, on an allowed host.`,
  );
}

/** Throws `bad-input` when the task holds a secret of the vault: it would go to the model, and into the record. */
export function checkTask(
  { task }: Pick<SessionSettings, 'task'>,
  credentials: Pick<Credentials, 'foundIn'>,
): void {
  const name = credentials.foundIn(task);
  if (name === null) return;
  throw new AirlockError(
    'bad-input',
    `The task holds a secret of the credential “${name}”. Leave it out: the agent signs in with the credential by its name, and never sees it.`,
  );
}

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Rejects with `disk-full` when a record might not fit. */
export async function checkDisk(folder: string): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= LEAST_FREE_BYTES) return;
  const left = Math.floor(free / (1024 * 1024));
  throw new AirlockError(
    'disk-full',
    `Only ${left} MB are free where the records are kept (${folder}). A session needs 1 GB. Free some space, then start again.`,
  );
}
