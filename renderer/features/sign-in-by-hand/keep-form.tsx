import { CircleCheck, OctagonAlert, Save } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { KeepSignIn } from '../../../shared/domain/hand-back';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { OriginName } from '../../components/origin-name';
import { keepSignIn } from '../../stores/hand-back';
import { PolicyChoice } from '../credentials/policy-choice';

type KeepFormProps = {
  readonly sessionId: string;
  /** Of the run: the first that may use it, unless the operator wants it otherwise. */
  readonly policy: string;
  /** Sites that are open, the one in front first. */
  readonly origins: readonly string[];
};

const PROBLEMS: Readonly<Record<string, string>> = {
  name: 'Give it a name: letters, digits, blanks and . _ @ - only.',
  origins: 'Choose at least one site.',
  landmark: 'Say which words stand on the page in front for somebody who is signed in.',
};

/** Keeps the sign-in for later runs, if the operator wants that. */
export function KeepForm({ sessionId, policy, origins }: KeepFormProps) {
  const [chosen, setChosen] = useState<readonly string[]>(origins.slice(0, 1));
  const [policies, setPolicies] = useState<readonly string[]>([policy]);
  const [name, setName] = useState('');
  const [landmark, setLandmark] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [keptAs, setKeptAs] = useState<string | null>(null);
  const ids = useId();
  const save = async (): Promise<void> => {
    const read = KeepSignIn.safeParse({ sessionId, name, origins: chosen, policies, landmark });
    if (!read.success) {
      setProblem(PROBLEMS[String(read.error.issues[0]?.path[0])] ?? 'Something in the form is not valid.');
      return;
    }
    setIsBusy(true);
    const result = await keepSignIn(read.data);
    setIsBusy(false);
    if ('problem' in result) setProblem(result.problem);
    else setKeptAs(result.entry.name);
  };
  if (keptAs !== null) {
    return (
      <Banner tone="allowed" icon={CircleCheck} role="status">
        Kept in Credentials as “{escapeHidden(keptAs)}”.
      </Banner>
    );
  }
  if (origins.length === 0)
    return (
      <p className="by-hand-note">
        No site is open that a sign-in could be kept of: only those over https:// can.
      </p>
    );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy) void save();
  };
  const toggle = (origin: string, isChosen: boolean): void =>
    setChosen(isChosen ? [...chosen, origin] : chosen.filter((other) => other !== origin));
  return (
    <details className="by-hand-keep">
      <summary>Keep this sign-in for later runs</summary>
      <form aria-label="Keep this sign-in" noValidate onSubmit={onSubmit} onChange={() => setProblem(null)}>
        <fieldset className="policy-choice by-hand-sites">
          <legend className="field-label">Sites</legend>
          {origins.map((origin) => (
            <label key={origin}>
              <input
                type="checkbox"
                checked={chosen.includes(origin)}
                onChange={(event) => toggle(origin, event.target.checked)}
              />
              <OriginName origin={origin} />
            </label>
          ))}
          <p className="field-hint">
            Cookies and storage of these sites alone are kept, and used on them alone.
          </p>
        </fieldset>
        <Field id={`${ids}-name`} label="Name" hint="The agent calls it by this.">
          <input
            id={`${ids}-name`}
            className="input"
            value={name}
            maxLength={60}
            autoComplete="off"
            aria-describedby={`${ids}-name-note`}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field
          id={`${ids}-landmark`}
          label="Stands there when signed in"
          hint="Words of the page in front that nobody else sees, such as your name. Each use looks for them first."
        >
          <input
            id={`${ids}-landmark`}
            className="input"
            value={landmark}
            maxLength={200}
            autoComplete="off"
            aria-describedby={`${ids}-landmark-note`}
            onChange={(event) => setLandmark(event.target.value)}
          />
        </Field>
        <PolicyChoice chosen={policies} onChange={setPolicies} />
        {problem !== null && (
          <Banner tone="denied" icon={OctagonAlert} role="alert">
            {escapeHidden(problem)}
          </Banner>
        )}
        <Button type="submit" icon={Save} disabled={isBusy}>
          {isBusy ? 'Checking and keeping…' : 'Keep'}
        </Button>
      </form>
    </details>
  );
}
