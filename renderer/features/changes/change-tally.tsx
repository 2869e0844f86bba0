import type { RecordedChanges } from '../../../shared/record/change-reader';
import { countWords } from '../../words/change-words';
import './changes.css';

/** The counts in the title of the tab: sent, and in red what was denied. */
export function ChangeTally({ changes }: { readonly changes: RecordedChanges }) {
  const { sent, denied } = changes;
  return (
    <span title={countWords(changes)}>
      <span className="change-tally">{sent}</span>
      {denied > 0 && (
        <span className="tab-alarm">
          {' '}
          {denied}
          <span className="visually-hidden"> denied</span>
        </span>
      )}
    </span>
  );
}
