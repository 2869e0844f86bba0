import { X } from 'lucide-react';
import { useState } from 'react';
import { MEMBERS } from '../../../shared/domain/action';
import { RuleCondition, WEEKDAYS } from '../../../shared/domain/policy-rule';
import { RISK_CATEGORIES, RISK_LEVELS } from '../../../shared/domain/risk';
import { Button } from '../../components/button';
import { ChipsField, type EntryReading } from './chips-field';
import { RequestConditions } from './request-conditions';

type Part = keyof RuleCondition;
type ListPart = Exclude<Part, 'level' | 'time' | 'request'>;

const LABELS: Record<Part, string> = {
  member: 'Action',
  host: 'Host',
  path: 'Path',
  role: 'Role',
  name: 'Name',
  text: 'Text typed',
  risk: 'Risk',
  request: 'Request',
  level: 'Level from',
  time: 'Time',
};
const PARTS = Object.keys(LABELS) as readonly Part[];
/** A rule is about actions, by these, or about requests. */
const OF_ACTIONS: readonly Part[] = ['member', 'host', 'path', 'role', 'name', 'text'];
const EXAMPLES: Record<ListPart, string> = {
  member: 'left_click',
  host: '*.example.com',
  path: '/admin/*',
  role: 'button',
  name: 'Delete*',
  text: '*password*',
  risk: 'payment',
};
const CHOICES: Partial<Record<ListPart, readonly string[]>> = {
  member: MEMBERS,
  risk: RISK_CATEGORIES,
  role: ['button', 'link', 'textbox', 'checkbox', 'menuitem', 'tab'],
};

type RuleConditionsProps = {
  readonly name: string;
  readonly when: RuleCondition;
  readonly onChange: (when: RuleCondition) => void;
};

/** What has to be so for a rule to hold. A part without a value is none: it gets into the document with its first. */
export function RuleConditions({ name, when, onChange }: RuleConditionsProps) {
  const [begun, setBegun] = useState<Part | null>(null);
  const present = PARTS.filter((part) => when[part] !== undefined || part === begun);
  const absent = PARTS.filter((part) => !present.includes(part) && canBeside(part, present));
  const put = (part: Part, value: unknown): void => {
    const { [part]: _, ...others } = when;
    // In the order of the schema, whatever order they were added in.
    const merged = value === undefined ? others : { ...others, [part]: value };
    onChange(
      RuleCondition.parse(
        Object.fromEntries(
          PARTS.map((key) => [key, merged[key as keyof typeof merged]]).filter(
            ([, field]) => field !== undefined,
          ),
        ),
      ),
    );
    if (part === begun) setBegun(null);
  };
  const begin = (part: Part): void => {
    if (part === 'level') put('level', 'high');
    else if (part === 'request') put('request', {});
    else if (part === 'time') put('time', { from: '08:00', to: '18:00' });
    else setBegun(part);
  };
  return (
    <div className="conditions">
      {present.length === 0 && <p className="field-hint">Always, whatever the action or the request is.</p>}
      {present.map((part) => (
        <div key={part} className="condition">
          <span className="condition-label" title={RuleCondition.unwrap().shape[part].description}>
            {LABELS[part]}
          </span>
          <PartControl name={name} part={part} when={when} onChange={(value) => put(part, value)} />
          <Button
            size="s"
            tone="ghost"
            className="icon-only"
            icon={X}
            aria-label={`Remove ${LABELS[part].toLowerCase()} from ${name}`}
            onClick={() => (part === begun ? setBegun(null) : put(part, undefined))}
          />
        </div>
      ))}
      {absent.length > 0 && (
        <select
          className="input condition-add"
          aria-label={`Add a condition to ${name}`}
          value=""
          onChange={(event) => begin(event.target.value as Part)}
        >
          <option value="">Add a condition…</option>
          {absent.map((part) => (
            <option key={part} value={part}>
              {LABELS[part]}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** What has no place beside the others is not offered. */
function canBeside(part: Part, present: readonly Part[]): boolean {
  if (part === 'request') return !present.some((other) => OF_ACTIONS.includes(other));
  return !(OF_ACTIONS.includes(part) && present.includes('request'));
}

type PartControlProps = {
  readonly name: string;
  readonly part: Part;
  readonly when: RuleCondition;
  readonly onChange: (value: unknown) => void;
};

function PartControl({ name, part, when, onChange }: PartControlProps) {
  if (part === 'level') {
    return (
      <select
        className="input"
        aria-label={`Level of ${name}`}
        value={when.level}
        onChange={(event) => onChange(event.target.value)}
      >
        {RISK_LEVELS.map((level) => (
          <option key={level}>{level}</option>
        ))}
      </select>
    );
  }
  if (part === 'time') return <HoursControl name={name} time={when.time} onChange={onChange} />;
  if (part === 'request') {
    return <RequestConditions name={name} request={when.request ?? {}} onChange={onChange} />;
  }
  const entries: readonly string[] = when[part] ?? [];
  return (
    <ChipsField
      label={`${LABELS[part]} of ${name}`}
      entries={entries}
      placeholder={EXAMPLES[part]}
      read={(text) => readEntry(part, text)}
      suggestions={CHOICES[part]}
      onChange={(changed) => onChange(changed.length === 0 ? undefined : changed)}
    />
  );
}

function readEntry(part: ListPart, text: string): EntryReading {
  const known = part === 'member' ? MEMBERS : part === 'risk' ? RISK_CATEGORIES : null;
  if (known !== null && !(known as readonly string[]).includes(text)) {
    return { kind: 'invalid', reason: `is none of ${known.slice(0, 4).join(', ')} …` };
  }
  if (text.length > 300) return { kind: 'invalid', reason: 'is too long' };
  return { kind: 'entry', entry: text };
}

type HoursControlProps = {
  readonly name: string;
  readonly time: RuleCondition['time'];
  readonly onChange: (time: RuleCondition['time']) => void;
};

function HoursControl({ name, time, onChange }: HoursControlProps) {
  if (time === undefined) return null;
  const set = (key: 'from' | 'to', value: string): void => {
    if (/^\d\d:\d\d$/.test(value)) onChange({ ...time, [key]: value });
  };
  const toggle = (day: (typeof WEEKDAYS)[number]): void => {
    const days = time.days ?? WEEKDAYS;
    const chosen = WEEKDAYS.filter((other) => (other === day ? !days.includes(day) : days.includes(other)));
    const { days: _, ...hours } = time;
    onChange(chosen.length === 0 || chosen.length === WEEKDAYS.length ? hours : { ...hours, days: chosen });
  };
  return (
    <div className="hours">
      <input
        type="time"
        className="input"
        aria-label={`From, ${name}`}
        value={time.from}
        onChange={(event) => set('from', event.target.value)}
      />
      <span className="faint">to</span>
      <input
        type="time"
        className="input"
        aria-label={`To, ${name}`}
        value={time.to}
        onChange={(event) => set('to', event.target.value)}
      />
      <fieldset className="days">
        <legend className="visually-hidden">Days, {name}</legend>
        {WEEKDAYS.map((day) => (
          <label key={day} data-on={time.days?.includes(day) ?? true}>
            <input
              type="checkbox"
              className="visually-hidden"
              checked={time.days?.includes(day) ?? true}
              onChange={() => toggle(day)}
            />
            {day}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
