import { z } from 'zod';

/** What an action could bring about. `unknown`: nothing can be told of it, which never means safe. */
export const RISK_CATEGORIES = [
  'payment',
  'deletion',
  'sending',
  'account',
  'consent',
  'credentials',
  'download',
  'upload',
  'navigation',
  'execution',
  'unknown',
] as const;

/** The name that sending a form had in the first records. */
const FORMER_NAMES: ReadonlyMap<unknown, string> = new Map([['form-submit', 'sending']]);

/** A category by the name that it has now, as records may have a former one; anything else as it is. */
export function presentName(category: unknown): unknown {
  return FORMER_NAMES.get(category) ?? category;
}

export const RiskCategory = z.preprocess(presentName, z.enum(RISK_CATEGORIES));
export type RiskCategory = z.infer<typeof RiskCategory>;

export const RISK_LEVELS = ['low', 'medium', 'high', 'critical'] as const;
export const RiskLevel = z.enum(RISK_LEVELS);
export type RiskLevel = z.infer<typeof RiskLevel>;

/** One reason why an action is risky. `why` is a sentence of ours; what it quotes from the page is untrusted. */
export const RiskFinding = z.object({ category: RiskCategory, level: RiskLevel, why: z.string() }).readonly();
export type RiskFinding = z.infer<typeof RiskFinding>;

/** Whether `level` is `floor` or above it. */
export function isAtLeast(level: RiskLevel, floor: RiskLevel): boolean {
  return RISK_LEVELS.indexOf(level) >= RISK_LEVELS.indexOf(floor);
}

/** The highest level among the findings; `low` when there are none. */
export function highestLevel(findings: readonly RiskFinding[]): RiskLevel {
  return findings.reduce<RiskLevel>(
    (highest, { level }) => (isAtLeast(level, highest) ? level : highest),
    'low',
  );
}
