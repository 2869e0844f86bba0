import { Clock, TriangleAlert } from 'lucide-react';
import { useApp } from '../stores/app-store';
import { loadApprovals, takeUpAll, useApprovals } from '../stores/approvals-store';
import { AirlockMark } from './airlock-mark';
import { AllRuns } from './all-runs';
import { Notices } from './notices';

export function TitleBar() {
  const info = useApp((state) => state.info);
  return (
    <header className="title-bar">
      <AirlockMark />
      <span className="title-name">Airlock</span>
      {info?.runtime === 'npm-fallback' && (
        <p className="title-warning" role="note">
          <TriangleAlert aria-hidden="true" />
          Old Electron runtime ({info.electron}), for evaluation only
        </p>
      )}
      <ApprovalsFailure />
      <PutAside />
      <Notices />
      <AllRuns />
      {info && (
        <span className="title-operator" title="Decisions are recorded under this name">
          Operator <bdi>{info.operator}</bdi>
        </span>
      )}
    </header>
  );
}

/** What was put aside still waits and still runs out of time. */
function PutAside() {
  const count = useApprovals((state) => state.aside.size);
  if (count === 0) return null;
  return (
    <button type="button" className="title-aside" onClick={takeUpAll}>
      <Clock aria-hidden="true" />
      {count} put aside
    </button>
  );
}

/** Approvals that can't be read must not look like none. */
function ApprovalsFailure() {
  const load = useApprovals((state) => state.load);
  if (load.kind !== 'failed') return null;
  return (
    <p className="title-warning" role="alert">
      <TriangleAlert aria-hidden="true" />
      Approvals can’t be read. {load.message}
      <button type="button" className="title-retry" onClick={() => void loadApprovals()}>
        Try again
      </button>
    </p>
  );
}
