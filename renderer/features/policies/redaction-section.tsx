import { Crosshair } from 'lucide-react';
import { Redaction } from '../../../shared/domain/policy';
import { SECRET_FIELDS, TEXT_DETECTORS } from '../../../shared/domain/redaction';
import { isEnded, type Session } from '../../../shared/domain/session';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { usePolicyDrafts } from '../../forms/policy-drafts';
import { beginPicking } from '../../stores/mask-picker';
import { openLive } from '../../stores/navigation-store';
import { liveSession } from '../../stores/session-order';
import { useSessions } from '../../stores/sessions-store';
import { MASK_NAMES } from '../../words/mask-names';
import { ChipsField, type EntryReading } from './chips-field';
import { type PolicyFormState, problemAt } from './policy-form-state';
import { RegionList } from './regions-field';

const SHAPE = Redaction.unwrap().shape;
const WHEN_UNSURE = {
  page: 'Mask all that pages show',
  region: 'Mask the last known places, grown',
  pause: 'Mask all and pause the run',
} as const;

const LIVE_VIEW = {
  plain: 'The screen as it is',
  masked: 'Masked like every picture',
} as const;

/** What is black in every picture before it leaves the console's memory. */
export function RedactionSection({ form }: { readonly form: PolicyFormState }) {
  const { redaction } = form.policy;
  const change = (changed: Partial<Redaction>): void =>
    form.change({ redaction: { ...redaction, ...changed } });
  const problemOf = (field: string) => problemAt(form.problems, `redaction.${field}`)?.message;
  return (
    <>
      <CheckList
        label="Fields"
        hint={hintOf('fields')}
        entries={SECRET_FIELDS}
        chosen={redaction.fields}
        onChange={(fields) => change({ fields })}
      />
      <CheckList
        label="Text"
        hint={`${hintOf('detect')} Masked is the match alone.`}
        entries={TEXT_DETECTORS}
        chosen={redaction.detect}
        onChange={(detect) => change({ detect })}
      />
      <RegionList
        label="Masked parts"
        hint={`${hintOf('regions')} Canvas, images and video can’t be read: give a box or their element.`}
        regions={redaction.regions}
        problemAt={(index) => problemOf(`regions[${index}]`)}
        onChange={(regions) => change({ regions })}
      >
        <PickInLiveView />
      </RegionList>
      <Field
        id="policy-redaction-hide"
        label="Hidden in the page"
        hint={hintOf('hide')}
        error={problemOf('hide')}
      >
        <ChipsField
          id="policy-redaction-hide"
          label="Hidden in the page"
          entries={redaction.hide}
          placeholder=".balance, #account …"
          read={readSelector}
          onChange={(hide) => change({ hide })}
        />
      </Field>
      <div className="policy-columns">
        <Choice
          id="policy-redaction-unsure"
          label="When it is not certain where"
          field="when_unsure"
          choices={WHEN_UNSURE}
          value={redaction.when_unsure}
          onChange={(value) => change({ when_unsure: SHAPE.when_unsure.parse(value) })}
        />
        <Choice
          id="policy-redaction-live"
          label="Your live view"
          field="live_view"
          choices={LIVE_VIEW}
          value={redaction.live_view}
          onChange={(value) => change({ live_view: SHAPE.live_view.parse(value) })}
        />
      </div>
    </>
  );
}

/** Leads to the screen of a run, to point at what this policy is to mask. */
function PickInLiveView() {
  const session = useSessions(({ sessions }) => liveSession(sessions, null));
  const policyId = usePolicyDrafts(({ selectedId }) => selectedId);
  if (session === null || !hasScreen(session)) return null;
  const pick = (): void => {
    openLive(session.id);
    beginPicking(session.id, policyId);
  };
  return (
    <Button size="s" icon={Crosshair} onClick={pick}>
      Pick in the live view
    </Button>
  );
}

function hasScreen({ state }: Session): boolean {
  return !isEnded(state) && state !== 'queued' && state !== 'preparing';
}

type ChoiceProps = {
  readonly id: string;
  readonly label: string;
  readonly field: 'when_unsure' | 'live_view';
  readonly choices: Readonly<Record<string, string>>;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function Choice({ id, label, field, choices, value, onChange }: ChoiceProps) {
  return (
    <Field id={id} label={label} hint={hintOf(field)}>
      <select
        id={id}
        className="input"
        value={value}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      >
        {Object.entries(choices).map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

type CheckListProps<T extends keyof typeof MASK_NAMES> = {
  readonly label: string;
  readonly hint: string;
  readonly entries: readonly T[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: readonly T[]) => void;
};

function CheckList<T extends keyof typeof MASK_NAMES>({
  label,
  hint,
  entries,
  chosen,
  onChange,
}: CheckListProps<T>) {
  return (
    <fieldset className="policy-checks">
      <legend className="field-label">{label}</legend>
      <p className="field-hint">{hint}</p>
      <div className="policy-check-row">
        {entries.map((entry) => (
          <label key={entry} className="policy-check">
            <input
              type="checkbox"
              className="policy-check-box"
              checked={chosen.includes(entry)}
              onChange={(event) =>
                onChange(
                  entries.filter((one) => (one === entry ? event.target.checked : chosen.includes(one))),
                )
              }
            />
            {MASK_NAMES[entry]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function hintOf(field: keyof Redaction): string {
  return SHAPE[field].description ?? '';
}

function readSelector(text: string): EntryReading {
  return text === '' || text.length > 500
    ? { kind: 'invalid', reason: 'is no selector' }
    : { kind: 'entry', entry: text };
}
