import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import { isEnded, Session } from '../../../shared/domain/session';
import { summariseRecord } from '../../../shared/record/summarise';
import type { Clock } from '../base/clock';
import { writeDurably } from '../base/durable-file';
import type { Log } from '../base/log';
import { AuditLog } from './audit-log';
import { type AuditReading, quarantineTornTail, readAudit } from './audit-reader';
import { readFrame } from './frame-store';
import { closeOpenEnds } from './open-ends';

const SESSION_ID = /^[a-z0-9-]{1,80}$/;
/** A copy of what the record says, so that a list need not read every record. Never the truth; made anew when missing. */
const SUMMARY_FILE = 'summary.json';

/** The records of all past sessions. */
export class SessionArchive {
  constructor(
    private readonly root: string,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Closes the records that a crash left open: such a session is `interrupted`. Answers every session, newest first. */
  async open(): Promise<readonly Session[]> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.root)).filter((name) => SESSION_ID.test(name));
    const sessions: Session[] = [];
    for (const name of names.sort().reverse()) {
      const session = await this.#load(name).catch((error: unknown) => {
        this.log.warn(`the record of session ${name} could not be read`, error);
        return null;
      });
      if (session !== null) sessions.push(session);
    }
    return sessions;
  }

  /** The entries of a record, up to the first damage. Rejects with `not-found`. */
  async readRecord(sessionId: string): Promise<readonly AuditEntry[]> {
    if (!SESSION_ID.test(sessionId)) throw noSession();
    const reading = await readAudit(path.join(this.root, sessionId)).catch(() => {
      throw noSession();
    });
    return reading.entries;
  }

  async readFrame(sessionId: string, name: string): Promise<Buffer | null> {
    return SESSION_ID.test(sessionId) ? readFrame(path.join(this.root, sessionId), name) : null;
  }

  async saveSummary(session: Session): Promise<void> {
    await writeDurably(path.join(this.root, session.id, SUMMARY_FILE), JSON.stringify(session));
  }

  async #load(name: string): Promise<Session | null> {
    const folder = path.join(this.root, name);
    const summary = await readSummary(path.join(folder, SUMMARY_FILE));
    if (summary !== null) return summary;
    const reading = await readAudit(folder);
    const session = summariseRecord(reading.entries);
    if (session === null) return null;
    const isDamaged = reading.damage !== null && reading.damage.kind !== 'torn-tail';
    if (isDamaged) {
      const where = `entry ${reading.damage?.seq}`;
      return {
        ...session,
        state: 'failed',
        stateReason: `The record is damaged from ${where} on. It was left as it is.`,
      };
    }
    const ended = isEnded(session.state) ? session : await this.#close(folder, name, reading);
    await this.saveSummary(ended);
    return ended;
  }

  async #close(folder: string, name: string, reading: AuditReading): Promise<Session> {
    const quarantinedBytes = await quarantineTornTail(folder, reading);
    const last = reading.entries.at(-1);
    const session = summariseRecord(reading.entries);
    if (!last || !session) throw noSession();
    const log = await AuditLog.open(folder, name, this.clock, { nextSeq: last.seq + 1, lastHash: last.hash });
    const added: AuditEntry[] = [];
    try {
      if (quarantinedBytes > 0) {
        added.push(await log.append({ kind: 'record-recovered', detail: { quarantinedBytes } }));
      }
      for (const draft of closeOpenEnds(reading.entries)) added.push(await log.append(draft));
      const reason =
        'The console ended while this session ran. Its last action may or may not have happened.';
      added.push(
        await log.append({
          kind: 'state-changed',
          detail: { from: session.state, to: 'interrupted', reason, by: 'console' },
        }),
      );
      const { usage, steps } = session;
      added.push(
        await log.append({ kind: 'session-ended', detail: { state: 'interrupted', reason, usage, steps } }),
      );
    } finally {
      await log.close();
    }
    return summariseRecord([...reading.entries, ...added]) ?? session;
  }
}

async function readSummary(file: string): Promise<Session | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const parsed = Session.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function noSession(): AirlockError {
  return new AirlockError('not-found', 'There is no record of that session.');
}
