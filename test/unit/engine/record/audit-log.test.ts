import { readFileSync } from 'node:fs';
import { appendFile, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { AuditLog } from '../../../../electron/engine/record/audit-log';
import { parseAudit, quarantineTornTail, readAudit } from '../../../../electron/engine/record/audit-reader';
import { hashEntry } from '../../../../electron/engine/record/hash-entry';
import { type AuditDraft, GENESIS_HASH } from '../../../../shared/domain/audit-entry';
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

describe('a line of the audit log', () => {
  it('is announced once it is on disk, and its writer gets the very same', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    const announced: { seq: number; wasOnDisk: boolean }[] = [];
    const file = path.join(folder, 'audit.jsonl');
    log.appended.on((entry) => {
      announced.push({ seq: entry.seq, wasOnDisk: readFileSync(file, 'utf8').includes(entry.hash) });
    });
    const entry = await log.append(note('one'));
    await log.append(note('two'));
    await log.close();
    expect(announced).toEqual([
      { seq: 0, wasOnDisk: true },
      { seq: 1, wasOnDisk: true },
    ]);
    expect((await readAudit(folder)).entries[0]).toEqual(entry);
  });

  it('is for the eyes of the operator’s account alone, and goes after what is there already', async () => {
    const folder = await tempFolder();
    const file = path.join(folder, 'audit.jsonl');
    for (const what of ['one', 'two']) {
      const log = await AuditLog.open(folder, 's1', systemClock);
      await log.append(note(what));
      await log.close();
    }
    expect((await readFile(file, 'utf8')).match(/"what":"(one|two)"/g)).toHaveLength(2);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });

  it('starts a chain where nothing was, and names run and start of the console', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's7', systemClock);
    const [one, two] = [await log.append(note('one')), await log.append(note('two'))];
    await log.close();
    expect([one.prev, two.prev]).toEqual([GENESIS_HASH, one.hash]);
    expect(one).toMatchObject({ task_id: 's7', boot_id: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(two.boot_id).toBe(one.boot_id);
  });

  it('is on disk when the log has been closed, also one that was just handed in', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    const last = log.append(note('last'));
    await log.close();
    expect((await last).seq).toBe(0);
    expect((await readAudit(folder)).entries).toHaveLength(1);
  });

  it('is refused when the file was deleted under the log, and so is every one after it', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    await log.append(note('one'));
    expect(log.failure).toBeNull();
    const announced: number[] = [];
    log.appended.on(({ seq }) => announced.push(seq));
    await rm(path.join(folder, 'audit.jsonl'));
    const refused = [log.append(note('two')), log.append(note('three'))];
    for (const one of await Promise.allSettled(refused))
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'audit-failed' } });
    expect(log.failure?.message).toContain('its folder was deleted');
    await expect(log.append(note('four'))).rejects.toBe(log.failure);
    expect(announced).toEqual([]);
    await log.close();
  });

  it('needs a folder that is there', async () => {
    const gone = path.join(await tempFolder(), 'gone');
    await expect(AuditLog.open(gone, 's1', systemClock)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is synced with those that came meanwhile, not each by itself', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    const handle = await open(path.join(folder, 'other'), 'w');
    const proto = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
    const { datasync } = proto;
    let syncs = 0;
    proto.datasync = function (this: unknown) {
      syncs += 1;
      return datasync.call(this);
    };
    try {
      await Promise.all(Array.from({ length: 20 }, (_, index) => log.append(note(`${index}`))));
    } finally {
      proto.datasync = datasync;
      await handle.close();
      await log.close();
    }
    expect(syncs).toBeGreaterThan(0);
    expect(syncs).toBeLessThan(5);
  });

  it('that is no entry costs no write, and harms no other', async () => {
    const folder = await tempFolder();
    const log = await AuditLog.open(folder, 's1', systemClock);
    await expect(log.append({ kind: 'fault', detail: {} } as unknown as AuditDraft)).rejects.toThrow();
    expect([log.failure, (await log.append(note('one'))).seq]).toEqual([null, 0]);
    await log.close();
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

  it('says what is wrong with the first bad line, and gives what stands before it', async () => {
    const { bytes } = await writeRecord(3);
    const [a, b, c] = bytes.toString().trimEnd().split('\n') as [string, string, string];
    const read = (...lines: string[]) => parseAudit(Buffer.from(lines.map((line) => `${line}\n`).join('')));
    const two = Buffer.byteLength(`${a}\n${b}\n`);
    expect(read(a, b, c)).toMatchObject({ damage: null, soundBytes: bytes.length, entries: { length: 3 } });
    expect(read(a, b, 'no json')).toMatchObject({
      damage: { kind: 'bad-line', seq: 2, what: 'the line is not an audit entry' },
      soundBytes: two,
      entries: [{ seq: 0 }, { seq: 1 }],
    });
    expect(read(a, c).damage).toEqual({ kind: 'broken-chain', seq: 1, what: 'the line has number 2' });
    expect(read(a, b.replace(/"prev":"./, '"prev":"x')).damage?.kind).toBe('bad-line');
    const unlinked = { ...(JSON.parse(b) as object), prev: 'f'.repeat(64) };
    expect(read(a, JSON.stringify({ ...unlinked, hash: hashEntry(unlinked) })).damage).toEqual({
      kind: 'broken-chain',
      seq: 1,
      what: 'the line does not link to the one before',
    });
    expect(read(a, b.replace('line 1', 'line 7')).damage).toEqual({
      kind: 'broken-chain',
      seq: 1,
      what: 'the line was changed after it was written',
    });
    expect(parseAudit(Buffer.concat([bytes, Buffer.from('{"ver')])).damage).toEqual({
      kind: 'torn-tail',
      seq: 3,
      what: '5 bytes of an unfinished line',
    });
  });

  it.each(['null', '7', '"text"', '[]', '{}'])('takes %s for no entry', (line) => {
    expect(parseAudit(Buffer.from(`${line}\n`)).damage?.kind).toBe('bad-line');
  });

  it('keeps the whole file aside before it cuts the torn tail off', async () => {
    const { folder, file, bytes } = await writeRecord(2);
    await appendFile(file, '{"version":1,"se');
    const torn = await readFile(file);
    await quarantineTornTail(folder, await readAudit(folder));
    const aside = path.join(folder, 'quarantine');
    expect(await readdir(aside)).toEqual([`audit-from-${bytes.length}.jsonl`]);
    expect(await readFile(path.join(aside, `audit-from-${bytes.length}.jsonl`))).toEqual(torn);
    expect(((await stat(aside)).mode & 0o777).toString(8)).toBe('700');
    await appendFile(file, 'again');
    expect(await quarantineTornTail(folder, await readAudit(folder))).toBe(5);
  });

  it('has nothing to cut off from a record that is whole', async () => {
    const { folder, file, bytes } = await writeRecord(2);
    expect(await quarantineTornTail(folder, await readAudit(folder))).toBe(0);
    expect([await readFile(file), (await readdir(folder)).includes('quarantine')]).toEqual([bytes, false]);
  });

  it('rejects when there is no file', async () => {
    await expect(readAudit(await tempFolder())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
