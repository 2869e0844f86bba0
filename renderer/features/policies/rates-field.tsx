import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { MEMBERS, type Member } from '../../../shared/domain/action';
import { Button } from '../../components/button';
import { useTyped } from './form-fields';
import { faultOf, hintOf, type PolicyFormState, problemAt } from './policy-form-state';

/** How often each kind of action may happen in a minute. */
export function RatesField({ form }: { readonly form: PolicyFormState }) {
  const { rate_limits } = form.policy;
  const limited = Object.keys(rate_limits) as Member[];
  const free = MEMBERS.filter((member) => !limited.includes(member));
  const [chosen, setChosen] = useState<Member | ''>('');
  const next = free.find((member) => member === chosen) ?? free[0];
  const change = (member: Member, limit: number | undefined): void => {
    const { [member]: _, ...others } = rate_limits;
    form.change({ rate_limits: limit === undefined ? others : { ...rate_limits, [member]: limit } });
  };
  return (
    <section className="policy-list" aria-label="Limits of single actions">
      <p className="field-label">Limits of single actions</p>
      <p className="field-hint">{hintOf('rate_limits')}</p>
      {limited.map((member) => (
        <RateRow key={member} form={form} member={member} onChange={(limit) => change(member, limit)} />
      ))}
      {next !== undefined && (
        <div className="policy-add">
          <select
            className="input"
            aria-label="Action to limit"
            value={next}
            onChange={(event) => setChosen(event.target.value as Member)}
          >
            {free.map((member) => (
              <option key={member}>{member}</option>
            ))}
          </select>
          <Button size="s" icon={Plus} onClick={() => change(next, 10)}>
            Limit
          </Button>
        </div>
      )}
    </section>
  );
}

type RateRowProps = {
  readonly form: PolicyFormState;
  readonly member: Member;
  readonly onChange: (limit: number | undefined) => void;
};

function RateRow({ form, member, onChange }: RateRowProps) {
  const [typed, setTyped] = useTyped(String(form.policy.rate_limits[member] ?? ''));
  const read = (text: string): number | null => {
    const isRate = /^\d+$/.test(text.trim()) && faultOf('rate_limits', { [member]: Number(text) }) === null;
    return isRate ? Number(text) : null;
  };
  const problem = problemAt(form.problems, `rate_limits.${member}`);
  return (
    <div className="policy-row rate-row">
      <code>{member}</code>
      <input
        className="input"
        inputMode="numeric"
        aria-label={`${member} a minute`}
        aria-invalid={read(typed) === null}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          const limit = read(event.target.value);
          if (limit !== null) onChange(limit);
        }}
      />
      <span className="faint">{read(typed) === null ? '0 to 600' : (problem?.message ?? 'a minute')}</span>
      <Button
        size="s"
        tone="ghost"
        className="icon-only"
        icon={Trash2}
        aria-label={`Remove the limit of ${member}`}
        onClick={() => onChange(undefined)}
      />
    </div>
  );
}
