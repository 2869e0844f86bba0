import { Plus, Trash2 } from 'lucide-react';
import { Button } from '../../components/button';
import { changeDraft } from '../../forms/draft-store';
import type { DraftErrors, RegionDraft } from '../../forms/run-draft';

const SIDES = [
  ['x1', 'Left'],
  ['y1', 'Top'],
  ['x2', 'Right'],
  ['y2', 'Bottom'],
] as const;

type RegionsEditorProps = { readonly regions: readonly RegionDraft[]; readonly errors: DraftErrors };

/** Parts of the screen that no action may touch, in screenshot pixels. */
export function RegionsEditor({ regions, errors }: RegionsEditorProps) {
  const add = (): void => {
    const id = Math.max(0, ...regions.map((region) => region.id)) + 1;
    changeDraft({ regions: [...regions, { id, x1: '', y1: '', x2: '', y2: '', reason: '' }] });
  };
  return (
    <section aria-label="Blocked regions">
      <p className="field-label">Blocked regions</p>
      <p className="faint">Parts of the screen that no action may touch, in screenshot pixels.</p>
      {regions.map((region, index) => (
        <RegionRow
          key={region.id}
          region={region}
          number={index + 1}
          error={errors[`regions.${index}`]}
          regions={regions}
        />
      ))}
      <Button size="s" icon={Plus} onClick={add}>
        Add a region
      </Button>
    </section>
  );
}

type RegionRowProps = {
  readonly region: RegionDraft;
  readonly number: number;
  readonly error: string | undefined;
  readonly regions: readonly RegionDraft[];
};

function RegionRow({ region, number, error, regions }: RegionRowProps) {
  const change = (part: Partial<RegionDraft>): void =>
    changeDraft({
      regions: regions.map((other) => (other.id === region.id ? { ...other, ...part } : other)),
    });
  return (
    <div className={`field ${error ? 'field-invalid' : ''}`}>
      <div className="region-row">
        {SIDES.map(([side, label]) => (
          <input
            key={side}
            className="input"
            inputMode="numeric"
            placeholder={label}
            aria-label={`Region ${number}: ${label.toLowerCase()}`}
            value={region[side]}
            onChange={(event) => change({ [side]: event.target.value })}
          />
        ))}
        <input
          className="input"
          placeholder="Why, for the agent and the record"
          aria-label={`Region ${number}: reason`}
          value={region.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
        <Button
          tone="ghost"
          className="icon-only"
          icon={Trash2}
          aria-label={`Remove region ${number}`}
          onClick={() => changeDraft({ regions: regions.filter((other) => other.id !== region.id) })}
        />
      </div>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
