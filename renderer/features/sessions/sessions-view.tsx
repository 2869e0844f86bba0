import { History, Plus, Search, SearchX, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { LoadingState } from '../../components/loading-state';
import { openView } from '../../stores/navigation-store';
import {
  changeSessionFilter,
  clearSessionFilter,
  OUTCOME_FILTERS,
  type OutcomeFilter,
  useSessionFilter,
} from '../../stores/session-filter';
import { loadSessions, useSessions } from '../../stores/sessions-store';
import { filterSessions } from './filter-sessions';
import { SessionTable } from './session-table';
import './sessions.css';

const FILTER_LABELS: Record<OutcomeFilter, string> = {
  all: 'All outcomes',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
  running: 'Still running',
};

/** Every run that has a record, to be found and replayed. */
export function SessionsView() {
  const sessions = useSessions((state) => state.sessions);
  const load = useSessions((state) => state.load);
  const { text, outcome } = useSessionFilter();
  const found = useMemo(() => filterSessions(sessions, text, outcome), [sessions, text, outcome]);
  if (load.kind === 'loading') return <LoadingState label="Reading the sessions…" />;
  if (load.kind === 'failed') return <SessionsFailed message={load.message} />;
  if (sessions.length === 0) return <NoSessions />;
  return (
    <div className="sessions">
      <header className="sessions-head">
        <h1>Sessions</h1>
        <p className="faint" role="status">
          {found.length === sessions.length
            ? `${sessions.length} in the record`
            : `${found.length} of ${sessions.length}`}
        </p>
        <div className="sessions-filter">
          <label className="search">
            <Search aria-hidden="true" />
            <span className="visually-hidden">Filter sessions</span>
            <input
              className="input"
              type="search"
              placeholder="Task, model or id"
              value={text}
              onChange={(event) => changeSessionFilter({ text: event.target.value })}
            />
          </label>
          <select
            className="input"
            aria-label="Outcome"
            value={outcome}
            onChange={(event) =>
              changeSessionFilter({
                outcome: OUTCOME_FILTERS.find((known) => known === event.target.value) ?? 'all',
              })
            }
          >
            {OUTCOME_FILTERS.map((filter) => (
              <option key={filter} value={filter}>
                {FILTER_LABELS[filter]}
              </option>
            ))}
          </select>
        </div>
      </header>
      {found.length > 0 ? (
        <SessionTable sessions={found} />
      ) : (
        <EmptyState
          icon={SearchX}
          title="No session fits"
          actions={<Button onClick={clearSessionFilter}>Clear the filter</Button>}
        >
          None of the {sessions.length} sessions has that text and that outcome.
        </EmptyState>
      )}
    </div>
  );
}

function NoSessions() {
  return (
    <EmptyState
      icon={History}
      isView
      title="No sessions yet"
      actions={
        <Button tone="primary" icon={Plus} onClick={() => openView('new-run')}>
          Start a run
        </Button>
      }
    >
      Every run leaves a record that can be replayed screen by screen. It will be listed here.
    </EmptyState>
  );
}

function SessionsFailed({ message }: { readonly message: string }) {
  return (
    <EmptyState
      icon={TriangleAlert}
      tone="denied"
      isView
      title="The sessions can’t be read"
      actions={<Button onClick={() => void loadSessions()}>Try again</Button>}
    >
      {message}
    </EmptyState>
  );
}
