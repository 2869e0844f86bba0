import { shortLabel } from '../../../shared/text/visible-text';
import { usePolicies } from '../../stores/policies-store';

type PolicyChoiceProps = {
  readonly chosen: readonly string[];
  readonly onChange: (policies: readonly string[]) => void;
};

/** Under which policies an agent may use an entry. One that is gone stays to be seen, and to be taken off. */
export function PolicyChoice({ chosen, onChange }: PolicyChoiceProps) {
  const known = usePolicies((state) => state.policies).map(({ name }) => name);
  const gone = chosen.filter((name) => !known.includes(name));
  const toggle = (name: string, isChosen: boolean): void =>
    onChange(isChosen ? [...chosen, name] : chosen.filter((other) => other !== name));
  return (
    <fieldset className="policy-choice">
      <legend className="field-label">Policies that may use it</legend>
      {[...known, ...gone].map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) => toggle(name, event.target.checked)}
          />
          <bdi>{shortLabel(name, 60)}</bdi>{' '}
          {gone.includes(name) && <span className="faint">(no longer there)</span>}
        </label>
      ))}
      <p className="field-hint">
        {chosen.length === 0
          ? 'No agent can use it until you choose one.'
          : 'Runs under any other policy don’t even see its name.'}
      </p>
    </fieldset>
  );
}
