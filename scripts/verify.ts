/** npm run verify -- SESSION: checks a session's record without Electron. SESSION is its folder, or its id. */
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { withoutFailing } from '../electron/engine/base/may-fail';
import { verifySession } from '../electron/engine/record/verify-session';

const SOUND = 0;
const TAMPERED = 1;
const USAGE = 2;
const TORN_TAIL = 3;

/** Where the console keeps its records (Electron's userData) on each system. */
function sessionsFolder(): string {
  const { AIRLOCK_DATA_FOLDER, XDG_CONFIG_HOME, APPDATA } = process.env;
  if (AIRLOCK_DATA_FOLDER) return path.join(AIRLOCK_DATA_FOLDER, 'sessions');
  if (process.platform === 'darwin')
    return path.join(homedir(), 'Library/Application Support/Airlock/sessions');
  if (process.platform === 'win32') return path.join(APPDATA ?? homedir(), 'Airlock', 'sessions');
  return path.join(XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'Airlock', 'sessions');
}

async function findFolder(session: string): Promise<string | null> {
  for (const folder of [session, path.join(sessionsFolder(), session)]) {
    const file = await withoutFailing(stat(path.join(folder, 'audit.jsonl')), null, 'no record is there');
    if (file?.isFile()) return folder;
  }
  return null;
}

async function main(session: string | undefined): Promise<number> {
  const folder = session === undefined ? null : await findFolder(session);
  if (folder === null) {
    process.stderr.write(
      session === undefined
        ? 'usage: npm run verify -- SESSION   (a session folder, or the id of a session)\n'
        : `There is no record of ${session}: neither a folder with audit.jsonl nor a session in ${sessionsFolder()}.\n`,
    );
    return USAGE;
  }
  const { isSound, entries, frames, lastHash, damage, problems, notes } = await verifySession(folder);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`${folder}: ${entries} entries, ${frames} screenshots`);
  for (const note of notes) say(`  note: ${note}`);
  for (const problem of problems) say(`  WRONG: ${problem}`);
  if (damage) say(`  WRONG: entry ${damage.seq}: ${damage.what} (${damage.kind})`);
  if (isSound) {
    say(`  sound; the chain ends in ${lastHash}`);
    say(
      '  no anchor: compare that hash with one you noted elsewhere to be sure that nothing was cut or written anew',
    );
    return SOUND;
  }
  return damage?.kind === 'torn-tail' && problems.length === 0 ? TORN_TAIL : TAMPERED;
}

process.exitCode = await main(process.argv[2]);
