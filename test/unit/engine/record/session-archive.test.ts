import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../electron/engine/base/canonical-json';
import { systemClock } from '../../../../electron/engine/base/clock';
import { sha256Hex } from '../../../../electron/engine/base/hashing';
import { readAudit } from '../../../../electron/engine/record/audit-reader';
import { SessionArchive } from '../../../../electron/engine/record/session-archive';
import { SessionFolder } from '../../../../electron/engine/record/session-folder';
import { verifySession } from '../../../../electron/engine/record/verify-session';
import { judgedDetail } from '../../../helpers/record-details';
import { sampleSettings } from '../../../helpers/sample-settings';
import { tempFolder } from '../../../helpers/temp-folder';

const silent = { warn: () => undefined };
const settings = sampleSettings();
const PNG = Buffer.from('not really a picture');

/** A session that the console left in the middle of an action, as after kill -9. */
async function crashedSession(root: string, id: string): Promise<string> {
  const folder = await SessionFolder.create(root, id, settings.policy, systemClock);
  const policyHash = sha256Hex(canonicalJson(settings.policy));
  await folder.append({ kind: 'session-started', detail: { settings, policyHash, appVersion: '0.1.0' } });
  await folder.append({
    kind: 'state-changed',
    detail: { from: 'preparing', to: 'running', reason: 'At work.', by: 'console' },
  });
  const action = { member: 'left_click', input: { coordinate: [1, 2] } };
  await folder.append({
    kind: 'action-judged',
    step: 1,
    action,
    screenshot_saved: await folder.saveFrame(PNG),
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

function archiveOf(root: string): SessionArchive {
  return new SessionArchive(root, systemClock, silent);
}

describe('the archive', () => {
  it('closes a session that a crash left open as interrupted, and says that the outcome is unknown', async () => {
    const root = await tempFolder();
    const folder = await crashedSession(root, 'a');
    await appendFile(path.join(folder, 'audit.jsonl'), '{"half a li');
    const [session] = await archiveOf(root).open();
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
    const first = await archiveOf(root).open();
    const record = await readFile(path.join(folder, 'audit.jsonl'));
    expect(await archiveOf(root).open()).toEqual(first);
    await rm(path.join(folder, 'summary.json'));
    expect(await archiveOf(root).open()).toEqual(first);
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
    const sessions = await archiveOf(root).open();
    expect(sessions.map(({ id, state }) => [id, state])).toEqual([
      ['b', 'interrupted'],
      ['a', 'failed'],
    ]);
    expect(sessions[1]?.stateReason).toContain('damaged from entry 1');
    expect(await readFile(file)).toEqual(changed);
  });

  it('ignores folders that hold no record', async () => {
    const root = await tempFolder();
    await writeFile(path.join(root, 'stray'), '');
    await writeFile(path.join(root, 'Bad Name'), '');
    expect(await archiveOf(root).open()).toEqual([]);
  });

  it('reads frames by their exact name alone', async () => {
    const root = await tempFolder();
    await crashedSession(root, 'a');
    const archive = archiveOf(root);
    expect(await archive.readFrame('a', sha256Hex(PNG))).toEqual(PNG);
    for (const [id, name] of [
      ['..', 'x'],
      ['a', '../policy.json'],
      ['a', `${'0'.repeat(63)}/`],
      ['a/../a', sha256Hex(PNG)],
      ['a', '0'.repeat(64)],
    ] as const) {
      expect(await archive.readFrame(id, name)).toBeNull();
    }
  });
});

describe('verifying a session', () => {
  it('finds a changed or missing screenshot and a changed policy', async () => {
    const root = await tempFolder();
    const folder = await crashedSession(root, 'a');
    await archiveOf(root).open();
    const frame = path.join(folder, 'frames', `${sha256Hex(PNG)}.png`);
    await writeFile(frame, 'another picture');
    expect((await verifySession(folder)).problems[0]).toContain('was changed');
    await rm(frame);
    expect((await verifySession(folder)).problems[0]).toContain('is missing');
    await writeFile(frame, PNG);
    await writeFile(path.join(folder, 'policy.json'), '{"allow_click":true}');
    expect((await verifySession(folder)).problems).toEqual(['policy.json was changed']);
  });

  it('finds an action that nothing had allowed, and one that ran twice', async () => {
    const root = await tempFolder();
    const folder = await SessionFolder.create(root, 'a', settings.policy, systemClock);
    const policyHash = sha256Hex(canonicalJson(settings.policy));
    await folder.append({ kind: 'session-started', detail: { settings, policyHash, appVersion: '0.1.0' } });
    await folder.append({ kind: 'action-started', step: 1, detail: { toolUseId: 't1' } });
    await folder.append({ kind: 'action-started', step: 1, detail: { toolUseId: 't1' } });
    await folder.close();
    expect((await verifySession(folder.path)).problems).toEqual([
      'entry 1: an action began that nothing had allowed',
      'entry 2: an action began that nothing had allowed',
      'entry 2: an action began a second time',
    ]);
  });
});
