import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { BoxRegion, isSelectorRegion, Region } from '../../../shared/domain/policy';
import { Button } from '../../components/button';
import { useTyped } from './form-fields';
import { hintOf, type PolicyFormState, problemAt } from './policy-form-state';

const SIDES = [
  ['x1', 'Left'],
  ['y1', 'Top'],
  ['x2', 'Right'],
  ['y2', 'Bottom'],
] as const;

type RegionsFieldProps = {
  readonly form: PolicyFormState;
  readonly field: 'blocked_regions' | 'allowed_regions';
  readonly label: string;
};

/** Parts of the screen: fixed boxes, or wherever the elements of a selector are. */
export function RegionsField({ form, field, label }: RegionsFieldProps) {
  return (
    <RegionList
      label={label}
      hint={hintOf(field)}
      regions={form.policy[field]}
      problemAt={(index) => problemAt(form.problems, `${field}[${index}]`)?.message}
      onChange={(regions) => form.change({ [field]: regions })}
    />
  );
}

type RegionListProps = {
  readonly label: string;
  readonly hint: string;
  readonly regions: readonly Region[];
  readonly problemAt: (index: number) => string | undefined;
  readonly onChange: (regions: readonly Region[]) => void;
  /** Further ways to one. */
  readonly children?: ReactNode;
};

export function RegionList({ label, hint, regions, problemAt, onChange, children }: RegionListProps) {
  const put = (index: number, region: Region | null): void => {
    const others = regions.map((other, at) => (at === index ? region : other));
    onChange(others.filter((other) => other !== null));
  };
  const add = (region: Region): void => onChange([...regions, region]);
  return (
    <section className="policy-list" aria-label={label}>
      <p className="field-label">{label}</p>
      <p className="field-hint">
        {hint}
        {regions.some((region) => !isSelectorRegion(region)) &&
          ' A box is left, top, right and bottom, in screenshot pixels.'}
      </p>
      {regions.map((region, index) => (
        <RegionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a region has no other identity than its place
          key={index}
          name={`${label}, ${index + 1}`}
          region={region}
          problem={problemAt(index)}
          onChange={(changed) => put(index, changed)}
          onRemove={() => put(index, null)}
        />
      ))}
      <div className="policy-add">
        <Button size="s" icon={Plus} onClick={() => add({ x1: 0, y1: 0, x2: 100, y2: 100 })}>
          A box
        </Button>
        <Button size="s" icon={Plus} onClick={() => add({ selector: '#element' })}>
          Elements by selector
        </Button>
        {children}
      </div>
    </section>
  );
}

type RegionRowProps = {
  readonly name: string;
  readonly region: Region;
  readonly problem: string | undefined;
  readonly onChange: (region: Region) => void;
  readonly onRemove: () => void;
};

function RegionRow({ name, region, problem, onChange, onRemove }: RegionRowProps) {
  return (
    <div className="policy-row-group">
      <div className={`policy-row ${isSelectorRegion(region) ? 'selector-row' : 'box-row'}`}>
        {isSelectorRegion(region) ? (
          <SelectorInput
            name={name}
            selector={region.selector}
            onChange={(selector) => onChange({ ...region, selector })}
          />
        ) : (
          <BoxInputs name={name} box={region} onChange={onChange} />
        )}
        <ReasonInput name={name} region={region} onChange={onChange} />
        <Button
          size="s"
          tone="ghost"
          className="icon-only"
          icon={Trash2}
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        />
      </div>
      {problem && <p className="field-error">{problem}</p>}
    </div>
  );
}

function SelectorInput({
  name,
  selector,
  onChange,
}: {
  readonly name: string;
  readonly selector: string;
  readonly onChange: (selector: string) => void;
}) {
  const [typed, setTyped] = useTyped(selector);
  return (
    <input
      className="input mono"
      aria-label={`${name}: selector`}
      aria-invalid={typed === ''}
      spellCheck={false}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value !== '') onChange(event.target.value);
      }}
    />
  );
}

type BoxInputsProps = {
  readonly name: string;
  readonly box: BoxRegion;
  readonly onChange: (box: BoxRegion) => void;
};

/** Four edges in pixels. While they make no box, the document keeps the last one that did. */
function BoxInputs({ name, box, onChange }: BoxInputsProps) {
  const [typed, setTyped] = useTyped(SIDES.map(([side]) => box[side]).join(' '));
  const parts = typed.split(' ');
  const write = (index: number, text: string): void => {
    const changed = parts.map((part, at) => (at === index ? text.replaceAll(' ', '') : part));
    setTyped(changed.join(' '));
    const [x1, y1, x2, y2] = changed.map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
    const parsed = BoxRegion.safeParse({ ...box, x1, y1, x2, y2 });
    if (parsed.success) onChange(parsed.data);
  };
  const isBox = BoxRegion.safeParse({
    ...Object.fromEntries(SIDES.map(([side], index) => [side, Number(parts[index] || Number.NaN)])),
  }).success;
  return SIDES.map(([side, label], index) => (
    <input
      key={side}
      className="input"
      inputMode="numeric"
      aria-label={`${name}: ${label.toLowerCase()}`}
      title={label}
      aria-invalid={!isBox}
      value={parts[index] ?? ''}
      onChange={(event) => write(index, event.target.value)}
    />
  ));
}

function ReasonInput({ name, region, onChange }: Pick<RegionRowProps, 'name' | 'region' | 'onChange'>) {
  const [typed, setTyped] = useTyped(region.reason ?? '');
  return (
    <input
      className="input"
      placeholder="Why"
      aria-label={`${name}: reason`}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        const { reason: _, ...rest } = region;
        onChange(Region.parse(event.target.value === '' ? rest : { ...rest, reason: event.target.value }));
      }}
    />
  );
}

/** All of the screen that the agent sees; off by default. */
export function ScreenAreaField({ form }: { readonly form: PolicyFormState }) {
  const { screen_area } = form.policy;
  return (
    <section className="policy-list" aria-label="Screen area">
      <div className="policy-switch">
        <input
          type="checkbox"
          id="policy-screen-area"
          checked={screen_area !== null}
          aria-describedby="policy-screen-area-note"
          onChange={(event) =>
            form.change({ screen_area: event.target.checked ? { x1: 0, y1: 0, x2: 1279, y2: 799 } : null })
          }
        />
        <div>
          <label htmlFor="policy-screen-area">Only a part of the screen</label>
          <p className="field-hint" id="policy-screen-area-note">
            {hintOf('screen_area')}
          </p>
        </div>
      </div>
      {screen_area !== null && (
        <div className="policy-row box-row">
          <BoxInputs
            name="Screen area"
            box={screen_area}
            onChange={(box) => form.change({ screen_area: box })}
          />
        </div>
      )}
    </section>
  );
}
