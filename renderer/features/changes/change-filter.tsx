import { ToggleGroup } from 'radix-ui';
import type { RecordedChanges } from '../../../shared/record/change-reader';
import type { Shown } from './shown-changes';

type ChangeFilterProps = {
  readonly changes: RecordedChanges;
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
};

/** Chooses between all, what was sent and what was denied; says how many there are of each. */
export function ChangeFilter({ changes, shown, onShown }: ChangeFilterProps) {
  return (
    <ToggleGroup.Root
      type="single"
      className="changes-filter"
      aria-label="Which changes"
      value={shown}
      onValueChange={(value) => isShown(value) && onShown(value)}
    >
      <ToggleGroup.Item value="all">All</ToggleGroup.Item>
      <ToggleGroup.Item value="sent">
        Sent <span className="faint">{changes.sent}</span>
      </ToggleGroup.Item>
      <ToggleGroup.Item value="denied">
        Denied <span className={changes.denied > 0 ? 'tab-alarm' : 'faint'}>{changes.denied}</span>
      </ToggleGroup.Item>
    </ToggleGroup.Root>
  );
}

function isShown(value: string): value is Shown {
  return value === 'all' || value === 'sent' || value === 'denied';
}
