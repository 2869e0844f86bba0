import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { type AnyScope, isChangeScope } from '../../../shared/domain/grant';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';
import { grantWords } from '../../words/grant-words';
import { ApproveForm } from './approve-form';
import type { DecisionBarProps } from './decision-bar-props';

const USES = [2, 5, 10, 50] as const;
const MINUTES = [5, 15, 60] as const;

/** Approves the same for the rest of the run, no wider than is said here. */
export function GrantForm(props: DecisionBarProps) {
  const { kind } = props.approval;
  return kind === 'action' || kind === 'change' ? <RunGrant {...props} /> : <DestinationGrant {...props} />;
}

/** A connection or an upload has one width: its host and port, until the run ends. */
function DestinationGrant({ approval, arming, isSending, isHeldBack, onMode, onAnswer }: DecisionBarProps) {
  if (approval.kind !== 'connection' && approval.kind !== 'upload') return null;
  return (
    <ApproveForm
      title="Let through for this run"
      label="For this run"
      icon={CheckCheck}
      isDisabled={isSending || isHeldBack}
      onApprove={(wasHeld) => onAnswer({ verdict: 'approve', reason: '', scope: 'run', wasHeld })}
      approval={approval}
      arming={arming}
      onMode={onMode}
    >
      <p className="grant-words">
        Whatever goes to <HostName host={approval.host} port={approval.port} /> later in this run passes
        unasked.
      </p>
    </ApproveForm>
  );
}

/** The same of an action, or the same kind of change: no wider than its approval offers. */
function RunGrant({ approval, arming, isSending, isHeldBack, onMode, onAnswer }: DecisionBarProps) {
  const widest = widestOf(approval);
  const [uses, setUses] = useState<number>(2);
  const [minutes, setMinutes] = useState<number | null>(5);
  const thisPath = pathOf(approval);
  const [path, setPath] = useState<string | null>(thisPath);
  if (widest === null) return null;
  const scope = narrowed(widest, { path, minutes, uses });
  const isDisabled = isSending || isHeldBack;
  const approve = (wasHeld: boolean): void =>
    onAnswer({ verdict: 'approve', reason: '', scope: 'run', grant: scope, wasHeld });
  return (
    <ApproveForm
      title="Approve for this run"
      label="Approve for this run"
      icon={CheckCheck}
      isDisabled={isDisabled}
      onApprove={approve}
      approval={approval}
      arming={arming}
      onMode={onMode}
    >
      <p className="grant-words">
        <UntrustedText text={grantWords(scope)} />
        {isChangeScope(scope) && scope.path.includes(':id') && (
          <span className="muted"> Wherever it says :id, any one thing of that kind is meant.</span>
        )}
      </p>
      <div className="grant-limits">
        <label>
          At most
          <select className="input" value={uses} onChange={(event) => setUses(Number(event.target.value))}>
            {USES.map((count) => (
              <option key={count} value={count}>
                {count} times
              </option>
            ))}
          </select>
        </label>
        <label>
          For
          <select
            className="input"
            value={minutes ?? ''}
            onChange={(event) => setMinutes(event.target.value === '' ? null : Number(event.target.value))}
          >
            <option value="">the whole run</option>
            {MINUTES.map((count) => (
              <option key={count} value={count}>
                {count} minutes
              </option>
            ))}
          </select>
        </label>
        {thisPath !== null && (
          <label className="grant-page">
            <input
              type="checkbox"
              checked={path !== null}
              onChange={(event) => setPath(event.target.checked ? thisPath : null)}
            />
            On this page only
          </label>
        )}
      </div>
    </ApproveForm>
  );
}

function widestOf(approval: DecisionBarProps['approval']): AnyScope | null {
  return approval.kind === 'action' || approval.kind === 'change' ? approval.grantable : null;
}

type Chosen = { readonly path: string | null; readonly minutes: number | null; readonly uses: number };

/** What is chosen of it. Only an action is bound to a page or to a whole site; a change has its own path. */
function narrowed(widest: AnyScope, { path, minutes, uses }: Chosen): AnyScope {
  const maxUses = Math.min(uses, widest.maxUses);
  return isChangeScope(widest) ? { ...widest, minutes, maxUses } : { ...widest, path, minutes, maxUses };
}

function pathOf(approval: DecisionBarProps['approval']): string | null {
  if (approval.kind !== 'action' || approval.target.kind !== 'element') return null;
  try {
    return new URL(approval.target.frameUrl ?? approval.target.url).pathname;
  } catch {
    return null;
  }
}
