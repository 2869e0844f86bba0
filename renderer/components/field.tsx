import type { ReactNode } from 'react';
import './field.css';

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A label, its control (which must carry the same `id`), a hint and an error that screen readers find. */
export function Field({ id, label, hint, error, aside, children }: FieldProps) {
  return (
    <div className={`field ${error ? 'field-invalid' : ''}`}>
      <div className="field-head">
        <label htmlFor={id}>{label}</label>
        {aside && <span className="field-aside">{aside}</span>}
      </div>
      {children}
      {error ? (
        <p className="field-error" id={`${id}-note`} role="alert">
          {error}
        </p>
      ) : (
        hint && (
          <p className="field-hint" id={`${id}-note`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}
