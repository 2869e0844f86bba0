import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useRef } from 'react';
import type { StepHost } from '../../../shared/record/network-hosts';
import type { RecordedChange } from '../../../shared/record/recorded-change';
import type { RunStep } from '../../../shared/record/run-steps';
import { Button } from '../../components/button';
import { UntrustedBlock } from '../../components/untrusted-text';
import { refusedIn, StepRow } from './step-row';
import { useFollowedEnd } from './use-followed-end';

/** A row of one line; each is measured once it is drawn. */
const ROW_PX = 34;
const NO_CHANGES = [] as const;
const FIRST_RECT = { width: 320, height: 600 };

type StepListProps = {
  readonly steps: readonly RunStep[];
  /** What each step had to do with, by its number. */
  readonly hosts: ReadonlyMap<number, readonly StepHost[]>;
  readonly changes: ReadonlyMap<number, readonly RecordedChange[]>;
  /** The agent's words of the turn under way. */
  readonly words: string;
  readonly emptyText: string;
};

/**
 * The agent's words and actions as they happen. Only those in view are in the document, so that a step costs the same
 * however many came before it. Follows the newest unless the operator has scrolled up.
 */
export function StepList({ steps, hosts, changes, words, emptyText }: StepListProps) {
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { isFollowing, follow, onScroll, onWheel, onKeyDown } = useFollowedEnd(box, content);
  const rows = useVirtualizer({
    count: steps.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => steps[index]?.toolUseId ?? index,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialRect: FIRST_RECT,
    // The list opens at its end.
    initialOffset: () => steps.length * ROW_PX,
  });
  return (
    <div className="step-panel">
      <section
        className="step-scroll"
        aria-label="What the agent did"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
        onWheel={onWheel}
        onKeyDown={onKeyDown}
      >
        <div ref={content}>
          {steps.length === 0 && words === '' && <p className="step-empty">{emptyText}</p>}
          <ol aria-label="Steps" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, key, start }) => {
              const step = steps[index];
              return (
                step && (
                  <li
                    key={key}
                    ref={rows.measureElement}
                    data-index={index}
                    aria-posinset={index + 1}
                    aria-setsize={steps.length}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <StepRow
                      step={step}
                      refused={refusedIn(hosts.get(step.number))}
                      changes={changes.get(step.number) ?? NO_CHANGES}
                    />
                  </li>
                )
              );
            })}
          </ol>
          {words !== '' && (
            <div className="step-words step-words-live" aria-live="off">
              <UntrustedBlock text={words} />
            </div>
          )}
        </div>
      </section>
      {!isFollowing && (
        <Button size="s" icon={ArrowDown} className="step-latest" onClick={follow}>
          Latest
        </Button>
      )}
    </div>
  );
}
