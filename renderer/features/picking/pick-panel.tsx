import { Check, Crosshair } from 'lucide-react';
import type { Session } from '../../../shared/domain/session';
import { shortLabel } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { UntrustedText } from '../../components/untrusted-text';
import { selectPolicy } from '../../forms/policy-drafts';
import { endPicking, useMaskPicker, widen } from '../../stores/mask-picker';
import { openView } from '../../stores/navigation-store';
import { usePolicies } from '../../stores/policies-store';
import { ChosenMask } from './chosen-mask';
import './picking.css';

/** Under the live picture while something to mask is picked: what is pointed at, then what becomes of it. */
export function PickPanel({ session }: { readonly session: Session }) {
  const { chosen, problem } = useMaskPicker();
  return (
    <section
      className="pick-panel"
      aria-label="Pick what to mask"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        endPicking();
      }}
    >
      {chosen === null ? <Pointing /> : <ChosenMask key={chosen.element.selectors[0]} session={session} />}
      {problem !== null && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function Pointing() {
  const { pointed, up, done } = useMaskPicker();
  return (
    <>
      {done !== null && <Done words={done.words} policyId={done.policyId} />}
      <div className="pick-row">
        <Crosshair className="pick-icon" aria-hidden="true" />
        <p className="pick-what" aria-live="polite">
          {pointed === null ? (
            'Point at what the agent must not see. Nothing you do here reaches the sandbox.'
          ) : (
            <>
              <code>{pointed.selectors[0]}</code>
              {pointed.name !== '' && (
                <span className="faint">
                  {' '}
                  the page calls it <UntrustedText text={shortLabel(pointed.name, 60)} />
                </span>
              )}
            </>
          )}
        </p>
        <div className="pick-actions">
          <Button
            size="s"
            title="What is around it; or press +"
            disabled={pointed === null}
            onClick={() => void widen(1)}
          >
            More
          </Button>
          <Button
            size="s"
            title="Back towards what is pointed at; or press -"
            disabled={pointed === null || up === 0}
            onClick={() => void widen(-1)}
          >
            Less
          </Button>
          <Button size="s" keys="Escape" onClick={endPicking}>
            Leave
          </Button>
        </div>
      </div>
    </>
  );
}

function Done({ words, policyId }: { readonly words: string; readonly policyId: string | null }) {
  const policy = usePolicies(({ policies }) => policies.find(({ id }) => id === policyId));
  const open = (): void => {
    if (policy !== undefined) selectPolicy(policy);
    openView('policies');
  };
  return (
    <p className="pick-note pick-note-done" role="status">
      <Check aria-hidden="true" />
      <span>{words}</span>
      {policy !== undefined && (
        <Button size="s" tone="ghost" onClick={open}>
          Open it
        </Button>
      )}
    </p>
  );
}
