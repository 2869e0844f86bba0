import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { PolicyProblem } from '../../../shared/domain/policy-document';
import { describeCondition, type PolicyRule } from '../../../shared/domain/policy-rule';
import { shortLabel } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { RequiredText } from './form-fields';
import { RuleConditions } from './rule-conditions';
import { VerdictBadge } from './verdict-badge';

type RuleCardProps = {
  readonly rule: PolicyRule;
  readonly index: number;
  readonly count: number;
  readonly problem: PolicyProblem | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (rule: PolicyRule) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One rule: in words while it is closed, its parts when it is open. */
export function RuleCard(props: RuleCardProps) {
  const { rule, index, count, problem, isOpen, onToggle, onChange, onMove, onRemove } = props;
  const name = `rule ${index + 1}`;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className="rule" data-open={isOpen}>
      <div className="rule-bar">
        <button
          type="button"
          className="rule-head"
          aria-expanded={isOpen}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          title="Alt+↑ and Alt+↓ move it"
          onClick={onToggle}
          onKeyDown={onKeyDown}
        >
          <ChevronRight aria-hidden="true" />
          <span className="rule-number">{index + 1}</span>
          <VerdictBadge verdict={rule.then} />
          <span className="rule-words">
            <bdi>{shortLabel(describeCondition(rule.when), 120)}</bdi>
            <span className="faint">{shortLabel(rule.reason, 120)}</span>
          </span>
        </button>
        <Button
          size="s"
          tone="ghost"
          className="icon-only"
          icon={ArrowUp}
          aria-label={`Move ${name} up`}
          disabled={index === 0}
          onClick={() => onMove(-1)}
        />
        <Button
          size="s"
          tone="ghost"
          className="icon-only"
          icon={ArrowDown}
          aria-label={`Move ${name} down`}
          disabled={index === count - 1}
          onClick={() => onMove(1)}
        />
        <Button
          size="s"
          tone="ghost"
          className="icon-only"
          icon={Trash2}
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        />
      </div>
      {problem && (
        <p className={`rule-problem ${problem.severity === 'error' ? 'field-error' : ''}`}>
          {problem.message}
        </p>
      )}
      {isOpen && (
        <div className="rule-body">
          <RuleConditions name={name} when={rule.when} onChange={(when) => onChange({ ...rule, when })} />
          <div className="rule-outcome">
            <Field id={`rule-${index}-then`} label="Then">
              <select
                id={`rule-${index}-then`}
                className="input"
                value={rule.then}
                onChange={(event) => onChange({ ...rule, then: event.target.value as PolicyRule['then'] })}
              >
                <option value="allow">Allow</option>
                <option value="ask">Ask</option>
                <option value="deny">Deny</option>
              </select>
            </Field>
            <Field id={`rule-${index}-reason`} label="Because">
              <RequiredText
                id={`rule-${index}-reason`}
                label={`Reason of ${name}`}
                value={rule.reason}
                placeholder="The agent, the operator and the record read it"
                onChange={(reason) => onChange({ ...rule, reason: reason.slice(0, 200) })}
              />
            </Field>
          </div>
          {rule.then === 'allow' && (
            <p className="field-hint">
              Never allows a critical or an unknown risk, unless a condition names its category.
            </p>
          )}
        </div>
      )}
    </li>
  );
}
