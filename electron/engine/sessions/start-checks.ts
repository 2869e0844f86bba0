import { statfs } from 'node:fs/promises';
import { AirlockError } from '../../../shared/airlock-error';
import type { SessionSettings } from '../../../shared/domain/session';
import { PRACTICE_HOST } from '../practice/practice-site';

const GIB = 1024 ** 3;
/** Under this the console refuses a new session: a record that breaks off half way proves nothing. */
const LEAST_FREE_BYTES = GIB;

/** Throws `bad-input` when the settings contradict each other. */
export function checkSettings({ startUrl, policy, model }: SessionSettings): void {
  const hosts = new Set(policy.allowed_hosts);
  if (model.kind === 'practice' && !hosts.has(PRACTICE_HOST)) {
    throw new AirlockError(
      'bad-input',
      `A practice scenario needs ${PRACTICE_HOST} among the allowed hosts.`,
    );
  }
  if (startUrl === null) return;
  let url: URL;
  try {
    url = new URL(startUrl);
  } catch {
    throw new AirlockError(
      'bad-input',
      'The start address is not a web address. Write it like https://app.example.com/.',
    );
  }
  const scheme = url.hostname === PRACTICE_HOST ? 'http:' : 'https:';
  if (url.protocol !== scheme || url.username !== '' || url.port !== '') {
    throw new AirlockError(
      'bad-input',
      `The start address must begin with ${scheme}// and have no port and no user name.`,
    );
  }
  if (!hosts.has(url.hostname)) {
    throw new AirlockError(
      'bad-input',
      `The start address is on ${url.hostname}, which is not among the allowed hosts.`,
    );
  }
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
