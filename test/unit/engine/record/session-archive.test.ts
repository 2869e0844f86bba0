import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/engine/base/clock';
import { sha256Hex } from '../../../../electron/engine/base/hashing';
import { readAudit } from '../../../../electron/engine/record/audit-reader';
import { SessionArchive } from '../../../../electron/engine/record/session-archive';
import { SessionFolder } from '../../../../electron/engine/record/session-folder';
import { verifySession } from '../../../../electron/engine/record/verify-session';
import type { Session } from '../../../../shared/domain/session';
import { copyOldRecord, oldReading } from '../../../helpers/old-records';
import { judgedDetail } from '../../../helpers/record-details';
import { sampleSettings } from '../../../helpers/sample-settings';
import { tempFolder } from '../../../helpers/temp-folder';
import { STARTED, writeRecord } from '../../../helpers/write-record';

const silent = { warn: () => undefined };
const settings = sampleSettings();
const PICTURE = Buffer.from('not really a picture');

/** A session that the console left in the middle of an action, as after kill -9. */
async function crashedSession(root: string, id: string): Promise<string> {
  const folder = await SessionFolder.create(root, id, settings.policy, systemClock);
  await folder.append(STARTED);
  await folder.append({
    kind: 'state-changed',
    detail: { from: 'preparing', to: 'running', reason: 'At work.', by: 'console' },
  });
  const action = { member: 'left_click', input: { coordinate: [1, 2] } };
  await folder.append({
    kind: 'action-judged',
    step: 1,
    action,
    screenshot_saved: await folder.saveFrame(PICTURE),
    permitted: true,
    detail: judgedDetail(),
  });
  await folder.append({
    kind: 'action-started',
    step: 1,
    action,
    permitted: true,
    detail: { toolUseId: 't1' },
  });
  await folder.close();
  return folder.path;
}

async function archiveOf(root: string): Promise<SessionArchive> {
  const archive = new SessionArchive(root, systemClock, silent);
  await archive.open();
  return archive;
}

async function listOf(root: string): Promise<readonly Session[]> {
  return (await archiveOf(root)).list();
}

