import { Field } from '../../components/field';
import { changeDraft } from '../../stores/draft-store';
import type { Draft, DraftErrors } from '../../stores/run-draft';
import { HostsEditor } from './hosts-editor';

export function ReachSection({ draft, errors }: { readonly draft: Draft; readonly errors: DraftErrors }) {
  return (
    <section className="form-section form-columns" aria-label="Reach">
      <Field
        id="start-url"
        label="Start address"
        error={errors.startUrl}
        hint="Where the browser opens. Empty: a blank page."
      >
        <input
          id="start-url"
          className="input"
          type="text"
          inputMode="url"
          spellCheck={false}
          placeholder="https://app.example.com/start"
          aria-invalid={errors.startUrl !== undefined}
          aria-describedby="start-url-note"
          value={draft.startUrl}
          onChange={(event) => changeDraft({ startUrl: event.target.value })}
        />
      </Field>
      <HostsEditor hosts={draft.hosts} error={hostsError(errors)} />
    </section>
  );
}

function hostsError(errors: DraftErrors): string | undefined {
  const key = Object.keys(errors).find((name) => name === 'allowed_hosts' || name.startsWith('hosts.'));
  return key === undefined ? undefined : errors[key];
}
