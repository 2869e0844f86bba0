import { once } from 'node:events';
import { AirlockError } from '../../../../shared/airlock-error';
import { withLimit } from '../../base/limits';
import { PLANTED_COOKIE } from '../../honeytokens/honeytoken';
import type { Browser } from '../browser/browser';
import { BROWSER_USER } from '../container-spec';
import type { Docker } from '../docker';
import { execStream } from '../exec-stream';

/** What is put into a sandbox before its session begins, for nobody to use. */
export type Plants = {
  readonly file: string;
  readonly cookies: readonly { readonly host: string; readonly isPlain: boolean; readonly value: string }[];
};

const FILE = '/home/browser/backup-access.txt';
const LIMIT_MS = 5000;

/** Puts the file into the home of the browser's user. What is in it goes by pipe. Rejects with `sandbox-failed`. */
export async function plantFile(docker: Docker, containerId: string, { file }: Plants): Promise<void> {
  const stream = await execStream(docker, containerId, { command: ['tee', FILE], user: BROWSER_USER });
  const said: Buffer[] = [];
  stream.on('data', (bytes: Buffer) => said.push(bytes));
  stream.end(file);
  await withLimit(once(stream, 'close'), LIMIT_MS, null);
  stream.destroy();
  if (Buffer.concat(said).toString('utf8') !== file)
    throw new AirlockError(
      'sandbox-failed',
      'No honeytoken could be planted in the sandbox. Start the task again.',
    );
}

/** Puts a cookie into the browser for each host, which goes to that host alone. Rejects when the browser takes none. */
export function plantCookies(browser: Browser, { cookies }: Plants): Promise<void> {
  return browser.setCookies(
    cookies.map(({ host, isPlain, value }) => ({
      name: PLANTED_COOKIE,
      value,
      domain: host,
      path: '/',
      secure: !isPlain,
      sameSite: 'Strict',
    })),
  );
}
