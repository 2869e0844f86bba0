import type { RiskCategory, RiskLevel } from '../../../../shared/domain/risk';
import { RISK_LEVELS } from '../../../../shared/domain/risk';

/** One thing that a request would do. `verb` is ours; `object` is the page's word for what it is done to, or empty. */
export type Deed = {
  readonly category: RiskCategory;
  readonly level: RiskLevel;
  readonly verb: string;
  readonly object: string;
  /** Where it was read: a sentence of ours. */
  readonly why: string;
};

/** What a name or a field says: that something is only read, that it is upkeep, or what is done. */
export type Meaning =
  | { readonly kind: 'reading' | 'traffic' }
  | { readonly kind: 'change'; readonly deed: Deed };

export const isWorse = (one: Deed, other: Deed): boolean =>
  RISK_LEVELS.indexOf(one.level) > RISK_LEVELS.indexOf(other.level);

type ChangeMeaning = Extract<Meaning, { kind: 'change' }>;
export const isChange = (meaning: Meaning): meaning is ChangeMeaning => meaning.kind === 'change';

/** The same with where it was read. */
export function withWhy(meaning: Meaning, why: string): Meaning {
  return isChange(meaning) ? { kind: 'change', deed: { ...meaning.deed, why } } : meaning;
}
