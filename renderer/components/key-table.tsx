import { KeyHint } from './key-hint';
import './key-table.css';

type KeyTableProps = {
  readonly label: string;
  readonly shortcuts: readonly (readonly [keys: string, what: string])[];
};

export function KeyTable({ label, shortcuts }: KeyTableProps) {
  return (
    <dl className="key-table" aria-label={label}>
      {shortcuts.map(([keys, what]) => (
        <div key={keys}>
          <dt>
            <KeyHint keys={keys} />
            <span className="visually-hidden">{keys}</span>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
