import { MonitorPlay, Plus, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { NOTHING_READ } from '../../../shared/record/record-reader';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { LoadingState } from '../../components/loading-state';
import { useApprovals } from '../../stores/approvals-store';
import { openLive, openView, useNavigation } from '../../stores/navigation-store';
import { liveSession } from '../../stores/session-order';
import { loadSessions, useSessions } from '../../stores/sessions-store';
import { useRecord } from '../../stores/use-record';
import { Readiness } from '../readiness/readiness';
import { SignInByHand } from '../sign-in-by-hand/sign-in-by-hand';
import { BudgetMeters } from './budget-meters';
import { LiveBanners } from './live-banners';
import { LiveControls, useLiveShortcuts } from './live-controls';
import { LiveHeader } from './live-header';
import { LiveScreen } from './live-screen';
import { LiveSide } from './live-side';
import { useWatchedHand } from './use-watched-hand';
import './live.css';

/** The run that the operator is watching, or the way to start one. */
export function LiveView() {
  const sessions = useSessions((state) => state.sessions);
  const load = useSessions((state) => state.load);
  const liveId = useNavigation((state) => state.liveId);
  // Where nothing was chosen yet, what is decided is looked at.
  const frontId = useApprovals(
    ({ pending, focusedId }) => pending.find(({ id }) => id === focusedId)?.sessionId,
  );
  const session = liveSession(sessions, liveId ?? frontId ?? null);
  const shownId = session?.id;
  useWatchedHand();
  useEffect(() => {
    // A run that is being watched stays on the screen when it ends.
    if (shownId !== undefined && shownId !== liveId) openLive(shownId);
  }, [shownId, liveId]);
  if (session !== null) return <LiveSession key={session.id} session={session} />;
  if (load.kind === 'loading') return <LoadingState label="Reading the sessions…" />;
  if (load.kind === 'failed') {
    return (
      <EmptyState
        icon={TriangleAlert}
        tone="denied"
        isView
        title="The sessions can’t be read"
        actions={<Button onClick={() => void loadSessions()}>Try again</Button>}
      >
        {load.message}
      </EmptyState>
    );
  }
  return <NothingRuns />;
}

function NothingRuns() {
  return (
    <EmptyState
      icon={MonitorPlay}
      isView
      title="Nothing is running"
      actions={
        <Button tone="primary" icon={Plus} onClick={() => openView('new-run')}>
          Start a run
        </Button>
      }
    >
      An agent works in a sealed sandbox while you watch. Whatever is risky waits here for your word.
      <Readiness parts={['engine', 'image', 'isolation', 'disk']} />
    </EmptyState>
  );
}

function LiveSession({ session }: { readonly session: Session }) {
  const command = useSessions((state) => state.commands[session.id]);
  const record = useRecord(session.id);
  const reading = record?.reading ?? NOTHING_READ;
  const [wantsSignIn, setWantsSignIn] = useState(false);
  const isTakenOver = session.state === 'taken-over';
  const isSigningIn = wantsSignIn && isTakenOver;
  useEffect(() => {
    if (!isTakenOver) setWantsSignIn(false);
  }, [isTakenOver]);
  useLiveShortcuts(session, !isSigningIn);
  return (
    <div className="live">
      <LiveHeader session={session} command={command} lastStep={reading.steps.at(-1)}>
        {!isEnded(session.state) && (
          <LiveControls
            session={session}
            command={command}
            isSigningIn={isSigningIn}
            onSignIn={() => setWantsSignIn(true)}
          />
        )}
      </LiveHeader>
      <div className="live-body">
        <div className="live-main">
          <LiveScreen session={session} />
          <LiveBanners
            session={session}
            recordLoad={record?.load}
            wrongCertificates={reading.network.wrongCertificates}
            honeytokens={reading.honeytokens}
            conversationFault={reading.conversationFault}
            closingWords={reading.closingWords}
          />
        </div>
        <aside className="live-side" aria-label="What the agent does">
          {isSigningIn ? (
            <SignInByHand session={session} onClose={() => setWantsSignIn(false)} />
          ) : (
            <>
              <BudgetMeters session={session} />
              <LiveSide session={session} reading={reading} />
            </>
          )}
        </aside>
      </div>
    </div>
  );
}
