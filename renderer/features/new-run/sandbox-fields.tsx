import { ISOLATION_NAMES } from '../../../shared/domain/isolation';
import type { Policy } from '../../../shared/domain/policy';
import { shortLabel } from '../../../shared/text/visible-text';
import { Field } from '../../components/field';
import { changeDraft, changeDraftPolicy } from '../../forms/draft-store';
import type { Draft } from '../../forms/run-draft';
import { useHosts } from '../../stores/hosts-store';
import { isolationName } from '../../words/isolation-words';

const ISOLATION = {
  any: 'The strongest that is there',
  gvisor: `${ISOLATION_NAMES.gvisor}, or do not start`,
  kata: `${ISOLATION_NAMES.kata}, or do not start`,
} as const satisfies Record<Policy['isolation'], string>;

/** Where the run's sandbox is to be, and how strong its walls must be. */
export function SandboxFields({ draft }: { readonly draft: Draft }) {
  const engines = useHosts((state) => state.engines);
  const isKnown = draft.engine === null || engines.some(({ id }) => id === draft.engine);
  return (
    <div className="sandbox-fields">
      <Field id="isolation" label="Isolation" hint="Of the sandbox from the machine it runs on">
        <select
          id="isolation"
          className="input"
          aria-describedby="isolation-note"
          value={draft.policy.isolation}
          onChange={(event) => changeDraftPolicy({ isolation: event.target.value as Policy['isolation'] })}
        >
          {Object.entries(ISOLATION).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </Field>
      <Field
        id="engine"
        label="Container engine"
        error={isKnown ? undefined : 'This engine is no longer there. Choose another.'}
        hint="Those in use for runs, under Settings"
      >
        <select
          id="engine"
          className="input"
          aria-describedby="engine-note"
          value={draft.engine ?? ''}
          onChange={(event) => changeDraft({ engine: event.target.value || null })}
        >
          <option value="">Whichever has most room</option>
          {engines
            .filter(({ isEnabled, id }) => isEnabled || id === draft.engine)
            .map(({ id, name, state, isolation, capacity }) => (
              <option key={id} value={id}>
                {shortLabel(name, 40)}
                {state === 'ready'
                  ? `: ${isolation.map(isolationName).join(', ')}, ${Math.max(0, capacity.slots - capacity.used)} free`
                  : ': not reachable'}
              </option>
            ))}
          {!isKnown && <option value={draft.engine ?? ''}>{shortLabel(draft.engine ?? '', 40)}</option>}
        </select>
      </Field>
    </div>
  );
}
