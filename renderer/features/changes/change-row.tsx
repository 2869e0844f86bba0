import { Ban, ChevronRight, CircleDashed, CircleHelp, Hourglass, type LucideIcon, Send } from 'lucide-react';
import { memo, useState } from 'react';
import type { ChangeOutcome, RecordedChange } from '../../../shared/record/recorded-change';
import { Badge } from '../../components/badge';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';
import {
  answerWords,
  causeWords,
  changeOutcome,
  deciderWords,
  hostOf,
  portOf,
  timesWords,
} from '../../words/change-words';
import { asSentence } from '../../words/policy-words';
import { ChangeDetails } from './change-details';

const ICONS: Readonly<Record<ChangeOutcome, LucideIcon>> = {
  waiting: Hourglass,
  'let-go': Send,
  sent: Send,
  answered: Send,
  unknown: CircleHelp,
  denied: Ban,
  'gave-up': CircleDashed,
  dropped: CircleDashed,
};

type ChangeRowProps = {
  readonly change: RecordedChange;
  readonly onStep: ((step: number) => void) | null;
};

/** One change: what, where, by what, who let it go and what came of it; all else when it is opened. */
export const ChangeRow = memo(function ChangeRow({ change, onStep }: ChangeRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { does, host } = change.change;
  const { label, tone } = changeOutcome(change);
  const Icon = ICONS[change.outcome];
  return (
    <li>
      <details className="change-row" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>
          <ChevronRight className="change-chevron" aria-hidden="true" />
          <Icon className={`change-state change-state-${tone}`} aria-hidden="true" />
          <span className="change-what">
            <UntrustedText text={asSentence(does)} />
          </span>
          <Badge tone={tone}>{label}</Badge>
          <span className="change-sub">
            <HostName host={hostOf(host)} port={portOf(host)} />
            <span> · {causeWords(change.cause)}</span>
          </span>
          <span className="change-sub">
            <UntrustedText text={deciderWords(change)} />
            <span className={isBad(change) ? 'change-bad' : ''}> · {answerWords(change)}</span>
            {change.repeats > 0 && <span> · the same kind {timesWords(change.repeats)} more</span>}
            {change.sentBefore > 0 && <span className="change-bad"> · sent twice?</span>}
          </span>
        </summary>
        {isOpen && <ChangeDetails change={change} onStep={onStep} />}
      </details>
    </li>
  );
});

function isBad({ outcome, status }: RecordedChange): boolean {
  return outcome === 'unknown' || (status !== null && status >= 400);
}
