import { CircleCheck, Download, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import type { ImportPreview, ImportRow } from '../../../shared/domain/credential-import';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Badge } from '../../components/badge';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { OriginName } from '../../components/origin-name';
import { takeImport } from '../../stores/credentials-store';
import { errorMessage } from '../../words/error-message';
import { Panel } from './panel';
import { PolicyChoice } from './policy-choice';

type ImportPanelProps = { readonly preview: ImportPreview; readonly onClose: () => void };

/** What a file would bring, line by line, without its secrets; the operator chooses. */
export function ImportPanel({ preview, onClose }: ImportPanelProps) {
  const { rows, format, fileName } = preview;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(rows.filter(({ verdict }) => verdict === 'ready').map(({ line }) => line)),
  );
  const [policies, setPolicies] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [taken, setTaken] = useState<number | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const toggle = (line: number, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(line);
    else next.delete(line);
    setChosen(next);
  };
  const take = async (): Promise<void> => {
    setIsBusy(true);
    setProblem(null);
    try {
      setTaken(await takeImport({ importId: preview.importId, lines: [...chosen], policies }));
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  if (taken !== null) return <Taken count={taken} fileName={fileName} onClose={onClose} />;
  return (
    <Panel title="Import" label="Import" onClose={onClose}>
      <p className="muted">
        <bdi>{shortLabel(fileName, 60)}</bdi>, as {format} writes it: {wordsFor(rows)}. Passwords stay out of
        sight.
      </p>
      <ul className="import-rows" aria-label="Lines of the file">
        {rows.map((row) => (
          <ImportLine key={row.line} row={row} isChosen={chosen.has(row.line)} onToggle={toggle} />
        ))}
      </ul>
      <PolicyChoice chosen={policies} onChange={setPolicies} />
      {problem !== null && (
        <Banner tone="denied" icon={OctagonAlert} role="alert">
          {escapeHidden(problem)}
        </Banner>
      )}
      <div className="credential-actions">
        <Button
          tone="primary"
          icon={Download}
          disabled={isBusy || chosen.size === 0}
          onClick={() => void take()}
        >
          {isBusy ? 'Taking…' : `Take ${chosen.size === 1 ? '1 login' : `${chosen.size} logins`}`}
        </Button>
        <Button tone="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </Panel>
  );
}

function Taken({
  count,
  fileName,
  onClose,
}: {
  readonly count: number;
  readonly fileName: string;
  readonly onClose: () => void;
}) {
  return (
    <Panel title="Import" label="Import" onClose={onClose}>
      <Banner tone="allowed" icon={CircleCheck} role="status">
        {count === 1 ? '1 login is in the vault.' : `${count} logins are in the vault.`}
      </Banner>
      <p>
        Delete <bdi>{shortLabel(fileName, 60)}</bdi> now: every password in it can be read by anybody who
        opens it.
      </p>
      <div className="credential-actions">
        <Button tone="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Panel>
  );
}

function wordsFor(rows: readonly ImportRow[]): string {
  const count = (verdict: ImportRow['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length;
  const [ready, duplicate, leftOut] = [count('ready'), count('duplicate'), count('left-out')];
  const parts = [
    `${ready} can be taken`,
    duplicate > 0 ? `${duplicate} ${duplicate === 1 ? 'is' : 'are'} there already` : null,
    leftOut > 0 ? `${leftOut} can’t be` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

type ImportLineProps = {
  readonly row: ImportRow;
  readonly isChosen: boolean;
  readonly onToggle: (line: number, isChosen: boolean) => void;
};

function ImportLine({ row, isChosen, onToggle }: ImportLineProps) {
  const { line, name, origins, account, hasCode, verdict, notes } = row;
  const id = `import-${line}`;
  return (
    <li className="import-row" data-verdict={verdict}>
      <input
        type="checkbox"
        id={id}
        checked={isChosen}
        disabled={verdict === 'left-out'}
        onChange={(event) => onToggle(line, event.target.checked)}
      />
      <div className="import-text">
        <label htmlFor={id}>
          <bdi>{shortLabel(name, 60)}</bdi>
          {account !== '' && <bdi className="muted"> {shortLabel(account, 60)}</bdi>}
        </label>
        {origins.map((origin) => (
          <span key={origin} className="import-origin">
            <OriginName origin={origin} />
          </span>
        ))}
        {notes.map((note) => (
          <p key={note} className="import-note">
            {escapeHidden(note)}
          </p>
        ))}
      </div>
      <span className="import-badges">
        {hasCode && <Badge>Codes</Badge>}
        {verdict === 'duplicate' && <Badge tone="accent">There already</Badge>}
        {verdict === 'left-out' && <Badge tone="denied">Left out</Badge>}
      </span>
    </li>
  );
}
