import { useMemo, useState } from 'react';
import type { RecordedChanges } from '../../../shared/record/change-reader';
import { ChangeFilter } from './change-filter';
import { ChangeRow } from './change-row';
import { type Shown, shownChanges } from './shown-changes';
import './changes.css';

type ChangesPanelProps = {
  readonly changes: RecordedChanges;
  /** Whether more may come. */
  readonly isOver: boolean;
  /** Goes to a step; null where there is nowhere to go. */
  readonly onStep: ((step: number) => void) | null;
};

/** Rows that are shown before more are asked for. */
const ROWS = 100;

/** What a run altered at the other end, and what it was kept from: the first thing that a reviewer reads. */
export function ChangesPanel({ changes, isOver, onStep }: ChangesPanelProps) {
  const [shown, setShown] = useState<Shown>('all');
  const [most, setMost] = useState(ROWS);
  const rows = useMemo(() => shownChanges(changes.all, shown, isOver), [changes, shown, isOver]);
  if (changes.all.length === 0) return <NothingChanged isOver={isOver} />;
  return (
    <div className="changes">
      <ChangeFilter changes={changes} shown={shown} onShown={setShown} />
      {rows.length === 0 && <p className="changes-none">{NONE[shown]}</p>}
      <ul className="changes-rows" aria-label="Changes">
        {rows.slice(0, most).map((change) => (
          <ChangeRow key={change.id} change={change} onStep={onStep} />
        ))}
      </ul>
      {rows.length > most && (
        <button type="button" className="changes-more" onClick={() => setMost(most + ROWS)}>
          Show {Math.min(ROWS, rows.length - most)} more of {rows.length - most}
        </button>
      )}
    </div>
  );
}

const NONE: Readonly<Record<Shown, string>> = {
  all: '',
  sent: 'Nothing was sent that changes something.',
  denied: 'Nothing was denied.',
};

function NothingChanged({ isOver }: { readonly isOver: boolean }) {
  return (
    <div className="changes-none">
      <p>{isOver ? 'This run has changed nothing.' : 'This run has changed nothing so far.'}</p>
      <p className="faint">
        A request that would change something at the other end is held and written down here before anything
        of it is sent.{isOver && ' Records from before Airlock did that have none.'}
      </p>
    </div>
  );
}
