import { useId, useState } from 'react';
import type { RecordedAction } from '../../shared/domain/action';
import { type FormValue, MOST_HELD } from '../../shared/domain/form-value';
import type { ElementTarget, Target } from '../../shared/domain/target';
import { isBlank } from '../../shared/text/element-label';
import { fieldMeaning } from '../../shared/text/field-meaning';
import { LookAlikeNote } from './look-alike-note';
import { UntrustedBlock, UntrustedText } from './untrusted-text';
import './form-facts.css';

/** Rows that are shown before the rest is asked for. */
const FIRST_ROWS = 8;

type FormFactsProps = {
  readonly action: RecordedAction;
  /** What it acts on; the first that has a form counts. */
  readonly targets: readonly Target[];
  /** `waits`: it can still be decided. `past`: it is told from the record. */
  readonly when: 'waits' | 'past';
};

/** What the form of the target holds and what is said beside it, as the page shows it: the operator's own look at it. */
export function FormFacts({ action, targets, when }: FormFactsProps) {
  const target = targets.find(hasForm) ?? targets[0];
  if (target?.kind !== 'element') return null;
  const { form, beside = [] } = target;
  if (beside.length === 0 && (form === null || isEmptyForm(form))) return null;
  const title = TITLES[when][partOf(action, target)];
  return (
    <section className="form-facts" aria-label={title}>
      <h3>{title}</h3>
      {form !== null && form.values === undefined && <p className="form-unread">{UNREAD[when]}</p>}
      <Values values={form?.values ?? []} more={form?.moreValues ?? 0} typed={typedText(action)} />
      {beside.length > 0 && (
        <div className="form-beside">
          <span>Said beside it</span>
          <p>
            {beside.map((sentence) => (
              <UntrustedText key={sentence} text={`${sentence} `} />
            ))}
          </p>
        </div>
      )}
    </section>
  );
}

type ValuesProps = {
  readonly values: readonly FormValue[];
  readonly more: number;
  /** What the action would type into its target; null when it types nothing. */
  readonly typed: string | null;
};

function Values({ values, more, typed }: ValuesProps) {
  const [isOpen, setIsOpen] = useState(false);
  const list = useId();
  const rows = inOrder(values);
  const shown = isOpen ? rows : rows.slice(0, FIRST_ROWS);
  const rest = rows.length - FIRST_ROWS;
  if (rows.length === 0 && more === 0) return null;
  return (
    <>
      <dl className="form-values" id={list}>
        {shown.map(({ value, key }) => (
          <Row key={key} value={value} typed={value.isTarget ? typed : null} />
        ))}
      </dl>
      {rest > 0 && (
        <button
          type="button"
          className="form-rest"
          aria-expanded={isOpen}
          aria-controls={list}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Show fewer' : `Show ${rest} more ${rest === 1 ? 'field' : 'fields'}`}
        </button>
      )}
      {more > 0 && (
        <p className="form-unread">
          {more === 1 ? 'One more field is' : `${more} more fields are`} in it and not listed here: it has too
          many.
        </p>
      )}
    </>
  );
}

function Row({ value, typed }: { readonly value: FormValue; readonly typed: string | null }) {
  const { label, name } = value;
  const isMain = fieldMeaning(value) !== null;
  return (
    <div className="form-row" data-main={isMain}>
      <dt>{isBlank(label || name) ? <em>without a label</em> : <UntrustedText text={label || name} />}</dt>
      <dd>
        <Held value={value} />
        {typed !== null && (
          <div className="form-typed">
            <span className="faint">would be typed: </span>
            <UntrustedText text={typed.slice(0, MOST_HELD)} />
            {typed.length > MOST_HELD && <span className="faint"> … all of it stands below</span>}
          </div>
        )}
        <LookAlikeNote text={`${label}\n${value.holds}\n${typed ?? ''}`} />
      </dd>
    </div>
  );
}

function Held({ value }: { readonly value: FormValue }) {
  const { kind, holds, isSecret, isCut } = value;
  if (isSecret) return <span className="form-secret">•••• (kept secret)</span>;
  if (kind === 'tick') return holds === 'on' ? 'Ticked' : <span className="muted">Not ticked</span>;
  if (kind === 'other') return <span className="muted">can’t be read</span>;
  if (holds === '') return <span className="muted">{EMPTY[kind]}</span>;
  return (
    <>
      <UntrustedBlock text={holds} />
      {isCut && <span className="faint">… and more; only its beginning is shown</span>}
    </>
  );
}

const EMPTY = { text: 'empty', choice: 'nothing chosen', file: 'no file' } as const;

/** Money, receiver and dates first; then what holds something, then the rest; each in the order of the page. */
function inOrder(values: readonly FormValue[]) {
  const rankOf = (value: FormValue): number => {
    const meaning = fieldMeaning(value);
    if (meaning !== null) return MEANINGS.indexOf(meaning);
    return value.holds !== '' || value.isSecret ? MEANINGS.length : MEANINGS.length + 1;
  };
  return values
    .map((value, index) => ({ value, key: index, rank: rankOf(value) }))
    .sort((a, b) => a.rank - b.rank || a.key - b.key);
}

const MEANINGS = ['money', 'receiver', 'date'] as const;

type Part = 'page' | 'sent' | 'form';

const TITLES: Readonly<Record<FormFactsProps['when'], Readonly<Record<Part, string>>>> = {
  waits: { page: 'Said on the page', sent: 'What would be sent', form: 'In its form now' },
  past: { page: 'Said on the page', sent: 'What was to be sent', form: 'In its form then' },
};

const UNREAD: Readonly<Record<FormFactsProps['when'], string>> = {
  waits: 'What the fields of its form hold was not read. Look at the picture, or deny it.',
  past: 'What the fields of its form held was not read.',
};

function partOf(action: RecordedAction, target: ElementTarget): Part {
  if (target.form === null) return 'page';
  return sendsForm(action, target) ? 'sent' : 'form';
}

/** Whether the action sends the form by itself; what a script of the page makes of it nobody can tell. */
function sendsForm(action: RecordedAction, { inputType, role }: ElementTarget): boolean {
  const isSubmitter = inputType === 'submit' || inputType === 'image';
  if (action.member === 'key')
    return isSubmitter || /(?:^|\+)(?:return|enter|kp_enter)$/i.test(keyOf(action));
  return action.member !== 'type' && (isSubmitter || (role === 'button' && inputType === null));
}

function typedText(action: RecordedAction): string | null {
  const { text } = action.input;
  return action.member === 'type' && typeof text === 'string' ? text : null;
}

function keyOf({ input }: RecordedAction): string {
  return typeof input.text === 'string' ? input.text : '';
}

function hasForm(target: Target): boolean {
  return target.kind === 'element' && target.form !== null;
}

function isEmptyForm({ values, moreValues = 0, fields }: NonNullable<ElementTarget['form']>): boolean {
  return values === undefined ? fields.length === 0 : values.length === 0 && moreValues === 0;
}
