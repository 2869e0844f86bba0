import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { shortLabel } from '../../../shared/text/visible-text';
import '../../components/chips.css';

export type EntryReading =
  | { readonly kind: 'entry'; readonly entry: string }
  | { readonly kind: 'invalid'; readonly reason: string };

type ChipsFieldProps = {
  readonly label: string;
  readonly id?: string;
  readonly entries: readonly string[];
  readonly placeholder: string;
  readonly read: (text: string) => EntryReading;
  readonly onChange: (entries: readonly string[]) => void;
  /** Offered while typing. */
  readonly suggestions?: readonly string[] | undefined;
};

/** A list of short texts. What is none of its kind stays in the field, with the reason. */
export function ChipsField(props: ChipsFieldProps) {
  const { label, id, entries, placeholder, read, onChange, suggestions } = props;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const listId = suggestions && `${label.replace(/\W+/g, '-').toLowerCase()}-suggestions`;
  const add = (): void => {
    const reading = read(text.trim());
    if (reading.kind === 'invalid') {
      setProblem(`“${shortLabel(text, 40)}” ${reading.reason}.`);
      return;
    }
    onChange([...new Set([...entries, reading.entry])]);
    setText('');
    setProblem(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (text.trim() !== '') add();
    } else if (event.key === 'Backspace' && text === '' && entries.length > 0) {
      onChange(entries.slice(0, -1));
    }
  };
  return (
    <div className="chips-field">
      <div className="chips input">
        <ul aria-label={label}>
          {entries.map((entry) => (
            <li key={entry} className="chip">
              <bdi>{shortLabel(entry, 60)}</bdi>
              <button
                type="button"
                aria-label={`Remove ${shortLabel(entry, 60)}`}
                onClick={() => onChange(entries.filter((other) => other !== entry))}
              >
                <X aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <input
          id={id}
          aria-label={`Add to ${label}`}
          list={listId}
          spellCheck={false}
          placeholder={entries.length === 0 ? placeholder : 'Add'}
          aria-invalid={problem !== null}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => text.trim() !== '' && add()}
        />
        {suggestions && (
          <datalist id={listId}>
            {suggestions.map((suggestion) => (
              <option key={suggestion} value={suggestion} />
            ))}
          </datalist>
        )}
      </div>
      {problem !== null && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
