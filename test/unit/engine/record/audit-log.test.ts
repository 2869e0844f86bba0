import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { AuditLog } from '../../../../electron/engine/record/audit-log';
import { parseAudit, quarantineTornTail, readAudit } from '../../../../electron/engine/record/audit-reader';
import { hashEntry } from '../../../../electron/engine/record/hash-entry';
import type { AuditDraft } from '../../../../shared/domain/audit-entry';
import { tempFolder } from '../../../helpers/temp-folder';

const note = (what: string): AuditDraft => ({ kind: 'fault', detail: { where: 'test', what } });

async function writeRecord(lines: number): Promise<{ folder: string; file: string; bytes: Buffer }> {
  const folder = await tempFolder();
  const log = await AuditLog.open(folder, 's1', systemClock);
  for (let line = 0; line < lines; line += 1) await log.append(note(`line ${line}`));
  await log.close();
  const file = path.join(folder, 'audit.jsonl');
  return { folder, file, bytes: await readFile(file) };
}

describe('the audit log', () => {
  it('keeps every line in order when many are written at once, with all of its fields', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    await Promise.all(Array.from({ length: 50 }, (_, index) => log.append(note(`${index}`))));
    await log.close();
    const { entries, damage } = await readAudit(folder);
    expect(damage).toBeNull();
    expect(entries.map(({ seq, detail }) => [seq, (detail as { what: string }).what])).toEqual(
      Array.from({ length: 50 }, (_, index) => [index, `${index}`]),
    );
    const fields =
      'timestamp task_id step action screenshot_saved model_response_id tokens_used permitted denial_reason';
    for (const field of fields.split(' ')) expect(entries[0]).toHaveProperty(field);
  });

  it('refuses what is no entry, and leaves no gap for it', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    const bad = { kind: 'fault', detail: { where: 'test' } } as unknown as AuditDraft;
    const [one, refused, two] = await Promise.allSettled(
      [note('one'), bad, note('two')].map((d) => log.append(d)),
    );
    expect([one?.status, refused?.status, two?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await log.close();
    const { entries, damage } = await readAudit(folder);
    expect([damage, entries.map(({ seq }) => seq)]).toEqual([null, [0, 1]]);
  });

  it('keeps its chain when a line brings a field that no entry has', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    await log.append({ kind: 'fault', detail: { where: 'test', what: 'x', more: 1 } } as AuditDraft);
    await log.append(note('after'));
    await log.close();
    const { entries, damage } = await readAudit(folder);
    expect([damage, entries.length]).toEqual([null, 2]);
  });

  it('latches at the first failure: nothing is written after it, and it says why', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    await log.append(note('one'));
    await log.close();
    await expect(log.append(note('two'))).rejects.toMatchObject({ code: 'audit-failed' });
    await expect(log.append(note('three'))).rejects.toThrow('nothing may run unrecorded');
    expect((await readAudit(folder)).entries).toHaveLength(1);
  });

  it('shows hostile text as data: it can neither end its line nor forge another', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    const hostile = '"}\n{"version":1,"seq":1,"kind":"session-ended"}\r\n\u2028\u0000\ud800';
    await log.append(note(hostile));
    await log.append(note('after'));
    await log.close();
    const { entries, damage } = await readAudit(folder);
    expect([damage, entries.length]).toEqual([null, 2]);
  });

  it('goes on with the chain after a restart', async () => {
    const { folder } = await writeRecord(3);
    const last = (await readAudit(folder)).entries.at(-1);
    const log = await AuditLog.open(folder, 's1', systemClock, { nextSeq: 3, lastHash: last?.hash ?? '' });
    await log.append(note('after the restart'));
    await log.close();
    expect(await readAudit(folder)).toMatchObject({ damage: null, entries: { length: 4 } });
  });
});

describe('reading a record', () => {
  it('finds every changed byte, at its entry', async () => {
    const { bytes } = await writeRecord(4);
    const starts = [0, ...[...bytes].flatMap((byte, at) => (byte === 0x0a ? [at + 1] : []))];
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const { damage } = parseAudit(changed);
      const entry = starts.filter((start) => start <= at).length - 1;
      expect(damage, `byte ${at}`).not.toBeNull();
      expect(damage?.seq, `byte ${at}`).toBe(entry);
    }
  });

  it('recovers to the last whole line from a cut at every byte, and calls it a torn tail', async () => {
    const { bytes } = await writeRecord(3);
    for (let length = 1; length < bytes.length; length += 1) {
      const cut = bytes.subarray(0, length);
      const whole = [...cut].filter((byte) => byte === 0x0a).length;
      const { entries, damage } = parseAudit(cut);
      expect(entries.length, `cut at ${length}`).toBe(whole);
      expect(damage?.kind ?? null, `cut at ${length}`).toBe(cut.at(-1) === 0x0a ? null : 'torn-tail');
    }
  });

  it('finds lines that were deleted, doubled, swapped or hashed anew in the middle', async () => {
    const { bytes } = await writeRecord(4);
    const [a, b, c, d] = bytes.toString().trimEnd().split('\n') as [string, string, string, string];
    const forged = JSON.parse(b) as Record<string, unknown>;
    forged.detail = { where: 'test', what: 'forged' };
    const rehashed = JSON.stringify({ ...forged, hash: hashEntry(forged) });
    const damageOf = (lines: string[]) => parseAudit(Buffer.from(`${lines.join('\n')}\n`)).damage;
    expect(damageOf([a, c, d])).toMatchObject({ kind: 'broken-chain', seq: 1 });
    expect(damageOf([a, b, b, c, d])).toMatchObject({ kind: 'broken-chain', seq: 2 });
    expect(damageOf([a, c, b, d])).toMatchObject({ kind: 'broken-chain', seq: 1 });
    expect(damageOf([a, rehashed, c, d])).toMatchObject({ kind: 'broken-chain', seq: 2 });
  });

  it('refuses a line with a field that it does not know', async () => {
    const { bytes } = await writeRecord(1);
    const line = JSON.parse(bytes.toString()) as Record<string, unknown>;
    const more = { ...line, note: 'smuggled' };
    const text = JSON.stringify({ ...more, hash: hashEntry(more) });
    expect(parseAudit(Buffer.from(`${text}\n`)).damage?.kind).toBe('bad-line');
  });

  it('puts a torn tail aside and cuts it off, and nothing else', async () => {
    const { folder, file, bytes } = await writeRecord(2);
    await appendFile(file, '{"version":1,"se');
    const cut = await quarantineTornTail(folder, await readAudit(folder));
    expect([cut, await readFile(file)]).toEqual([16, bytes]);
    await writeFile(file, Buffer.concat([bytes.subarray(0, 40), Buffer.from('X'), bytes.subarray(41)]));
    expect(await quarantineTornTail(folder, await readAudit(folder))).toBe(0);
    await truncate(file, 0);
    expect((await readAudit(folder)).entries).toEqual([]);
  });
});
