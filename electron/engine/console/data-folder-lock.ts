import { link, mkdir, open, readdir, readFile, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import { shortLabel } from '../../../shared/text/visible-text';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import { mayFail, withoutFailing } from '../base/may-fail';
import { livenessOf, ownIdentity, type ProcessIdentity } from '../base/process-identity';

const NAME = /^console\.lock\.(\d{1,15})$/;

/** How long a console that is just ending, or has been killed and is not gone yet, is waited for. */
const GOING_LIMIT_MS = 1500;
const GOING_POLL_MS = 50;

type Holder = ProcessIdentity & { readonly since: string; readonly operator: string };

/**
 * Held by the one console that a data folder has: two would remove each other's sandboxes and write into each other's
 * records. Electron's own lock is on its profile, which two consoles on one data folder need not share.
 *
 * The lock is the file with the highest number. Whoever finds its holder dead links the next number, which exists once
 * and with its whole content or not at all, and holds the lock if it is still the highest then. The highest is never
 * removed, emptied alone when it is given back, so that a number is never given twice.
 */
export class DataFolderLock {
  #isHeld = true;

  private constructor(private readonly file: string) {}

  /**
   * Before anything in the folder is opened; makes the folder. Rejects with `conflict`, which says who holds it, and
   * has then touched nothing. A holder that has died loses it at once, and one that is about to end is waited for.
   */
  static async take(dataFolder: string, operator: string, clock: Clock): Promise<DataFolderLock> {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const own = { ...(await ownIdentity()), since: new Date(clock.wallMs()).toISOString(), operator };
    const end = clock.monotonicMs() + GOING_LIMIT_MS;
    for (;;) {
      const last = await highest(dataFolder);
      const refusal = last > 0 ? await refusalFor(nameOf(dataFolder, last), own) : null;
      if (refusal !== null) {
        if (!refusal.mayPass || clock.monotonicMs() >= end) throw refusal.error;
        await clock.sleep(GOING_POLL_MS);
        continue;
      }
      const file = nameOf(dataFolder, last + 1);
      if (!(await createWhole(file, own))) continue;
      if ((await highest(dataFolder)) === last + 1) {
        mayFail(removeBelow(dataFolder, last + 1), 'the numbers below count for nothing');
        return new DataFolderLock(file);
      }
      // Another console went further while this one was looking at an older number.
      await rm(file, { force: true });
    }
  }

  /** For the next console; safe to call again. */
  async release(): Promise<void> {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    await withoutFailing(truncate(this.file), undefined, 'a console that has ended holds nothing anyway');
  }
}

function nameOf(dataFolder: string, number: number): string {
  return path.join(dataFolder, `console.lock.${number}`);
}

async function numbers(dataFolder: string): Promise<readonly number[]> {
  return (await readdir(dataFolder)).flatMap((name) => NAME.exec(name)?.slice(1).map(Number) ?? []);
}

async function highest(dataFolder: string): Promise<number> {
  return Math.max(0, ...(await numbers(dataFolder)));
}

async function removeBelow(dataFolder: string, number: number): Promise<void> {
  for (const old of await numbers(dataFolder)) {
    if (old < number) await rm(nameOf(dataFolder, old), { force: true });
  }
}

/** Answers false when there is such a file already. */
async function createWhole(file: string, holder: Holder): Promise<boolean> {
  const draft = `${file}.${createId()}.tmp`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(holder)}\n`);
    // Else a power cut could leave a torn one, which nobody may take.
    await handle.sync();
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
}

/** `mayPass`: the holder is there and may be about to end; else waiting tells nothing. */
type LockRefusal = { readonly error: AirlockError; readonly mayPass: boolean };

/** Null when nobody holds it. */
async function refusalFor(file: string, own: Holder): Promise<LockRefusal | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Removed by a console that has gone further; the next look finds its number.
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (text === '') return null;
  const holder = readHolder(text);
  if (holder === null) return { error: conflict(`${UNKNOWN} ${remedy(file)}`), mayPass: false };
  const liveness = await livenessOf(holder, own);
  if (liveness === 'dead') return null;
  const { pid, host, since, operator } = holder;
  const who = shortLabel(`process ${pid} of ${operator} on ${host}, since ${since}`, 200);
  const isAlive = liveness === 'alive';
  const next = isAlive
    ? 'Quit that one first, or choose another folder with AIRLOCK_DATA_FOLDER.'
    : remedy(file);
  const error = conflict(`Airlock is already running on this data folder: ${who}. ${next}`);
  return { error, mayPass: isAlive };
}

function conflict(message: string): AirlockError {
  return new AirlockError('conflict', message);
}

const UNKNOWN = 'Airlock may be running on this data folder already: its lock can’t be read.';

function remedy(file: string): string {
  return `From here it can’t be seen whether it still runs. If it does not, delete ${file}.`;
}

/** Null for what no console has written: nobody is declared dead on a guess. */
function readHolder(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder;
    const isWhole = Number.isSafeInteger(holder.pid) && holder.pid > 0 && typeof holder.machine === 'string';
    return isWhole ? holder : null;
  } catch {
    return null;
  }
}
