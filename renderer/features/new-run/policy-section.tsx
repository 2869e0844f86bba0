import { FileUp, OctagonAlert } from 'lucide-react';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import type { PolicyProblem } from '../../../shared/domain/policy-document';
import { POLICY_PRESETS, PRESET_SUMMARIES } from '../../../shared/domain/policy-presets';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ChoiceCard } from '../../components/choice-card';
import { choosePolicy } from '../../forms/draft-store';
import type { Draft } from '../../forms/run-draft';
import { loadPolicies, readPolicy, usePolicies } from '../../stores/policies-store';
import { errorMessage } from '../../words/error-message';

const MAX_FILE_BYTES = 1_000_000;

export function PolicySection({
  draft,
  error,
}: {
  readonly draft: Draft;
  readonly error: string | undefined;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const onFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file) setProblem(await loadPolicy(file));
  };
  return (
    <fieldset className="form-section">
      <legend>Policy</legend>
      <div className="cards cards-3">
        {POLICY_PRESETS.map((preset) => (
          <ChoiceCard
            key={preset.name}
            name="policy"
            value={preset.name}
            title={preset.name}
            isChecked={!draft.isCustomPolicy && draft.policy.name === preset.name}
            onChoose={() => choosePolicy(preset, 'preset')}
          >
            {PRESET_SUMMARIES[preset.name]}
          </ChoiceCard>
        ))}
      </div>
      <div className="policy-file">
        <OwnPolicies draft={draft} />
        <Button icon={FileUp} onClick={() => picker.current?.click()}>
          Load policy file…
        </Button>
        <input
          ref={picker}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Policy file"
          accept=".yaml,.yml,.json"
          onChange={(event) => void onFile(event)}
        />
        <span className={draft.isCustomPolicy ? '' : 'faint'}>
          {draft.isCustomPolicy
            ? `In force: “${shortLabel(draft.policy.name)}”, a policy of your own`
            : 'YAML or JSON'}
        </span>
      </div>
      {(problem ?? error) && (
        <Banner tone="denied" icon={OctagonAlert} role="alert">
          The policy was not loaded; the one before stays in force. {escapeHidden(problem ?? error ?? '')}
        </Banner>
      )}
    </fieldset>
  );
}

/** The policies that the operator has made; none is shown while there are none. */
function OwnPolicies({ draft }: { readonly draft: Draft }) {
  const policies = usePolicies((state) => state.policies);
  useEffect(() => {
    void loadPolicies();
  }, []);
  const own = policies.flatMap(({ isPreset, policy }) => (isPreset || policy === null ? [] : [policy]));
  if (own.length === 0) return null;
  const chosen = own.find(({ name }) => draft.isCustomPolicy && name === draft.policy.name);
  return (
    <select
      className="input own-policies"
      aria-label="One of your own policies"
      value={chosen?.name ?? ''}
      onChange={(event) => {
        const policy = own.find(({ name }) => name === event.target.value);
        if (policy !== undefined) choosePolicy(policy, 'whole');
      }}
    >
      <option value="" disabled>
        One of your own…
      </option>
      {own.map(({ name }) => (
        <option key={name} value={name}>
          {shortLabel(name, 60)}
        </option>
      ))}
    </select>
  );
}

/** Reads a policy into the form; answers what is wrong with it, or null. */
async function loadPolicy(file: File): Promise<string | null> {
  if (file.size > MAX_FILE_BYTES) return `${shortLabel(file.name)} is larger than 1 MB.`;
  try {
    const { policy, problems } = await readPolicy(await file.text());
    if (policy === null) return `${file.name}: ${problemWords(problems)}`;
    choosePolicy(policy, 'whole');
    return null;
  } catch (error) {
    return `${file.name}: ${errorMessage(error)}`;
  }
}

function problemWords(problems: readonly PolicyProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const words = errors.map(
    ({ line, field, message }) => `${line === null ? '' : `Line ${line}, `}${field}: ${message}.`,
  );
  return words.slice(0, 8).join(' ');
}
