import { Hand, Pause, Play, Square, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { Button } from '../../components/button';
import { type Command, commandSession } from '../../stores/sessions-store';

type LiveControlsProps = { readonly session: Session; readonly command: Command | undefined };

export function LiveControls({ session, command }: LiveControlsProps) {
  const run = (next: Command) => () => void commandSession(session.id, next);
  const isBusy = command !== undefined;
  const isTakenOver = session.state === 'taken-over';
  return (
    <div className="live-controls" role="toolbar" aria-label="Run controls">
      {session.state === 'paused' ? (
        <Button icon={Play} keys="Ctrl+." disabled={isBusy} onClick={run('resume')} tone="primary">
          Resume
        </Button>
      ) : (
        <Button icon={Pause} keys="Ctrl+." disabled={isBusy || !canPause(session)} onClick={run('pause')}>
          Pause
        </Button>
      )}
      {isTakenOver ? (
        <Button icon={Undo2} tone="primary" disabled={isBusy} onClick={run('hand-back')}>
          Hand back
        </Button>
      ) : (
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

function canPause(session: Session): boolean {
  return session.state === 'running' || session.state === 'waiting-for-approval';
}

function canTakeOver(session: Session): boolean {
  return canPause(session) || session.state === 'paused';
}

/** Ctrl+. pauses and resumes, Ctrl+Shift+. stops; also while the sandbox's screen has the keyboard. */
export function useLiveShortcuts(session: Session): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isShortcut = event.code === 'Period' && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!isShortcut || isEnded(session.state)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (event.shiftKey) void commandSession(session.id, 'stop');
      else if (session.state === 'paused') void commandSession(session.id, 'resume');
      else if (canPause(session)) void commandSession(session.id, 'pause');
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [session]);
}
