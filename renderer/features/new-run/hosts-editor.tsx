import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { formatHostRule, parseHostRule } from '../../../shared/reach/allowed-host';
import { shortLabel } from '../../../shared/text/visible-text';
import { Field } from '../../components/field';
import { changeDraft } from '../../forms/draft-store';
import '../../components/chips.css';

type HostsEditorProps = { readonly hosts: readonly string[]; readonly error: string | undefined };

/** The hosts a run may reach, as chips. What is not a host stays in the field, with the reason. */
export function HostsEditor({ hosts, error }: HostsEditorProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = (): void => {
    const wanted: string[] = [];
    for (const entry of text.split(/[\s,;]+/).filter(Boolean)) {
      const reading = parseHostRule(entry);
      if (reading.kind === 'invalid') {
        setProblem(`“${shortLabel(entry, 40)}” ${reading.reason}.`);
        return;
      }
      // As it will be compared: what Unicode or capitals became is there to be seen.
      wanted.push(formatHostRule(reading.rule));
    }
    changeDraft({ hosts: [...new Set([...hosts, ...wanted])] });
    setText('');
    setProblem(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' || event.key === ',') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (text.trim() !== '') add();
    } else if (event.key === 'Backspace' && text === '' && hosts.length > 0) {
      changeDraft({ hosts: hosts.slice(0, -1) });
    }
  };
  return (
    <Field
      id="hosts"
      label="Allowed hosts"
      error={problem ?? error}
      hint="The only hosts the sandbox can reach, Enter after each: app.example.com, *.example.com for those below it, with :8443 for another port, :80 for plain HTTP. None: no network at all."
    >
      <div className="chips input">
        <ul aria-label="Allowed hosts">
          {hosts.map((host) => (
            <li key={host} className="chip">
              {shortLabel(host, 60)}
              <button
                type="button"
                aria-label={`Remove ${shortLabel(host, 60)}`}
                onClick={() => changeDraft({ hosts: hosts.filter((other) => other !== host) })}
              >
                <X aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <input
          id="hosts"
          spellCheck={false}
          placeholder={hosts.length === 0 ? 'app.example.com' : 'Add a host'}
          aria-invalid={problem !== null || error !== undefined}
          aria-describedby="hosts-note"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => text.trim() !== '' && add()}
        />
      </div>
    </Field>
  );
}
