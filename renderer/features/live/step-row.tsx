import { Unplug } from 'lucide-react';
import { memo } from 'react';
import type { StepHost } from '../../../shared/record/network-hosts';
import type { RecordedChange } from '../../../shared/record/recorded-change';
import type { RunStep } from '../../../shared/record/run-steps';
import { shortLabel } from '../../../shared/text/visible-text';
import { ActionIcon } from '../../components/action-icon';
import { Badge } from '../../components/badge';
import { Exchanges } from '../../components/exchanges';
import { StepChanges } from '../../components/step-changes';
import { StepText } from '../../components/step-text';
import { UntrustedBlock } from '../../components/untrusted-text';
import { plainReason } from '../../words/policy-words';
import { stepSentence } from '../../words/step-sentence';
import { stepVerdict } from '../../words/step-verdict';

/** Hosts that a step was kept from, as one text, so that a row is drawn anew only when they change. */
export function refusedIn(hosts: readonly StepHost[] | undefined): string {
  const refused = (hosts ?? []).filter(({ isRefused }) => isRefused);
  return refused
    .map(
      ({ host, certificate }) =>
        `${shortLabel(host, 60)}${certificate === undefined ? '' : `: ${certificate}`}`,
    )
    .join(', ');
}

type StepRowProps = {
  readonly step: RunStep;
  /** The hosts that it was kept from, in words. */
  readonly refused: string;
  /** What it altered, and what it was kept from; the same list until one of them changes. */
  readonly changes: readonly RecordedChange[];
};

/** What an operator wrote stands as they wrote it. */
function reasonOf({ approvals }: RunStep, reason: string): string {
  return approvals.length === 0 ? plainReason(reason) : reason;
}

/** One step: what the model said before it, what it was, and what came of it. Drawn anew only when that changes. */
export const StepRow = memo(function StepRow({ step, refused, changes }: StepRowProps) {
  const verdict = stepVerdict(step);
  return (
    <>
      <Exchanges said={step.said} />
      {step.words !== '' && (
        <div className="step-words">
          <UntrustedBlock text={step.words} />
        </div>
      )}
      <div className={`step-row step-row-${verdict.tone}`}>
        <ActionIcon member={step.action.member} />
        <div className="step-main">
          <p>
            <StepText {...stepSentence(step.action, step.target)} />
          </p>
          {step.denialReason !== null && (
            <div className="step-reason">
              <UntrustedBlock text={reasonOf(step, step.denialReason)} />
            </div>
          )}
          {step.error !== null && (
            <div className="step-reason">
              <UntrustedBlock text={step.error} />
            </div>
          )}
          <StepChanges changes={changes} />
          {refused !== '' && (
            <p className="step-refused">
              <Unplug aria-hidden="true" />
              <span>
                Kept from <bdi>{refused}</bdi>
              </span>
            </p>
          )}
        </div>
        <Badge tone={verdict.tone}>{verdict.label}</Badge>
      </div>
      {step.answered !== null && <Exchanges said={[step.answered]} />}
    </>
  );
});
