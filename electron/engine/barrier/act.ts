import type { RecordedAction } from '../../../shared/domain/action';
import type { RiskCategory, RiskLevel } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';

/** What somebody has agreed to before an action was carried out: a person, or a rule of the policy that names the risk. */
export type Agreed = { readonly level: RiskLevel; readonly categories: readonly RiskCategory[] };

/** An action that was carried out, or is, as far as what it brings about is concerned. */
export type Act = {
  readonly step: number;
  readonly action: RecordedAction;
  readonly targets: readonly Target[];
  /** What it does, in one sentence of ours. */
  readonly sentence: string;
  /** Null where nobody was asked, since it seemed harmless. */
  readonly agreed: Agreed | null;
  /** Of a sign-in, the origins that it may go to; empty for any other action. */
  readonly signsInto: readonly string[];
};
