import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Verification } from '../../electron/engine/record/verify-session';
import type { AuditDraft } from '../../shared/domain/audit-entry';
import { NO_WARMTH } from '../../shared/domain/cache-warmth';
import type { DryRunStep } from '../../shared/domain/dry-run';
import { NO_WISHES } from '../../shared/domain/model-wishes';
import { NO_CHANGES, type Session } from '../../shared/domain/session';
import { NO_COST, NO_USAGE, type TokenUsage } from '../../shared/domain/token-usage';
import type { NetworkHost, StepHost } from '../../shared/record/network-hosts';
import type { RunStep } from '../../shared/record/run-steps';
import type { SandboxFacts } from '../../shared/record/sandbox-facts';
import { tempFolder } from './temp-folder';

const FOLDER = fileURLToPath(new URL('../fixtures/records', import.meta.url));

/** Sessions that an earlier version recorded: finished, stopped, and killed in the middle. */
export const OLD_RECORDS = ['approved', 'denied', 'killed'] as const;
export type OldRecord = (typeof OLD_RECORDS)[number];

/** What that version said of one of them. */
export type OldReading = {
  readonly verification: Verification;
  readonly session: Session;
  readonly steps: readonly RunStep[];
  readonly closingWords: string;
  readonly network: readonly NetworkHost[];
  readonly hostsBySteps: readonly (readonly [number, readonly StepHost[]])[];
  readonly sandbox: SandboxFacts;
  readonly openEnds: readonly AuditDraft[];
  readonly dryRun: Readonly<
    Record<string, readonly Pick<DryRunStep, 'step' | 'was' | 'now' | 'hasChanged' | 'untold'>[]>
  >;
};

export function oldRecord(name: OldRecord): string {
  return path.join(FOLDER, name);
}

/** What a session says that has not been recorded, in later versions. */
const LATER = {
  guidance: [],
  waysOn: [],
  isSummingUp: false,
  plan: null,
  cost: NO_COST,
  changes: NO_CHANGES,
  cacheWarmth: NO_WARMTH,
} as const;

const CHANGES = { changes: 'ask', changes_from: 'medium', refused_sockets: [] } as const;

export async function oldReading(name: OldRecord): Promise<OldReading> {
  // What later versions say beside it, and such a record does not.
  const withLater = (_key: string, value: unknown) =>
    isElement(value) ? { ...value, hiddenFields: [] } : isUsage(value) ? { ...NO_USAGE, ...value } : value;
  const text = await readFile(path.join(FOLDER, `${name}.json`), 'utf8');
  const reading = JSON.parse(text, withLater) as OldReading;
  const { session } = reading;
  const { policy } = session.settings;
  const redaction = { ...policy.redaction, live_view: 'plain' as const };
  const settings = {
    ...session.settings,
    keepMinutes: 0,
    planFirst: false,
    wishes: NO_WISHES,
    policy: { ...policy, redaction, honeytokens: false, question_timeout_seconds: 3600, ...CHANGES },
  };
  const steps = reading.steps.map((step) => ({ ...step, said: [], answered: null }));
  return {
    ...reading,
    steps,
    session: { ...session, settings, modelAddress: null, claim: null, ...LATER },
  };
}

function isElement(value: unknown): value is { readonly kind: 'element' } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'element';
}

function isUsage(value: unknown): value is Partial<TokenUsage> {
  return typeof value === 'object' && value !== null && 'cacheRead' in value;
}

/** A sessions folder with a copy of one of them, under the id it was recorded with. */
export async function copyOldRecord(
  name: OldRecord,
): Promise<{ readonly root: string; readonly id: string }> {
  const root = await tempFolder();
  const { session } = await oldReading(name);
  await cp(oldRecord(name), path.join(root, session.id), { recursive: true });
  return { root, id: session.id };
}
