import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import { shortLabel } from '../../../shared/text/visible-text';
import { formatDateTime, formatTime } from '../../words/format-date';
import { eventWords } from './event-words';

const ROW_PX = 44;
const FIRST_RECT = { width: 320, height: 600 };

/** Every line of the record, in its order; a line of a step leads to it. */
export function RecordEvents({
  entries,
  onStep,
}: {
  readonly entries: readonly AuditEntry[];
  readonly onStep: (step: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    initialRect: FIRST_RECT,
  });
  return (
    <div className="record-scroll" ref={box}>
      <ol aria-label="Record" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const entry = entries[row.index];
          return (
            entry && (
              <li key={entry.seq} style={{ transform: `translateY(${row.start}px)` }}>
                <EventRow entry={entry} onStep={onStep} />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

function EventRow({
  entry,
  onStep,
}: {
  readonly entry: AuditEntry;
  readonly onStep: (step: number) => void;
}) {
  const { what, detail, tone } = eventWords(entry);
  const content = (
    <>
      <span className="event-seq">{entry.seq}</span>
      <span className="event-main">
        <span className={`event-what event-${tone}`}>{what}</span>
        <span className="event-detail" dir="auto" title={shortLabel(detail, 300)}>
          {shortLabel(detail, 120)}
        </span>
      </span>
      <time className="event-time" dateTime={entry.timestamp} title={formatDateTime(entry.timestamp)}>
        {formatTime(entry.timestamp)}
      </time>
    </>
  );
  const { step } = entry;
  if (step === null) return <div className="event-row">{content}</div>;
  return (
    <button type="button" className="event-row" onClick={() => onStep(step)}>
      {content}
    </button>
  );
}
