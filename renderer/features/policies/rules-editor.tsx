import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { PolicyRule } from '../../../shared/domain/policy-rule';
import { Button } from '../../components/button';
import { hintOf, type PolicyFormState, problemAt } from './policy-form-state';
import { RuleCard } from './rule-card';
import './rules.css';

const NEW_RULE: PolicyRule = { when: {}, then: 'ask', reason: 'Ask the operator first' };

/** The rules in their order, which decides: each can be moved, by buttons or by Alt and the arrow keys. */
export function RulesEditor({ form }: { readonly form: PolicyFormState }) {
  const { rules } = form.policy;
  const [openIndex, setOpenIndex] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useRef<number | null>(null);
  const put = (changed: readonly PolicyRule[]): void => form.change({ rules: changed });
  const move = (index: number, by: -1 | 1): void => {
    const to = index + by;
    const rule = rules[index];
    if (rule === undefined || to < 0 || to >= rules.length) return;
    const others = rules.filter((_, at) => at !== index);
    focusNext.current = to;
    setOpenIndex((open) => (open === index ? to : open === to ? index : open));
    put([...others.slice(0, to), rule, ...others.slice(to)]);
  };
  // The moved rule keeps the keyboard, wherever it has come to stand.
  useEffect(() => {
    if (focusNext.current === null) return;
    const heads = list.current?.querySelectorAll<HTMLButtonElement>('.rule-head');
    heads?.[focusNext.current]?.focus();
    focusNext.current = null;
  });
  return (
    <div className="rules">
      <p className="field-hint">{hintOf('rules')}</p>
      {rules.length === 0 && <p className="rules-none">No rules: the risk alone decides.</p>}
      <ol ref={list} aria-label="Rules">
        {rules.map((rule, index) => (
          <RuleCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no other identity than its place
            key={index}
            rule={rule}
            index={index}
            count={rules.length}
            problem={problemAt(form.problems, `rules[${index}]`)}
            isOpen={openIndex === index}
            onToggle={() => setOpenIndex(openIndex === index ? null : index)}
            onChange={(changed) => put(rules.map((other, at) => (at === index ? changed : other)))}
            onMove={(by) => move(index, by)}
            onRemove={() => {
              setOpenIndex(null);
              put(rules.filter((_, at) => at !== index));
            }}
          />
        ))}
      </ol>
      <div className="policy-add">
        <Button
          size="s"
          icon={Plus}
          onClick={() => {
            put([...rules, NEW_RULE]);
            setOpenIndex(rules.length);
          }}
        >
          Add a rule
        </Button>
      </div>
    </div>
  );
}
