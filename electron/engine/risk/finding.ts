import { isAtLeast, RISK_LEVELS, type RiskFinding } from '../../../shared/domain/risk';
import { shortLabel } from '../../../shared/text/visible-text';

/** What an action would do and how bad that is, before it is said where it was read. */
export type Consequence = Pick<RiskFinding, 'category' | 'level'>;

/** Untrusted text inside of a sentence of ours. */
export const quote = (text: string): string => `“${shortLabel(text, 60)}”`;

export function unknown(reason: string): RiskFinding {
  return { category: 'unknown', level: 'medium', why: `Airlock can't tell what this acts on: ${reason}.` };
}

/** One finding a category, the worst, worst first. */
export function worstFirst(findings: readonly RiskFinding[]): readonly RiskFinding[] {
  const worst = new Map<string, RiskFinding>();
  for (const finding of findings) {
    const known = worst.get(finding.category);
    if (known === undefined || !isAtLeast(known.level, finding.level)) worst.set(finding.category, finding);
  }
  return [...worst.values()].sort((a, b) => RISK_LEVELS.indexOf(b.level) - RISK_LEVELS.indexOf(a.level));
}
