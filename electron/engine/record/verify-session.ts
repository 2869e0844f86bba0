import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AuditEntry, EntryOf } from '../../../shared/domain/audit-entry';
import { mayBegin, type RecordedStep } from '../../../shared/record/recorded-step';
import { readSteps, StepReader } from '../../../shared/record/step-reader';
import { canonicalJson } from '../base/canonical-json';
import { sha256Hex } from '../base/hashing';
import { withoutFailing } from '../base/may-fail';
import { type AuditDamage, readAudit } from './audit-reader';
import { checkChanges, openChanges } from './check-changes';
import { checkRequests } from './check-requests';
import { readFrame } from './frame-store';

/** What a check of one session's folder found. `isSound` is the answer; the rest says why. */
export type Verification = {
  readonly isSound: boolean;
  readonly entries: number;
  readonly frames: number;
  readonly lastHash: string | null;
  readonly damage: AuditDamage | null;
  /** Everything else that is wrong, one sentence each. */
  readonly problems: readonly string[];
  /** True and no fault: intents whose outcome nobody wrote, sessions still open. */
  readonly notes: readonly string[];
};

/**
 * Checks a session's folder: the chain, every screenshot against its name, the policy against its hash, every request to
 * the model against the conversation, and that each action that ran, and each change that was sent, had been allowed first.
 * Rejects when the folder holds no record. It can't tell that lines were cut from the end, or that the whole record was
 * written anew: that takes a hash kept elsewhere.
 */
export async function verifySession(folder: string): Promise<Verification> {
  const { entries, damage } = await readAudit(folder);
  const problems = [
    ...(await checkFrames(folder, entries)),
    ...(await checkPolicy(folder, entries)),
    ...checkOrder(entries),
    ...checkChanges(entries),
    ...(await checkRequests(folder, entries)),
  ];
  return {
    isSound: damage === null && problems.length === 0,
    entries: entries.length,
    frames: frameNames(entries).size,
    lastHash: entries.at(-1)?.hash ?? null,
    damage,
    problems,
    notes: noteOpenEnds(entries),
  };
}

function frameNames(entries: readonly AuditEntry[]): Set<string> {
  return new Set(entries.flatMap(({ screenshot_saved }) => screenshot_saved ?? []));
}

async function checkFrames(folder: string, entries: readonly AuditEntry[]): Promise<string[]> {
  const problems: string[] = [];
  for (const name of frameNames(entries)) {
    const picture = await readFrame(folder, name);
    if (picture === null) problems.push(`screenshot ${name.slice(0, 12)}… is missing`);
    else if (sha256Hex(picture) !== name) problems.push(`screenshot ${name.slice(0, 12)}… was changed`);
  }
  return problems;
}

async function checkPolicy(folder: string, entries: readonly AuditEntry[]): Promise<string[]> {
  const first = entries[0];
  if (first?.kind !== 'session-started') return ['the record does not begin with the start of a session'];
  const file = readFile(path.join(folder, 'policy.json'), 'utf8');
  const text = await withoutFailing(file, null, 'a policy that can not be read counts as missing');
  if (text === null) return ['policy.json is missing'];
  return sha256Hex(text.trimEnd()) === first.detail.policyHash ? [] : ['policy.json was changed'];
}

/** No action without a ruling that allows this very action, and none twice. */
function checkOrder(entries: readonly AuditEntry[]): string[] {
  const reader = new StepReader();
  const problems: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'action-started')
      problems.push(...checkStart(entry, reader.step(entry.detail.toolUseId)));
    reader.read(entry);
  }
  return problems;
}

/** What is wrong with an action's beginning, by what the record had said of its step until then. */
function checkStart({ seq, action }: EntryOf<'action-started'>, step: RecordedStep | null): string[] {
  const judged = step?.judgements.at(-1);
  const problems: string[] = [];
  if (step === null || judged === undefined || !mayBegin(step)) {
    problems.push(`entry ${seq}: an action began that nothing had allowed`);
  } else if (canonicalJson(action) !== canonicalJson(judged.action)) {
    problems.push(`entry ${seq}: another action began than the one that had been judged`);
  }
  if (step !== null && step.started !== null) problems.push(`entry ${seq}: an action began a second time`);
  return problems;
}

function noteOpenEnds(entries: readonly AuditEntry[]): string[] {
  const changes = openChanges(entries).map(
    ({ changeId }) => `change ${changeId}: what came of it is unknown`,
  );
  const steps = readSteps(entries).steps.flatMap(({ started, finished }) => {
    const isKnown = finished !== null && finished.detail.outcome !== 'unknown';
    return started === null || isKnown ? [] : [`entry ${started.seq}: this action's outcome is unknown`];
  });
  const notes = [...steps, ...changes];
  return entries.at(-1)?.kind === 'session-ended'
    ? notes
    : [...notes, 'the session has no end: it runs still or was cut off'];
}
