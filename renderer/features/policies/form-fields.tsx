import { useEffect, useState } from 'react';
import type { Policy } from '../../../shared/domain/policy';
import { Field } from '../../components/field';
import { faultOf, hintOf, type PolicyFormState, problemAt } from './policy-form-state';

type FieldsOf<T> = { [K in keyof Policy]: Policy[K] extends T ? K : never }[keyof Policy];
type BoundProps<T> = {
  readonly form: PolicyFormState;
  readonly field: FieldsOf<T>;
  readonly label: string;
};

/** A field that is on or off, with what the schema says of it. */
export function SwitchField({ form, field, label }: BoundProps<boolean>) {
  const id = `policy-${field}`;
  return (
    <div className="policy-switch">
      <input
        type="checkbox"
        id={id}
        checked={form.policy[field]}
        aria-describedby={`${id}-note`}
        onChange={(event) => form.change({ [field]: event.target.checked })}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        <p className="field-hint" id={`${id}-note`}>
          {hintOf(field)}
        </p>
      </div>
    </div>
  );
}

type ChoiceFieldProps = BoundProps<string> & { readonly choices: Readonly<Record<string, string>> };

export function ChoiceField({ form, field, label, choices }: ChoiceFieldProps) {
  const id = `policy-${field}`;
  return (
    <Field id={id} label={label} hint={hintOf(field)}>
      <select
        id={id}
        className="input"
        value={form.policy[field]}
        aria-describedby={`${id}-note`}
        onChange={(event) => form.change({ [field]: event.target.value })}
      >
        {Object.entries(choices).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

type NumberFieldProps = BoundProps<number | null> & {
  readonly unit?: string;
  /** What no number means; left out: there has to be one. */
  readonly none?: string;
};

/** A number. What can't be used stays in the field, with the reason, and does not reach the document. */
export function NumberField({ form, field, label, unit, none }: NumberFieldProps) {
  const value = form.policy[field];
  const [typed, setTyped] = useTyped(value === null ? '' : String(value));
  const id = `policy-${field}`;
  const parsed = readNumber(typed, none !== undefined);
  const fault = faultOf(field, parsed);
  const write = (text: string): void => {
    setTyped(text);
    const number = readNumber(text, none !== undefined);
    if (faultOf(field, number) === null) form.change({ [field]: number });
  };
  return (
    <Field
      id={id}
      label={label}
      aside={unit}
      hint={hintOf(field)}
      error={fault ?? problemAt(form.problems, field)?.message}
    >
      <input
        id={id}
        className="input"
        inputMode="decimal"
        placeholder={none}
        value={typed}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => write(event.target.value)}
      />
    </Field>
  );
}

function readNumber(text: string, isOptional: boolean): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return isOptional ? null : undefined;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

type TextInputProps = {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly isMono?: boolean;
  readonly onChange: (text: string) => void;
};

/** A line of text that must not be empty: while it is, the document keeps what was there. */
export function RequiredText({ id, label, value, placeholder, isMono = false, onChange }: TextInputProps) {
  const [typed, setTyped] = useTyped(value);
  const isEmpty = typed.trim() === '';
  return (
    <input
      id={id}
      className={`input ${isMono ? 'mono' : ''}`}
      aria-label={label}
      aria-invalid={isEmpty}
      placeholder={isEmpty ? (placeholder ?? 'Must not be empty') : undefined}
      value={typed}
      spellCheck={!isMono}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value.trim() !== '') onChange(event.target.value);
      }}
    />
  );
}

/** What is typed, until the value is changed from somewhere else. */
export function useTyped(value: string): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  useEffect(() => {
    if (value === known) return;
    setKnown(value);
    // The same number or name in another spelling, as it is being typed, stays as it is.
    setTyped((text) =>
      text.trim() === value.trim() || Number(text) === Number(value || Number.NaN) ? text : value,
    );
  }, [value, known]);
  return [typed, setTyped];
}
