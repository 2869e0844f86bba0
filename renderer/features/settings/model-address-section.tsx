import { RotateCcw, Server } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { OFFICIAL_MODEL_ADDRESS, readModelAddress } from '../../../shared/domain/model-address';
import { shortLabel } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { changePreferences, usePreferences } from '../../stores/preferences-store';

/** Where Claude is asked: the official address, or one that the operator has chosen. */
export function ModelAddressSection() {
  const inForce = usePreferences((state) => state.preferences.modelAddress);
  return (
    <section className="settings-section" aria-label="Model address">
      <header className="settings-section-head">
        <h2>Model address</h2>
        <p className="faint">
          {isOfficial(inForce) ? (
            'The official one is in use'
          ) : (
            <>
              In use: <bdi>{shortLabel(inForce ?? '', 300)}</bdi>
            </>
          )}
        </p>
      </header>
      <AddressForm key={inForce} inForce={inForce} />
    </section>
  );
}

function isOfficial(address: string | null): boolean {
  return address === null || address === OFFICIAL_MODEL_ADDRESS;
}

function AddressForm({ inForce }: { readonly inForce: string | null }) {
  const [text, setText] = useState(inForce ?? '');
  const [problem, setProblem] = useState<string>();
  const isUnchanged = text.trim() === (inForce ?? '');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const read = text.trim() === '' ? null : readModelAddress(text);
    setProblem(read?.kind === 'refused' ? read.reason : undefined);
    if (read?.kind === 'refused') return;
    setText(read?.address ?? '');
    void changePreferences({ modelAddress: read?.address ?? null });
  };
  return (
    <form className="key-form" onSubmit={onSubmit}>
      <Field
        id="model-address"
        label="Address of a service that speaks the Messages API"
        hint="The API key, the task and every screenshot go there. Runs under way keep the address they began with; each run shows it and its record names it."
        error={problem}
      >
        <input
          id="model-address"
          className="input"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          placeholder={OFFICIAL_MODEL_ADDRESS}
          aria-describedby="model-address-note"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" tone="primary" icon={Server} disabled={isUnchanged}>
        Save address
      </Button>
      {!isOfficial(inForce) && (
        <Button
          icon={RotateCcw}
          onClick={() => void changePreferences({ modelAddress: OFFICIAL_MODEL_ADDRESS })}
        >
          Use the official one
        </Button>
      )}
    </form>
  );
}
