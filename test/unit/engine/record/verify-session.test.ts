import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../../electron/engine/base/hashing';
import { readAudit } from '../../../../electron/engine/record/audit-reader';
import { verifySession } from '../../../../electron/engine/record/verify-session';
import type { RecordedAction } from '../../../../shared/domain/action';
import type { AuditDraft } from '../../../../shared/domain/audit-entry';
import { NO_USAGE } from '../../../../shared/domain/token-usage';
import { judgedDetail, requestedDetail, settledDetail } from '../../../helpers/record-details';
import { tempFolder } from '../../../helpers/temp-folder';
import { writeRecord } from '../../../helpers/write-record';

const CLICK: RecordedAction = { member: 'left_click', input: { coordinate: [1, 2] } };
const ELSEWHERE: RecordedAction = { member: 'left_click', input: { coordinate: [3, 4] } };
const NOT_ALLOWED = 'an action began that nothing had allowed';

const judged = (verdict: 'allow' | 'ask' | 'deny', action = CLICK, toolUseId = 't1'): AuditDraft => ({
  kind: 'action-judged',
  step: 1,
  action,
  detail: judgedDetail({ toolUseId, verdict }),
});
const started = (action = CLICK, toolUseId = 't1'): AuditDraft => ({
  kind: 'action-started',
  step: 1,
  action,
  permitted: true,
  detail: { toolUseId },
});

const ENDED: AuditDraft = {
  kind: 'session-ended',
  detail: {
    state: 'finished',
    reason: 'done',
    usage: NO_USAGE,
    steps: 1,
    claim: null,
  },
};
const finished = (outcome: 'done' | 'unknown'): AuditDraft => ({
  kind: 'action-finished',
  step: 1,
  action: CLICK,
  detail: {
    toolUseId: 't1',
    outcome,
    error: null,
    durationMs: 1,
    settleMs: 1,
    settled: true,
    exposedMs: null,
  },
});

/** An approval and its answer. */
function asked(
  changes: Parameters<typeof requestedDetail>[0],
  answer: Parameters<typeof settledDetail>[0] = {},
): AuditDraft[] {
  const { about, toolUseId, approvalId } = requestedDetail(changes);
  return [
    { kind: 'approval-requested', step: 1, detail: requestedDetail(changes) },
    {
      kind: 'approval-settled',
      step: 1,
      permitted: true,
      detail: settledDetail({ about, toolUseId, approvalId, ...answer }),
    },
  ];
}

async function problemsOf(...drafts: AuditDraft[]): Promise<readonly string[]> {
  const { isSound, problems } = await verifySession(await writeRecord(drafts));
  expect(isSound).toBe(problems.length === 0);
  return problems;
}

describe('verifying finds an action that ran', () => {
  it('on the approval of a connection', async () => {
    const connection = asked({ about: 'connection', approvalId: 'c1' });
    expect(await problemsOf(judged('ask'), ...connection, started())).toEqual([`entry 4: ${NOT_ALLOWED}`]);
  });

  it('on the approval of a connection in a record whose answers do not say what they are about', async () => {
    const connection = asked({ about: 'connection', approvalId: 'c1' }, { about: 'action' });
    expect(await problemsOf(judged('ask'), ...connection, started())).toEqual([`entry 4: ${NOT_ALLOWED}`]);
  });

  it('on the approval of another call', async () => {
    const other = asked({ toolUseId: 't0' });
    expect(await problemsOf(judged('ask', CLICK, 't0'), judged('ask'), ...other, started())).toEqual([
      `entry 5: ${NOT_ALLOWED}`,
    ]);
  });

  it('on an answer that changed it, without having been judged anew', async () => {
    const edited = asked({ toolUseId: 't1' }, { outcome: 'edited', edit: ELSEWHERE.input });
    expect(await problemsOf(judged('ask'), ...edited, started(ELSEWHERE))).toEqual([
      `entry 4: ${NOT_ALLOWED}`,
    ]);
  });

  it('as the agent had asked for it, although the operator had changed it', async () => {
    const edited = asked({ toolUseId: 't1' }, { outcome: 'edited', edit: ELSEWHERE.input });
    expect(await problemsOf(judged('ask'), ...edited, judged('allow', ELSEWHERE), started(CLICK))).toEqual([
      'entry 5: another action began than the one that had been judged',
    ]);
  });

  it('on a ruling that a later one had taken back', async () => {
    expect(await problemsOf(judged('allow'), judged('deny'), started())).toEqual([`entry 3: ${NOT_ALLOWED}`]);
  });
});

describe('verifying finds nothing wrong with an action', () => {
  it('that was approved', async () => {
    expect(await problemsOf(judged('ask'), ...asked({ toolUseId: 't1' }), started())).toEqual([]);
  });

  it('that was approved while a connection was, too', async () => {
    const connection = asked({ about: 'connection', approvalId: 'c1' });
    expect(await problemsOf(judged('ask'), ...asked({ toolUseId: 't1' }), ...connection, started())).toEqual(
      [],
    );
  });

  it('that was changed, judged anew and allowed as it is now', async () => {
    const edited = asked({ toolUseId: 't1' }, { outcome: 'edited', edit: ELSEWHERE.input });
    const again = [judged('allow', ELSEWHERE), started(ELSEWHERE)];
    expect(await problemsOf(judged('ask'), ...edited, ...again)).toEqual([]);
  });

  it('that was approved in a record whose lines do not name the call', async () => {
    expect(await problemsOf(judged('ask'), ...asked({}), started())).toEqual([]);
  });
});

