import { Hand, KeyRound, Pause, Play, Square, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { canPause } from '../../../shared/domain/session-state';
import { Button } from '../../components/button';
import { type Command, commandSession } from '../../stores/sessions-store';

type LiveControlsProps = {
  readonly session: Session;
  readonly command: Command | undefined;
  /** Whether the end of the take-over is in the panel beside the screen. */
  readonly isSigningIn: boolean;
  readonly onSignIn: () => void;
};

export function LiveControls({ session, command, isSigningIn, onSignIn }: LiveControlsProps) {
  const run = (next: Command) => () => void commandSession(session.id, next);
  const isBusy = command !== undefined;
  const isTakenOver = session.state === 'taken-over';
  return (
    <div className="live-controls" role="toolbar" aria-label="Run controls">
      {session.state === 'paused' ? (
        <Button
          icon={Play}
          keys="Ctrl+."
          disabled={isBusy || !canResume(session)}
          onClick={run('resume')}
          tone="primary"
        >
          Resume
        </Button>
      ) : (
        <Button
          icon={Pause}
          keys="Ctrl+."
          disabled={isBusy || !canPause(session.state)}
          onClick={run('pause')}
        >
          Pause
        </Button>
      )}
      {isTakenOver && !isSigningIn && (
        <Button icon={KeyRound} disabled={isBusy} onClick={onSignIn}>
          Sign in by hand
        </Button>
      )}
      {isTakenOver && !isSigningIn && (
        <Button icon={Undo2} tone="primary" keys="Ctrl+Shift+H" disabled={isBusy} onClick={run('hand-back')}>
          Hand back
        </Button>
      )}
      {!isTakenOver && (
        <Button icon={Hand} disabled={isBusy || !canTakeOver(session)} onClick={run('take-over')}>
          Take over
        </Button>
      )}
      <Button icon={Square} tone="danger" keys="Ctrl+Shift+." onClick={run('stop')}>
        Stop
      </Button>
    </div>
  );
}

/** Not where the model would refuse the same again. */
function canResume({ state, waysOn }: Session): boolean {
  return state === 'paused' && waysOn.length === 0;
}

function canTakeOver(session: Session): boolean {
  return canPause(session.state) || session.state === 'paused';
}

/** What a chord does to a run in this state; null where it does nothing. */
function commandOf({ code, shiftKey }: KeyboardEvent, session: Session): Command | null {
  if (code === 'Period' && shiftKey) return 'stop';
  if (code === 'Period') return canResume(session) ? 'resume' : canPause(session.state) ? 'pause' : null;
  return code === 'KeyH' && shiftKey && session.state === 'taken-over' ? 'hand-back' : null;
}

/** The way out of the sandbox's screen, which gets every other key. */
function leaveScreen(): void {
  document.querySelector<HTMLElement>('.live-controls button:not(:disabled)')?.focus();
}

/**
 * Ctrl+. pauses and resumes, Ctrl+Shift+. stops, Ctrl+Shift+H hands back, Ctrl+Shift+U leaves the screen: also while the
 * sandbox's screen has the keyboard. `mayHandBack`: not while that is done in a form of its own.
 */
export function useLiveShortcuts(session: Session, mayHandBack: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isEnded(session.state)) return;
      const isWayOut = event.code === 'KeyU' && event.shiftKey;
      const isOurs = isWayOut || event.code === 'Period' || (event.code === 'KeyH' && event.shiftKey);
      if (!isOurs) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      const command = commandOf(event, session);
      if (isWayOut) leaveScreen();
      else if (command !== null && (command !== 'hand-back' || mayHandBack))
        void commandSession(session.id, command);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [session, mayHandBack]);
}
