import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import type { AuditDraft, AuditEntry } from '../../../shared/domain/audit-entry';
import { isEnded, Session } from '../../../shared/domain/session';
import { summariseRecord } from '../../../shared/record/summarise';
import type { Clock } from '../base/clock';
import { writeDurably } from '../base/durable-file';
import { exists } from '../base/exists';
import type { Log } from '../base/log';
import { mapSome } from '../base/map-some';
import { withoutFailing } from '../base/may-fail';
import { AuditLog } from './audit-log';
import { type AuditReading, quarantineTornTail, readAudit } from './audit-reader';
import { readFrame } from './frame-store';
import { closeOpenEnds } from './open-ends';

const SESSION_ID = /^[a-z0-9-]{1,80}$/;
/** A copy of what the record says, so that a list need not read every record. Never the truth; made anew when missing. */
const SUMMARY_FILE = 'summary.json';

/** Summaries that are read at once: each holds a file open. */
const READS_AT_ONCE = 16;

/** The records of all past sessions. Only their names are kept in memory, however many there are. */
export class SessionArchive {
  readonly #ids = new Set<string>();
  /** Those whose summary is not written, or could not be: what their record says may lack its end. */
  readonly #unsaved = new Map<string, Session>();

  constructor(
    private readonly root: string,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Looks which sessions there are, and closes the records that a crash left open: such a session is `interrupted`. */
  async open(): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.root)).filter((name) => SESSION_ID.test(name));
    const found = await mapSome(names, READS_AT_ONCE, async (name) => {
      const isClosed = await exists(path.join(this.root, name, SUMMARY_FILE));
      return isClosed || (await this.#read(name)) !== null;
    });
    for (const [index, name] of names.entries()) if (found[index]) this.#ids.add(name);
  }

  has(sessionId: string): boolean {
    return this.#ids.has(sessionId);
  }

  /** Every session in it, newest first, with those that were taken in while it was read. */
  async list(): Promise<readonly Session[]> {
    const read = new Map<string, Session | null>();
    while (read.size < this.#ids.size) {
      const ids = [...this.#ids].filter((id) => !read.has(id));
      const sessions = await mapSome(ids, READS_AT_ONCE, (id) => this.#read(id));
      for (const [index, id] of ids.entries()) read.set(id, sessions[index] ?? null);
    }
    return [...read.values()].filter((session) => session !== null).sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Takes in a session that has ended, from the moment of the call. Answers when its summary has been written. */
  async keep(session: Session): Promise<void> {
    this.#ids.add(session.id);
    this.#unsaved.set(session.id, session);
    try {
      await this.#saveSummary(session);
      this.#unsaved.delete(session.id);
    } catch (error) {
      this.log.warn(`the summary of session ${session.id} could not be written`, error);
    }
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

  async #saveSummary(session: Session): Promise<void> {
    await writeDurably(path.join(this.root, session.id, SUMMARY_FILE), JSON.stringify(session));
  }

  async #read(name: string): Promise<Session | null> {
    const unsaved = this.#unsaved.get(name);
    if (unsaved !== undefined) return unsaved;
    return this.#load(name).catch((error: unknown) => {
      this.log.warn(`the record of session ${name} could not be read`, error);
      return null;
    });
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
    // By its last line and not by its state, which is written before it.
    const ended = session.endedAt === null ? await this.#close(folder, name, reading) : session;
    await this.#saveSummary(ended);
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
      for (const draft of endOf(session)) added.push(await log.append(draft));
    } finally {
      await log.close();
    }
    return summariseRecord([...reading.entries, ...added]) ?? session;
  }
}

/** The lines that end a record which a crash broke off. A session that had its last state already keeps it. */
function endOf({ state, stateReason, usage, steps, claim }: Session): readonly AuditDraft[] {
  if (isEnded(state)) {
    return [{ kind: 'session-ended', detail: { state, reason: stateReason, usage, steps, claim } }];
  }
  const to = 'interrupted';
  const reason = 'The console ended while this session ran. Its last action may or may not have happened.';
  return [
    { kind: 'state-changed', detail: { from: state, to, reason, by: 'console' } },
    { kind: 'session-ended', detail: { state: to, reason, usage, steps, claim } },
  ];
}

async function readSummary(file: string): Promise<Session | null> {
  const text = await withoutFailing(readFile(file, 'utf8'), null, 'it is made anew from the record');
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