describe('the archive', () => {
  it('closes a session that a crash left open as interrupted, and says that the outcome is unknown', async () => {
    const root = await tempFolder();
    const folder = await crashedSession(root, 'a');
    await appendFile(path.join(folder, 'audit.jsonl'), '{"half a li');
    const [session] = await listOf(root);
    expect(session).toMatchObject({ id: 'a', state: 'interrupted', steps: 1 });
    const kinds = (await readAudit(folder)).entries.map(({ kind }) => kind);
    expect(kinds.slice(-4)).toEqual([
      'record-recovered',
      'action-finished',
      'state-changed',
      'session-ended',
    ]);
    expect(await readdir(path.join(folder, 'quarantine'))).toHaveLength(1);
    const verification = await verifySession(folder);
    expect([verification.isSound, verification.notes]).toEqual([
      true,
      ["entry 3: this action's outcome is unknown"],
    ]);
  });

  it('reads the same sessions again without touching their records', async () => {
    const root = await tempFolder();
    const folder = await crashedSession(root, 'a');
    const first = await listOf(root);
    const record = await readFile(path.join(folder, 'audit.jsonl'));
    expect(await listOf(root)).toEqual(first);
    await rm(path.join(folder, 'summary.json'));
    expect(await listOf(root)).toEqual(first);
    expect(await readFile(path.join(folder, 'audit.jsonl'))).toEqual(record);
  });

  it('leaves a damaged record as it is, shows it as failed, and still reads the others', async () => {
    const root = await tempFolder();
    const folder = await crashedSession(root, 'a');
    await crashedSession(root, 'b');
    const file = path.join(folder, 'audit.jsonl');
    const bytes = await readFile(file);
    const changed = Buffer.from(bytes.toString().replace('At work.', 'At rest.'));
    await writeFile(file, changed);
    const sessions = await listOf(root);
    expect(sessions.map(({ id, state }) => [id, state])).toEqual([
      ['b', 'interrupted'],
      ['a', 'failed'],
    ]);
    expect(sessions[1]?.stateReason).toContain('damaged from entry 1');
    expect(await readFile(file)).toEqual(changed);
  });

  it('writes the end of a session that a crash cut off after its last state, and keeps that state', async () => {
    const root = await tempFolder();
    const change = {
      from: 'preparing',
      to: 'finished',
      reason: 'The agent says it is done.',
      by: 'agent',
    } as const;
    const folder = await writeRecord([{ kind: 'state-changed', detail: change }], root);
    const [session] = await listOf(root);
    expect(session).toMatchObject({ state: 'finished', stateReason: change.reason, stateBy: 'agent' });
    expect(session?.endedAt).not.toBeNull();
    const kinds = (await readAudit(folder)).entries.map(({ kind }) => kind);
    expect(kinds).toEqual(['session-started', 'state-changed', 'session-ended']);
    expect(await verifySession(folder)).toMatchObject({ isSound: true, notes: [] });
  });

  it('closes a record of an earlier version that a kill left open while the operator had the mouse', async () => {
    const { root, id } = await copyOldRecord('killed');
    const [session] = await listOf(root);
    expect(session).toMatchObject({ id, state: 'interrupted', steps: 5 });
    const { entries } = await readAudit(path.join(root, id));
    expect(entries.slice(-3).map(({ kind }) => kind)).toEqual([
      'action-finished',
      'state-changed',
      'session-ended',
    ]);
    expect(await verifySession(path.join(root, id))).toMatchObject({ isSound: true, damage: null });
  });

  it('reads the summary that an earlier version wrote', async () => {
    const { root, id } = await copyOldRecord('approved');
    const [session] = await listOf(root);
    expect(session).toEqual((await oldReading('approved')).session);
    expect(session?.id).toBe(id);
  });

  it('holds no session in memory: a list is read from the disk, newest first', async () => {
    const root = await tempFolder();
    await crashedSession(root, 'a');
    const archive = await archiveOf(root);
    const [session] = await archive.list();
    if (session === undefined) throw new Error('no session');
    const file = path.join(root, 'a', 'summary.json');
    await writeFile(file, JSON.stringify({ ...session, stateReason: 'read anew' }));
    await crashedSession(root, 'b');
    await archive.keep({ ...session, id: 'b', createdAt: session.createdAt + 1 });
    const listed = await archive.list();
    expect(listed.map(({ id, stateReason }) => [id, stateReason])).toEqual([
      ['b', session.stateReason],
      ['a', 'read anew'],
    ]);
    expect([archive.has('a'), archive.has('b'), archive.has('c')]).toEqual([true, true, false]);
  });

  it('makes a summary anew that can not be read, and leaves the record as it is', async () => {
    const root = await tempFolder();
    const folder = await crashedSession(root, 'a');
    const archive = await archiveOf(root);
    const before = await archive.list();
    const record = await readFile(path.join(folder, 'audit.jsonl'));
    await writeFile(path.join(folder, 'summary.json'), '{"id":');
    expect(await archive.list()).toEqual(before);
    expect(await listOf(root)).toEqual(before);
    expect(await readFile(path.join(folder, 'audit.jsonl'))).toEqual(record);
  });

  it('has a session from the moment in which it is taken in', async () => {
    const root = await tempFolder();
    await crashedSession(root, 'a');
    const archive = await archiveOf(root);
    const { session } = await oldReading('approved');
    await crashedSession(root, 'b');
    const kept = archive.keep({ ...session, id: 'b' });
    expect(archive.has('b')).toBe(true);
    expect((await archive.list()).map(({ id }) => id)).toContain('b');
    await kept;
  });

  it('still lists a session whose summary could not be written, as it ended', async () => {
    const root = await tempFolder();
    const { session } = await oldReading('approved');
    const archive = await archiveOf(root);
    await archive.keep({ ...session, id: 'gone', state: 'failed' });
    expect(await archive.list()).toMatchObject([{ id: 'gone', state: 'failed' }]);
  });

  it('ignores folders that hold no record', async () => {
    const root = await tempFolder();
    await writeFile(path.join(root, 'stray'), '');
    await writeFile(path.join(root, 'Bad Name'), '');
    expect(await listOf(root)).toEqual([]);
  });

  it('reads a frame of before, which was a PNG', async () => {
    const root = await tempFolder();
    await crashedSession(root, 'a');
    const before = Buffer.from('a picture of before');
    await writeFile(path.join(root, 'a', 'frames', `${sha256Hex(before)}.png`), before);
    expect(await (await archiveOf(root)).readFrame('a', sha256Hex(before))).toEqual(before);
  });

  it('reads frames by their exact name alone', async () => {
    const root = await tempFolder();
    await crashedSession(root, 'a');
    const archive = await archiveOf(root);
    expect(await archive.readFrame('a', sha256Hex(PICTURE))).toEqual(PICTURE);
    for (const [id, name] of [
      ['..', 'x'],
      ['a', '../policy.json'],
      ['a', `${'0'.repeat(63)}/`],
      ['a/../a', sha256Hex(PICTURE)],
      ['a', '0'.repeat(64)],
    ] as const) {
      expect(await archive.readFrame(id, name)).toBeNull();
    }
  });
});
