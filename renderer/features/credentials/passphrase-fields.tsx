import { MAX_PASSPHRASE, MIN_PASSPHRASE } from '../../../shared/domain/vault';
import { Field } from '../../components/field';

type PassphraseFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly onChange: (text: string) => void;
};

export function PassphraseField({ id, label, value, hint, error, onChange }: PassphraseFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        className="input"
        type="password"
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_PASSPHRASE}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

export const PASSPHRASE_HINT = `${MIN_PASSPHRASE} characters or more. A few words that only you would put together.`;

/** What keeps a new passphrase from being taken; null for nothing. */
export function newPassphraseProblem(passphrase: string, again: string): string | null {
  if (Array.from(passphrase).length < MIN_PASSPHRASE) {
    return `It needs ${MIN_PASSPHRASE} characters or more.`;
  }
  return passphrase === again ? null : 'The two are not the same.';
}
