import { Circle, CircleCheck, CircleDot, CircleSlash, type LucideIcon } from 'lucide-react';
import type { Plan, PlanStep } from '../../shared/domain/plan';
import { UntrustedText } from './untrusted-text';
import './plan-progress.css';

const STATES: Readonly<Record<PlanStep['state'], { readonly icon: LucideIcon; readonly words: string }>> = {
  open: { icon: Circle, words: 'nothing said yet' },
  begun: { icon: CircleDot, words: 'says under way' },
  done: { icon: CircleCheck, words: 'says done' },
  left_out: { icon: CircleSlash, words: 'says left out' },
};

type PlanProgressProps = { readonly plan: Plan; readonly isOpen: boolean };

/** The approved plan, and how far the agent says that it is. Nobody has checked it. `isOpen`: all of it from the start. */
export function PlanProgress({ plan, isOpen }: PlanProgressProps) {
  const { steps, by, changed } = plan;
  const done = steps.filter(({ state }) => state === 'done').length;
  const index = steps.findIndex(({ state }) => state === 'begun');
  const current = steps[index];
  return (
    <details className="plan-progress" open={isOpen}>
      <summary title="The whole plan">
        <span className="plan-title">Plan</span>
        <span className="plan-count">{`says ${done} of ${steps.length} done`}</span>
        {current !== undefined && (
          <span className="plan-current">
            {`at ${index + 1}: `}
            <UntrustedText text={current.text} />
          </span>
        )}
      </summary>
      <ol aria-label="Steps of the plan">
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its number is what a step is known by
          <PlanLine key={place} number={place + 1} step={step} isCurrent={place === index} />
        ))}
      </ol>
      <p className="faint plan-by">
        {changed ? `Changed and approved by ${by}.` : `Approved by ${by} as proposed.`} What is said of it is
        the agent’s claim.
      </p>
    </details>
  );
}

type PlanLineProps = { readonly number: number; readonly step: PlanStep; readonly isCurrent: boolean };

function PlanLine({ number, step, isCurrent }: PlanLineProps) {
  const { icon: Icon, words } = STATES[step.state];
  return (
    <li data-state={step.state} {...(isCurrent && { 'aria-current': 'step' as const })}>
      <Icon aria-hidden="true" />
      <span className="plan-number">{number}</span>
      <span className="plan-text">
        <UntrustedText text={step.text} />
        {step.note !== '' && (
          <span className="plan-note">
            <UntrustedText text={step.note} />
          </span>
        )}
      </span>
      <span className={step.state === 'open' ? 'visually-hidden' : 'plan-said'}>{words}</span>
    </li>
  );
}
