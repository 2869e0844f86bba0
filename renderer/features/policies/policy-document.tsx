import { CircleX, TriangleAlert } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { PolicyProblem } from '../../../shared/domain/policy-document';
import { escapeHidden } from '../../../shared/text/visible-text';
import './policy-document.css';

type PolicyDocumentProps = {
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly problems: readonly PolicyProblem[];
  readonly onChange: (text: string) => void;
};

/** The document with its line numbers, and below it what is wrong with it, line by line. */
export function PolicyDocument({ text, isReadOnly, problems, onChange }: PolicyDocumentProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => text.split('\n'), [text]);
  const worst = useMemo(() => severityByLine(problems), [problems]);
  const jump = (line: number): void => {
    const target = area.current;
    if (target === null) return;
    const from = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    target.focus();
    target.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    target.scrollTop = Math.max(0, (line - 4) * (target.scrollHeight / Math.max(1, lines.length)));
  };
  return (
    <div className="document">
      <div className="document-text">
        <div className="document-gutter" ref={gutter} aria-hidden="true">
          {lines.map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line number is its place
            <div key={index} data-severity={worst.get(index + 1)}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          className="document-area"
          aria-label="Policy document"
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          readOnly={isReadOnly}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      <ProblemList problems={problems} onJump={jump} />
    </div>
  );
}

function severityByLine(problems: readonly PolicyProblem[]): ReadonlyMap<number, string> {
  const worst = new Map<number, string>();
  for (const { line, severity } of problems) {
    if (line !== null && worst.get(line) !== 'error') worst.set(line, severity);
  }
  return worst;
}

type ProblemListProps = {
  readonly problems: readonly PolicyProblem[];
  readonly onJump: (line: number) => void;
};

function ProblemList({ problems, onJump }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <ul className="problems" aria-label="Problems">
      {problems.map(({ line, field, message, severity }) => {
        const Icon = severity === 'error' ? CircleX : TriangleAlert;
        return (
          <li key={`${line} ${field} ${message}`}>
            <button
              type="button"
              className={`problem problem-${severity}`}
              disabled={line === null}
              onClick={() => line !== null && onJump(line)}
            >
              <Icon aria-hidden="true" />
              <span className="problem-line">{line === null ? '' : `Line ${line}`}</span>
              <span>
                <code>{escapeHidden(field)}</code> {escapeHidden(message)}
                <span className="visually-hidden">{severity === 'error' ? ' (error)' : ' (warning)'}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
