import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../electron/engine/base/clock';
import { readAudit } from '../../electron/engine/record/audit-reader';
import { SessionArchive } from '../../electron/engine/record/session-archive';
import { verifySession } from '../../electron/engine/record/verify-session';

const SCRIPT = fileURLToPath(new URL('../helpers/die-at.ts', import.meta.url));

/** Ends by SIGKILL at the moment; answers what had happened outside the record, and the record as the next start closes it. */
async function dieAt(moment: string, about: 'action' | 'change' = 'action') {
  const root = await mkdtemp(path.join(tmpdir(), 'airlock-die-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const effects = path.join(root, 'effects');
  const sessions = path.join(root, 'sessions');
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, sessions, effects, moment, about], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  const effected = (await readFile(effects, 'utf8').catch(() => '')).split('\n');
  await new SessionArchive(sessions, systemClock, { warn: () => undefined }).open();
  const folder = path.join(sessions, 'dying');
  const { entries } = await readAudit(folder);
  const { isSound, problems } = await verifySession(folder);
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
  const outcomes = entries.flatMap((entry) =>
    entry.kind === 'approval-settled' ? [entry.detail.outcome] : [],
  );
  const ends = entries.flatMap((entry) =>
    entry.kind === 'action-finished'
      ? [entry.detail.outcome]
      : entry.kind === 'action-skipped'
        ? ['not run']
        : [],
  );
  return {
    clicks: effected.filter((line) => line === 'click').length,
    sent: effected.filter((line) => line === 'sent').length,
    outcomes,
    ends,
    changes: entries.flatMap((entry) => (entry.kind === 'change-ended' ? [entry.detail.end] : [])),
    requests: entries.filter(({ kind }) => kind === 'approval-requested').length,
  };
}

describe('a console that is killed on the way from a decision to its effect', () => {
  for (const [moment, expected] of [
    ['before action-judged', { clicks: 0, requests: 0, outcomes: [], ends: [] }],
    ['after action-judged', { clicks: 0, requests: 0, outcomes: [], ends: ['not run'] }],
    ['before approval-requested', { clicks: 0, requests: 0, outcomes: [], ends: ['not run'] }],
    ['after approval-requested', { clicks: 0, requests: 1, outcomes: ['expired'], ends: ['not run'] }],
    ['before the decision', { clicks: 0, requests: 1, outcomes: ['expired'], ends: ['not run'] }],
    ['after the decision', { clicks: 0, requests: 1, outcomes: ['expired'], ends: ['not run'] }],
    ['before approval-settled', { clicks: 0, requests: 1, outcomes: ['expired'], ends: ['not run'] }],
    ['after approval-settled', { clicks: 0, requests: 1, outcomes: ['approved'], ends: ['not run'] }],
    ['before action-started', { clicks: 0, requests: 1, outcomes: ['approved'], ends: ['not run'] }],
    ['after action-started', { clicks: 0, requests: 1, outcomes: ['approved'], ends: ['unknown'] }],
    ['before the effect', { clicks: 0, requests: 1, outcomes: ['approved'], ends: ['unknown'] }],
    ['after the effect', { clicks: 1, requests: 1, outcomes: ['approved'], ends: ['unknown'] }],
    ['before action-finished', { clicks: 1, requests: 1, outcomes: ['approved'], ends: ['unknown'] }],
    ['after action-finished', { clicks: 1, requests: 1, outcomes: ['approved'], ends: ['done'] }],
  ] as const) {
    it(`${moment}: at most one effect, and the record says what is known`, async () => {
      expect(await dieAt(moment)).toEqual({ ...expected, sent: 0, changes: [] });
    });
  }
});

describe('a console that is killed on the way from a change to its release', () => {
  for (const [moment, expected] of [
    ['before change-judged', { sent: 0, outcomes: [], changes: [] }],
    ['after change-judged', { sent: 0, outcomes: [], changes: [] }],
    ['after approval-requested', { sent: 0, outcomes: ['expired'], changes: [] }],
    ['after the decision', { sent: 0, outcomes: ['expired'], changes: [] }],
    ['after approval-settled', { sent: 0, outcomes: ['approved'], changes: [] }],
    ['before change-sent', { sent: 0, outcomes: ['approved'], changes: [] }],
    ['after change-sent', { sent: 0, outcomes: ['approved'], changes: ['broken'] }],
    ['before the release', { sent: 0, outcomes: ['approved'], changes: ['broken'] }],
    ['after the release', { sent: 1, outcomes: ['approved'], changes: ['broken'] }],
    ['after change-ended', { sent: 1, outcomes: ['approved'], changes: ['answered'] }],
  ] as const) {
    it(`${moment}: it is sent once at most, and never before its decision is on disk`, async () => {
      expect(await dieAt(moment, 'change')).toMatchObject(expected);
    });
  }
});
