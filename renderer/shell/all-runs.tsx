import { Pause, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { canPause } from '../../shared/domain/session-state';
import { Button } from '../components/button';
import { commandAll } from '../stores/session-commands';
import { activeSessions } from '../stores/session-order';
import { useSessions } from '../stores/sessions-store';
import './all-runs.css';

/** What can be done to all runs at once, in one place in every view. Stopping takes a second press, somewhere else. */
export function AllRuns() {
  const sessions = useSessions((state) => state.sessions);
  const [isAsked, setIsAsked] = useState(false);
  const ask = useRef<HTMLButtonElement>(null);
  const active = activeSessions(sessions);
  const isIdle = active.length === 0;
  useEffect(() => {
    if (isIdle) setIsAsked(false);
  }, [isIdle]);
  if (isIdle) return null;
  const working = active.filter(({ state }) => canPause(state));
  const back = (): void => {
    setIsAsked(false);
    requestAnimationFrame(() => ask.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isAsked) back();
  };
  const stop = (): void => {
    commandAll(active, 'stop');
    back();
  };
  return (
    <div className="all-runs" role="toolbar" aria-label="All runs" tabIndex={-1} onKeyDown={onKeyDown}>
      {isAsked ? (
        <Button size="s" tone="danger" icon={Square} autoFocus onClick={stop}>
          {active.length === 1 ? 'Stop the run now' : `Stop ${active.length} runs now`}
        </Button>
      ) : (
        <Button
          size="s"
          icon={Pause}
          disabled={working.length === 0}
          onClick={() => commandAll(working, 'pause')}
        >
          Pause all
        </Button>
      )}
      {isAsked ? (
        <Button size="s" onClick={back}>
          Back
        </Button>
      ) : (
        <Button size="s" tone="danger" icon={Square} ref={ask} onClick={() => setIsAsked(true)}>
          Stop all
        </Button>
      )}
    </div>
  );
}
