import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecordedChange } from '../../../shared/record/recorded-change';
import type { StepApproval } from '../../../shared/record/run-steps';
import { Button } from '../../components/button';
import { ChangeAddress } from '../../components/change-address';
import { ChangeFields } from '../../components/change-fields';
import { UntrustedText } from '../../components/untrusted-text';
import { timesWords } from '../../words/change-words';
import { formatDateTime } from '../../words/format-date';
import { formatDuration } from '../../words/format-duration';
import { OUTCOME_SENTENCES } from '../../words/outcome-words';
import { asSentence, plainReason, ruleName } from '../../words/policy-words';
import { CATEGORY_NAMES } from '../../words/risk-words';
import '../../components/fact-list.css';

type ChangeDetailsProps = {
  readonly change: RecordedChange;
  readonly onStep: ((step: number) => void) | null;
};

/** All that the record says of one change. */
export function ChangeDetails({ change, onStep }: ChangeDetailsProps) {
  const { step, approvals, page, rule, why, sentBefore } = change;
  const { category, level, why: reason } = change.change;
  return (
    <div className="change-details">
      <ChangeAddress change={change.change} />
      <ChangeFields change={change.change} when="past" />
      <dl className="fact-list">
        <Fact name="Counts as">
          {CATEGORY_NAMES[category]}, {level}: <UntrustedText text={reason} />
        </Fact>
        <Fact name="Decided by">
          <span title={rule}>
            <UntrustedText text={asSentence(ruleName(rule))} />
          </span>
          : <UntrustedText text={plainReason(why)} />
        </Fact>
        {approvals.map((approval) => (
          <Fact key={approval.approvalId} name="Asked">
            <Answer approval={approval} />
          </Fact>
        ))}
        {sentBefore > 0 && (
          <Fact name="Sent before">The very same, {timesWords(sentBefore)} in this run</Fact>
        )}
        <Fact name="From the page">
          {page === null ? <span className="muted">Not known</span> : <UntrustedText text={page} />}
        </Fact>
        <Fact name="At">{formatDateTime(change.timestamp)}</Fact>
      </dl>
      {step !== null && onStep !== null && (
        <Button size="s" icon={ArrowLeft} onClick={() => onStep(step)}>
          Show step {step}
        </Button>
      )}
    </div>
  );
}

function Answer({ approval: { outcome, by, reason, decidedAfterMs } }: { readonly approval: StepApproval }) {
  if (outcome === null) return 'Waits for the operator';
  return (
    <>
      {OUTCOME_SENTENCES[outcome]}
      {by !== '' && (
        <>
          {' '}
          by <UntrustedText text={by} />
        </>
      )}
      {decidedAfterMs !== null && <span className="faint"> after {formatDuration(decidedAfterMs)}</span>}
      {reason !== '' && (
        <>
          {': '}
          <q className="untrusted" dir="auto">
            <UntrustedText text={reason} />
          </q>
        </>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
