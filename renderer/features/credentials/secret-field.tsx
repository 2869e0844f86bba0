import { Undo2 } from 'lucide-react';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import type { SecretInput } from '../../forms/credential-form';

type SecretFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  /** Whether one is saved, which can stay. */
  readonly isSaved: boolean;
  /** Whether the entry can do without. */
  readonly isOptional?: boolean;
  /** Several lines may be typed. */
  readonly isLong?: boolean;
  readonly input: SecretInput;
  readonly onChange: (input: SecretInput) => void;
};

/** A secret to be typed. A saved one is never shown: it stays, is replaced, or is taken away. */
export function SecretField(props: SecretFieldProps) {
  const { id, label, hint, error, isSaved, input, onChange } = props;
  const keep = (): void => onChange({ kind: 'kept' });
  return (
    <Field
      id={id}
      label={label}
      hint={hint}
      error={error}
      aside={
        isSaved &&
        input.kind !== 'kept' && (
          <Button size="s" tone="ghost" icon={Undo2} onClick={keep}>
            Keep the saved one
          </Button>
        )
      }
    >
      {input.kind === 'typed' ? (
        <SecretText {...props} text={input.text} />
      ) : (
        <div className="secret-saved">
          <span id={id}>{input.kind === 'kept' ? '•••••••• saved' : 'Will be taken away'}</span>
          {input.kind === 'kept' && (
            <Button
              size="s"
              aria-label={`Replace: ${label}`}
              onClick={() => onChange({ kind: 'typed', text: '' })}
            >
              Replace
            </Button>
          )}
          {input.kind === 'kept' && props.isOptional && (
            <Button
              size="s"
              tone="ghost"
              aria-label={`Take away: ${label}`}
              onClick={() => onChange({ kind: 'removed' })}
            >
              Take away
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}

function SecretText({
  id,
  error,
  isLong = false,
  onChange,
  text,
}: SecretFieldProps & { readonly text: string }) {
  const shared = {
    id,
    className: isLong ? 'input secret-long' : 'input',
    autoComplete: 'off',
    spellCheck: false,
    maxLength: 4000,
    value: text,
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}-note`,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange({ kind: 'typed', text: event.target.value }),
  };
  return isLong ? <textarea rows={3} {...shared} /> : <input type="password" {...shared} />;
}
