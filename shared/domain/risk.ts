import { z } from 'zod';

export const RISK_CATEGORIES = [
  'payment',
  'deletion',
  'sending',
  'account',
  'consent',
  'form-submit',
  'unknown',
] as const;
export const RiskCategory = z.enum(RISK_CATEGORIES);
export type RiskCategory = z.infer<typeof RiskCategory>;

export const RISK_LEVELS = ['low', 'medium', 'high', 'critical'] as const;
export const RiskLevel = z.enum(RISK_LEVELS);
export type RiskLevel = z.infer<typeof RiskLevel>;

/** One reason why an action is risky. `why` is a sentence of ours; what it quotes from the page is untrusted. */
export const RiskFinding = z.object({ category: RiskCategory, level: RiskLevel, why: z.string() }).readonly();
export type RiskFinding = z.infer<typeof RiskFinding>;

/** The highest level among the findings; `low` when there are none. */
export function highestLevel(findings: readonly RiskFinding[]): RiskLevel {
  return findings.reduce<RiskLevel>(
    (highest, finding) =>
      RISK_LEVELS.indexOf(finding.level) > RISK_LEVELS.indexOf(highest) ? finding.level : highest,
    'low',
  );
}
