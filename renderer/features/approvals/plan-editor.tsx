import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { QuestionApproval } from '../../../shared/domain/approval';
import { MAX_PLAN_STEP, MAX_PLAN_STEPS } from '../../../shared/domain/plan';
import { Button } from '../../components/button';
import { UntrustedText } from '../../components/untrusted-text';
import { addRow, changeRow, keepPlan, moveRow, type PlanRow, removeRow } from '../../forms/plan-drafts';
import { usePlanRows } from './use-plan-rows';
import './plan-editor.css';

const HINT = 'Enter adds a step below, Alt with an arrow moves it, Backspace removes an empty one.';

/** The steps that the agent proposes, to be changed before they are approved. */
export function PlanEditor({ approval }: { readonly approval: QuestionApproval }) {
  const rows = usePlanRows(approval) ?? [];
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const selector = wanted.current;
    wanted.current = null;
    list.current?.querySelector<HTMLElement>(selector)?.focus();
  });
  /** Keeps the rows, and gives the focus to what is there then. */
  const keep = (next: readonly PlanRow[], focus: string | null): void => {
    wanted.current = focus;
    keepPlan(approval.id, next);
  };
  const add = (after: number): void => {
    const next = addRow(rows, after);
    if (next !== rows) keep(next, inputOf(next[after + 1]));
  };
  const move = (place: number, by: -1 | 1, focus: string): void => {
    const next = moveRow(rows, place, by);
    if (next !== rows) keep(next, focus);
  };
  const remove = (place: number): void => {
    const next = removeRow(rows, place);
    keep(next, inputOf(next[place] ?? next.at(-1)));
  };
  const onKeyDown = (event: KeyboardEvent, place: number): void => {
    const row = rows[place];
    if (event.nativeEvent.isComposing || row === undefined) return;
    const act = keyAct(event, row);
    if (act === null) return;
    event.preventDefault();
    if (act === 'add') add(place);
    else if (act === 'remove') remove(place);
    else move(place, act, inputOf(row));
  };
  return (
    <section className="plan-editor" aria-label="The plan, as you approve it">
      <ol ref={list}>
        {rows.map((row, place) => (
          <PlanEditorRow
            key={row.id}
            row={row}
            place={place}
            isLast={place === rows.length - 1}
            onText={(text) => keepPlan(approval.id, changeRow(rows, row.id, text))}
            onKeyDown={(event) => onKeyDown(event, place)}
            onMove={(by) => move(place, by, afterMove(row, place + by, { by, count: rows.length }))}
            onRemove={() => remove(place)}
          />
        ))}
      </ol>
      <div className="plan-editor-foot">
        <Button
          size="s"
          tone="ghost"
          icon={Plus}
          disabled={rows.length >= MAX_PLAN_STEPS}
          onClick={() => add(rows.length - 1)}
        >
          Add a step
        </Button>
        <p className="faint" id="plan-keys">
          {HINT}
        </p>
      </div>
      <PlanBefore steps={approval.plan?.before ?? []} />
    </section>
  );
}

function keyAct(event: KeyboardEvent, { text }: PlanRow): 'add' | 'remove' | -1 | 1 | null {
  const { key, altKey } = event;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!isPlain) return null;
  if (altKey) return key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : null;
  if (key === 'Enter') return event.repeat ? null : 'add';
  return key === 'Backspace' && text === '' && !event.repeat ? 'remove' : null;
}

function inputOf(row: PlanRow | undefined): string {
  return `[data-row="${row?.id}"] textarea`;
}

/** The same button again, or the field where the button has nowhere left to move to. */
function afterMove(
  row: PlanRow,
  place: number,
  { by, count }: { readonly by: -1 | 1; readonly count: number },
): string {
  const isAtEnd = place === (by < 0 ? 0 : count - 1);
  return isAtEnd ? inputOf(row) : `[data-row="${row.id}"] [data-move="${by}"]`;
}

type PlanEditorRowProps = {
  readonly row: PlanRow;
  /** From 0. */
  readonly place: number;
  readonly isLast: boolean;
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

function PlanEditorRow({ row, place, isLast, onText, onKeyDown, onMove, onRemove }: PlanEditorRowProps) {
  const number = place + 1;
  return (
    <li data-row={row.id}>
      <span className="plan-number" aria-hidden="true">
        {number}
      </span>
      {/* It is as tall as its words: a step is approved by whoever has read all of it. */}
      <div className="plan-text" data-text={`${row.text} `}>
        <textarea
          className="input"
          aria-label={`Step ${number}`}
          aria-describedby="plan-keys"
          rows={1}
          dir="auto"
          maxLength={MAX_PLAN_STEP}
          value={row.text}
          onChange={(event) => onText(event.target.value.replace(/\s*\n\s*/g, ' '))}
          onKeyDown={onKeyDown}
        />
      </div>
      <Button
        tone="ghost"
        size="s"
        className="icon-only"
        icon={ArrowUp}
        data-move={-1}
        disabled={place === 0}
        aria-label={`Move step ${number} up`}
        title="Up (Alt+↑)"
        onClick={() => onMove(-1)}
      />
      <Button
        tone="ghost"
        size="s"
        className="icon-only"
        icon={ArrowDown}
        data-move={1}
        disabled={isLast}
        aria-label={`Move step ${number} down`}
        title="Down (Alt+↓)"
        onClick={() => onMove(1)}
      />
      <Button
        tone="ghost"
        size="s"
        className="icon-only"
        icon={X}
        aria-label={`Remove step ${number}`}
        title="Remove"
        onClick={onRemove}
      />
    </li>
  );
}

/** The plan that holds until another is approved. */
function PlanBefore({ steps }: { readonly steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <details className="plan-before" open>
      <summary>The plan that you approved before</summary>
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its number is what a step is known by
          <li key={index}>
            <UntrustedText text={step} />
          </li>
        ))}
      </ol>
    </details>
  );
}
