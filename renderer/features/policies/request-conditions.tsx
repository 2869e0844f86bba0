import { X } from 'lucide-react';
import { useState } from 'react';
import { RequestCondition } from '../../../shared/domain/policy-rule';
import { Button } from '../../components/button';
import { ChipsField, type EntryReading } from './chips-field';
import { useTyped } from './form-fields';

type Part = keyof RequestCondition;
type ListPart = Exclude<Part, 'above_kb'>;

const LABELS: Readonly<Record<Part, string>> = {
  method: 'Method',
  host: 'To host',
  path: 'Path',
  operation: 'Operation',
  field: 'Field',
  above_kb: 'Above kB',
};
const PARTS = Object.keys(LABELS) as readonly Part[];
const EXAMPLES: Readonly<Record<ListPart, string>> = {
  method: 'DELETE',
  host: '*.example.com',
  path: '/invoices/*',
  operation: 'delete*',
  field: 'iban',
};
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

type RequestConditionsProps = {
  readonly name: string;
  readonly request: RequestCondition;
  readonly onChange: (request: RequestCondition) => void;
};

/** Which requests a rule is about. Without any part: every one that would change something. */
export function RequestConditions({ name, request, onChange }: RequestConditionsProps) {
  const [begun, setBegun] = useState<Part | null>(null);
  const present = PARTS.filter((part) => request[part] !== undefined || part === begun);
  const absent = PARTS.filter((part) => !present.includes(part));
  const put = (part: Part, value: unknown): void => {
    const fields = PARTS.map((key) => [key, key === part ? value : request[key]] as const);
    onChange(RequestCondition.parse(Object.fromEntries(fields.filter(([, field]) => field !== undefined))));
    if (part === begun) setBegun(null);
  };
  return (
    <fieldset className="request-conditions">
      <legend className="visually-hidden">Requests of {name}</legend>
      {present.length === 0 && <p className="field-hint">Every request that would change something.</p>}
      {present.map((part) => (
        <div key={part} className="condition">
          <span className="condition-label" title={RequestCondition.unwrap().shape[part].description}>
            {LABELS[part]}
          </span>
          <PartControl name={name} part={part} request={request} onChange={(value) => put(part, value)} />
          <Button
            size="s"
            tone="ghost"
            className="icon-only"
            icon={X}
            aria-label={`Remove ${LABELS[part].toLowerCase()} of the request from ${name}`}
            onClick={() => (part === begun ? setBegun(null) : put(part, undefined))}
          />
        </div>
      ))}
      {absent.length > 0 && (
        <select
          className="input condition-add"
          aria-label={`Narrow the request of ${name}`}
          value=""
          onChange={(event) => setBegun(event.target.value as Part)}
        >
          <option value="">Only requests with…</option>
          {absent.map((part) => (
            <option key={part} value={part}>
              {LABELS[part]}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

type PartControlProps = {
  readonly name: string;
  readonly part: Part;
  readonly request: RequestCondition;
  readonly onChange: (value: unknown) => void;
};

function PartControl({ name, part, request, onChange }: PartControlProps) {
  if (part === 'above_kb') return <SizeControl name={name} kb={request.above_kb} onChange={onChange} />;
  return (
    <ChipsField
      label={`${LABELS[part]} of the request of ${name}`}
      entries={request[part] ?? []}
      placeholder={EXAMPLES[part]}
      read={(text) => readEntry(part, text)}
      suggestions={part === 'method' ? METHODS : undefined}
      onChange={(changed) => onChange(changed.length === 0 ? undefined : changed)}
    />
  );
}

function readEntry(part: ListPart, text: string): EntryReading {
  const entry = part === 'method' ? text.toUpperCase() : text;
  const [issue] = RequestCondition.unwrap().shape[part].safeParse([entry]).error?.issues ?? [];
  return issue === undefined ? { kind: 'entry', entry } : { kind: 'invalid', reason: issue.message };
}

type SizeControlProps = {
  readonly name: string;
  readonly kb: number | undefined;
  readonly onChange: (kb: number) => void;
};

/** What can't be used stays in the field and does not reach the document. */
function SizeControl({ name, kb, onChange }: SizeControlProps) {
  const [typed, setTyped] = useTyped(kb === undefined ? '' : String(kb));
  return (
    <input
      className="input"
      inputMode="decimal"
      placeholder="100"
      aria-label={`Kilobytes of the request of ${name}`}
      aria-invalid={typed.trim() !== '' && readKb(typed) === null}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        const read = readKb(event.target.value);
        if (read !== null) onChange(read);
      }}
    />
  );
}

function readKb(text: string): number | null {
  const value = text.trim() === '' ? undefined : Number(text);
  const read = RequestCondition.unwrap().shape.above_kb.safeParse(value);
  return read.success ? (read.data ?? null) : null;
}