describe('verifying a session', () => {
  it('finds a changed or missing screenshot and a changed policy', async () => {
    const root = await tempFolder();
    const picture = Buffer.from('not really a picture');
    const frame = sha256Hex(picture);
    const folder = await writeRecord([{ ...judged('deny'), screenshot_saved: frame }], root);
    const file = path.join(folder, 'frames', `${frame}.webp`);
    await writeFile(file, 'another picture');
    expect((await verifySession(folder)).problems[0]).toContain('was changed');
    await rm(file);
    expect((await verifySession(folder)).problems[0]).toContain('is missing');
    await writeFile(file, picture);
    await writeFile(path.join(folder, 'policy.json'), '{"allow_click":true}');
    expect((await verifySession(folder)).problems).toEqual(['policy.json was changed']);
  });

  it('finds an action that nothing had allowed, and one that ran twice', async () => {
    expect(await problemsOf(started(), started())).toEqual([
      `entry 1: ${NOT_ALLOWED}`,
      `entry 2: ${NOT_ALLOWED}`,
      'entry 2: an action began a second time',
    ]);
  });

  it('says what was looked at, and that the last line is the proof of all before it', async () => {
    const picture = Buffer.from('not really a picture');
    const frame = sha256Hex(picture);
    const root = await tempFolder();
    const folder = await writeRecord(
      [{ ...judged('deny'), screenshot_saved: frame }, { ...judged('deny'), screenshot_saved: frame }, ENDED],
      root,
    );
    await writeFile(path.join(folder, 'frames', `${frame}.webp`), picture);
    const { entries } = await readAudit(folder);
    expect(await verifySession(folder)).toEqual({
      isSound: true,
      entries: 4,
      frames: 1,
      lastHash: entries.at(-1)?.hash,
      damage: null,
      problems: [],
      notes: [],
    });
  });

  it('names a screenshot by the beginning of its name', async () => {
    const frame = 'ab12'.repeat(16);
    const folder = await writeRecord([{ ...judged('deny'), screenshot_saved: frame }, ENDED]);
    expect((await verifySession(folder)).problems).toEqual(['screenshot ab12ab12ab12… is missing']);
    await writeFile(path.join(folder, 'frames', `${frame}.png`), 'another');
    expect((await verifySession(folder)).problems).toEqual(['screenshot ab12ab12ab12… was changed']);
  });

  it('finds a policy that is gone, and a record that does not begin with its session', async () => {
    const folder = await writeRecord([ENDED]);
    await rm(path.join(folder, 'policy.json'));
    expect(await verifySession(folder)).toMatchObject({
      isSound: false,
      problems: ['policy.json is missing'],
    });
    await writeFile(path.join(folder, 'audit.jsonl'), '');
    expect(await verifySession(folder)).toMatchObject({
      isSound: false,
      lastHash: null,
      problems: ['the record does not begin with the start of a session'],
    });
  });

  it('takes no account of a line break at the end of the policy', async () => {
    const folder = await writeRecord([ENDED]);
    await appendFile(path.join(folder, 'policy.json'), '\n\n');
    expect((await verifySession(folder)).problems).toEqual([]);
  });

  it('is not sound when a line was changed, however right the rest', async () => {
    const folder = await writeRecord([judged('allow'), started(), ENDED]);
    const file = path.join(folder, 'audit.jsonl');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"step":1', '"step":2'));
    expect(await verifySession(folder)).toMatchObject({
      isSound: false,
      damage: { kind: 'broken-chain' },
      problems: [],
    });
  });

  it('notes what nobody can know any more, without calling it a fault', async () => {
    const notes = async (...drafts: AuditDraft[]) => {
      const { isSound, notes } = await verifySession(await writeRecord(drafts));
      expect(isSound).toBe(true);
      return notes;
    };
    const unknown = ["entry 2: this action's outcome is unknown"];
    expect(await notes(judged('allow'), started(), finished('done'), ENDED)).toEqual([]);
    expect(await notes(judged('allow'), started(), finished('unknown'), ENDED)).toEqual(unknown);
    expect(await notes(judged('allow'), started(), ENDED)).toEqual(unknown);
    expect(await notes(judged('allow'), started())).toEqual([
      ...unknown,
      'the session has no end: it runs still or was cut off',
    ]);
    expect(await notes(judged('deny'), ENDED)).toEqual([]);
  });

  it('finds an action that began twice on one judgement, and calls the first one sound', async () => {
    expect(await problemsOf(judged('allow'), started(), started())).toEqual([
      'entry 3: an action began a second time',
    ]);
  });

  it('rejects when there is no record', async () => {
    await expect(verifySession(await tempFolder())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
