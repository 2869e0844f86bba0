import { Crosshair, Eye, Hourglass, MonitorOff, MousePointerClick } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Policy } from '../../../shared/domain/policy';
import { isEnded, type Session } from '../../../shared/domain/session';
import { frameUrl } from '../../client/frame-url';
import { connectScreen, type ScreenConnection, type ScreenState } from '../../client/screen-connection';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { FrameView } from '../../components/frame-view';
import { LoadingState } from '../../components/loading-state';
import { offerLiveScreen } from '../../stores/live-screens';
import { beginPicking, useMaskPicker } from '../../stores/mask-picker';
import { queueWords } from '../../words/session-words';
import { PickLayer } from '../picking/pick-layer';
import { PickPanel } from '../picking/pick-panel';

const RETRY_MS = 1500;
const MOST_RETRIES = 5;

/** The sandbox's screen: live while the run goes on, its last frame afterwards. */
export function LiveScreen({ session }: { readonly session: Session }) {
  if (session.state === 'queued') return <QueuedScreen session={session} />;
  if (session.state === 'preparing') return <PreparingScreen session={session} />;
  if (isEnded(session.state)) return <LastFrame session={session} />;
  return <ConnectedScreen session={session} />;
}

function ConnectedScreen({ session }: { readonly session: Session }) {
  const target = useRef<HTMLDivElement>(null);
  const connection = useRef<ScreenConnection | null>(null);
  const [state, setState] = useState<ScreenState>({ kind: 'connecting' });
  const [attempt, setAttempt] = useState(0);
  const [retries, setRetries] = useState(0);
  const isPicking = useMaskPicker(({ sessionId }) => sessionId === session.id) && state.kind === 'connected';
  const hasControl = session.state === 'taken-over';
  const { width, height } = session.settings.display;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new connection
  useEffect(() => {
    if (target.current === null) return;
    const opened = connectScreen(target.current, session.id, setState);
    connection.current = opened;
    return () => opened.close();
  }, [session.id, attempt]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a connection that came up late must learn it too
  useEffect(() => {
    connection.current?.setViewOnly(!hasControl);
    if (hasControl) connection.current?.focus();
  }, [hasControl, state.kind]);

  useEffect(() => {
    if (target.current === null || state.kind !== 'connected') return;
    return offerLiveScreen(session.id, target.current);
  }, [session.id, state.kind]);

  useEffect(() => {
    if (state.kind === 'connected') setRetries(0);
    if (state.kind !== 'lost' || retries >= MOST_RETRIES) return;
    const timer = setTimeout(() => {
      setRetries((count) => count + 1);
      setAttempt((count) => count + 1);
    }, RETRY_MS);
    return () => clearTimeout(timer);
  }, [state, retries]);

  const connectAgain = (): void => {
    setRetries(0);
    setAttempt((count) => count + 1);
  };

  return (
    <>
      <div className="live-stage">
        <section
          className="live-canvas"
          data-control={hasControl}
          aria-label="Live screen of the sandbox"
          ref={target}
          style={{ aspectRatio: `${width} / ${height}`, ...stageVariables(session) }}
        />
        {isPicking && (
          <PickLayer
            session={session}
            style={{ aspectRatio: `${width} / ${height}`, ...stageVariables(session) }}
          />
        )}
        {state.kind !== 'connected' && (
          <div className="live-cover">
            {state.kind === 'connecting' || retries < MOST_RETRIES ? (
              <LoadingState label="Connecting to the screen…" />
            ) : (
              <EmptyState
                icon={MonitorOff}
                tone="denied"
                title="No picture"
                actions={<Button onClick={connectAgain}>Connect again</Button>}
              >
                {state.message} The run itself goes on, and so do its approvals.
              </EmptyState>
            )}
          </div>
        )}
      </div>
      {isPicking ? (
        <PickPanel session={session} />
      ) : (
        <LiveNote session={session} isConnected={state.kind === 'connected'} />
      )}
    </>
  );
}

const IN_CONTROL =
  'You have control: clicks and keys go to the sandbox until you hand back. Ctrl+Shift+U leaves the screen.';
const VIEW_ONLY = 'Live, view only. Clicks here do nothing.';

function LiveNote({ session, isConnected }: { readonly session: Session; readonly isConnected: boolean }) {
  const hasControl = session.state === 'taken-over';
  const { policy } = session.settings;
  const words = [hasControl ? IN_CONTROL : VIEW_ONLY, isMasked(policy) ? maskWords(policy) : '']
    .join(' ')
    .trim();
  return (
    <div className="live-note">
      {hasControl ? <MousePointerClick aria-hidden="true" /> : <Eye aria-hidden="true" />}
      <p title={words}>{words}</p>
      <Button
        size="s"
        tone="ghost"
        icon={Crosshair}
        disabled={!isConnected}
        onClick={() => beginPicking(session.id)}
      >
        Pick what to mask
      </Button>
    </div>
  );
}

function QueuedScreen({ session }: { readonly session: Session }) {
  return (
    <div className="live-stage">
      <EmptyState icon={Hourglass} title={queueWords(session.queuePlace)}>
        Every place on the container engines is taken. This run starts by itself when one is free; its time
        does not run yet.
      </EmptyState>
    </div>
  );
}

function PreparingScreen({ session }: { readonly session: Session }) {
  return (
    <div className="live-stage">
      <LoadingState label={session.stateReason || 'Preparing the sandbox…'} />
    </div>
  );
}

function LastFrame({ session }: { readonly session: Session }) {
  const { width, height } = session.settings.display;
  return (
    <>
      <div className="live-stage">
        {session.lastFrame === null ? (
          <EmptyState icon={MonitorOff} title="No frame was recorded" />
        ) : (
          <FrameView
            src={frameUrl(session.id, session.lastFrame)}
            alt="Last recorded screen of this run"
            width={width}
            height={height}
            fit="contain"
          />
        )}
      </div>
      <p className="live-note">
        <MonitorOff aria-hidden="true" />
        The sandbox is gone. This is the last recorded frame.
      </p>
    </>
  );
}

/** Whether there is anything that the agent's pictures don't show. */
function isMasked({ redaction }: Policy): boolean {
  const { regions, fields, detect, hide } = redaction;
  return [regions, fields, detect, hide].some(({ length }) => length > 0);
}

function maskWords({ redaction }: Policy): string {
  return redaction.live_view === 'masked'
    ? 'What the policy masks is black here too, also while you have control; the picture follows more slowly.'
    : 'What the policy masks is black to the agent and in the record, not here.';
}

/** The picture is never enlarged past its own pixels: it stays crisp, and small screens stay small. */
function stageVariables(session: Session): Record<string, string | number> {
  const { width, height } = session.settings.display;
  return { '--frame-ratio': width / height, '--frame-width': `${width}px` };
}
