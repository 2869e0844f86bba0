import { ArrowDown, Unplug } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import type { StepHost } from '../../../shared/record/network-hosts';
import type { RunStep } from '../../../shared/record/run-steps';
import { shortLabel } from '../../../shared/text/visible-text';
import { ActionIcon } from '../../components/action-icon';
import { Badge } from '../../components/badge';
import { Button } from '../../components/button';
import { StepText } from '../../components/step-text';
import { UntrustedBlock } from '../../components/untrusted-text';
import { stepSentence } from '../../stores/step-sentence';
import { stepVerdict } from '../../stores/step-verdict';

const NEAR_END_PX = 40;

type StepListProps = {
  readonly steps: readonly RunStep[];
  /** What each step had to do with, by its number. */
  readonly hosts: ReadonlyMap<number, readonly StepHost[]>;
  /** The agent's words of the turn under way. */
  readonly words: string;
  readonly emptyText: string;
};

/** The agent's words and actions as they happen. Follows the newest unless the operator has scrolled up. */
export function StepList({ steps, hosts, words, emptyText }: StepListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isFollowing, setIsFollowing] = useState(true);
  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is added at the end is followed
  useEffect(() => {
    if (isFollowing) toEnd();
  }, [steps, words, isFollowing]);
  const onScroll = (): void => {
    const element = box.current;
    if (element === null) return;
    setIsFollowing(element.scrollTop + element.clientHeight >= element.scrollHeight - NEAR_END_PX);
  };
  return (
    <div className="step-panel">
      <div className="step-scroll" ref={box} onScroll={onScroll}>
        {steps.length === 0 && words === '' && <p className="step-empty">{emptyText}</p>}
        <ol aria-label="Steps">
          {steps.map((step) => (
            <StepRow key={step.toolUseId} step={step} refused={refusedIn(hosts.get(step.number))} />
          ))}
        </ol>
        {words !== '' && (
          <div className="step-words step-words-live" aria-live="off">
            <UntrustedBlock text={words} />
          </div>
        )}
      </div>
      {!isFollowing && (
        <Button size="s" icon={ArrowDown} className="step-latest" onClick={() => setIsFollowing(true)}>
          Latest
        </Button>
      )}
    </div>
  );
}

/** Hosts that a step was kept from, as one text, so that a row is drawn anew only when they change. */
function refusedIn(hosts: readonly StepHost[] | undefined): string {
  const refused = (hosts ?? []).filter(({ isRefused }) => isRefused);
  return refused
    .map(
      ({ host, certificate }) =>
        `${shortLabel(host, 60)}${certificate === undefined ? '' : `: ${certificate}`}`,
    )
    .join(', ');
}

type StepRowProps = { readonly step: RunStep; readonly refused: string };

const StepRow = memo(function StepRow({ step, refused }: StepRowProps) {
  const verdict = stepVerdict(step);
  return (
    <li>
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
              <UntrustedBlock text={step.denialReason} />
            </div>
          )}
          {step.error !== null && (
            <div className="step-reason">
              <UntrustedBlock text={step.error} />
            </div>
          )}
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
    </li>
  );
});
