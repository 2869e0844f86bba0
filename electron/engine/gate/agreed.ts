import { highestLevel, type RiskFinding } from '../../../shared/domain/risk';
import type { Agreed } from '../barrier/act';
import type { Judgement } from './gate-case';

/** Where the operator has agreed earlier to what is let through now (`relieve.ts`). */
const RELIEVED: ReadonlySet<string> = new Set(['edited', 'batch', 'grant', 'credentials']);
/** To sign in with a credential of the vault is agreed to by giving it to the policy. */
const SIGNING_IN: readonly RiskFinding[] = [
  { category: 'credentials', level: 'high', why: '' },
  { category: 'account', level: 'high', why: '' },
];

/** What was agreed to with an action that is let through; null where nobody was asked and no rule names its risk. */
export function agreedOf({ decision, findings, signIn }: Judgement): Agreed | null {
  const found = signIn === null ? findings : [...findings, ...SIGNING_IN];
  const isByRule = decision.rule.startsWith('rules[') && findings.length > 0;
  const isAgreed = decision.verdict === 'ask' || RELIEVED.has(decision.rule) || isByRule || signIn !== null;
  if (!isAgreed) return null;
  return { level: highestLevel(found), categories: [...new Set(found.map(({ category }) => category))] };
}
