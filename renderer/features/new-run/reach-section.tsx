import type { Policy } from '../../../shared/domain/policy';
import { Field } from '../../components/field';
import { changeDraft, changeDraftPolicy } from '../../forms/draft-store';
import type { Draft, DraftErrors } from '../../forms/run-draft';
import { HostsEditor } from './hosts-editor';
import { ReachCheck } from './reach-check';

export function ReachSection({ draft, errors }: { readonly draft: Draft; readonly errors: DraftErrors }) {
  return (
    <section className="form-section" aria-label="Reach">
      <div className="form-columns">
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
      </div>
      <div className="form-columns">
        <UnknownHosts draft={draft} />
        <ReachCheck hosts={draft.hosts} unknownHosts={draft.policy.unknown_hosts} />
      </div>
    </section>
  );
}

const UNKNOWN_HOSTS = { deny: 'Refuse them', ask: 'Hold the connection and ask me' } as const;

function UnknownHosts({ draft }: { readonly draft: Draft }) {
  return (
    <Field
      id="unknown-hosts"
      label="Hosts that are not listed"
      hint="Addresses and names of this machine’s own network are always refused."
    >
      <select
        id="unknown-hosts"
        className="input"
        aria-describedby="unknown-hosts-note"
        value={draft.policy.unknown_hosts}
        onChange={(event) =>
          changeDraftPolicy({ unknown_hosts: event.target.value as Policy['unknown_hosts'] })
        }
      >
        {Object.entries(UNKNOWN_HOSTS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

function hostsError(errors: DraftErrors): string | undefined {
  const key = Object.keys(errors).find((name) => name === 'allowed_hosts' || name.startsWith('hosts.'));
  return key === undefined ? undefined : errors[key];
}
