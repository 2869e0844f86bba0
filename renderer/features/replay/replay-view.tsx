import { ArrowLeft, Film, RotateCcw, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { NOTHING_READ } from '../../../shared/record/record-reader';
import { shortLabel } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { ChangeCount } from '../../components/change-count';
import { EmptyState } from '../../components/empty-state';
import { LoadingState } from '../../components/loading-state';
import { OutcomeBadge } from '../../components/outcome-badge';
import { RunMark } from '../../components/run-mark';
import { RunModel } from '../../components/run-model';
import { copySessionToDraft } from '../../forms/draft-store';
import { closeReplay, openView } from '../../stores/navigation-store';
import { loadRecord, type OpenedRecord } from '../../stores/records-store';
import { useSessions } from '../../stores/sessions-store';
import { useRecord } from '../../stores/use-record';
import { useRunNumber } from '../../stores/use-run-number';
import { stateLabel } from '../../words/session-words';
import { Filmstrip } from './filmstrip';
import { usePlayback } from './playback';
import { ReplayFrame } from './replay-frame';
import { type ReplayHalf, ReplayHalves } from './replay-halves';
import { deriveReplay } from './replay-model';
import { ReplaySide } from './replay-side';
import { Jumps, Transport } from './transport';
import { useReplayKeys } from './use-replay-keys';
import './replay.css';

/** A recorded session, step by step, with the action drawn on the screen it was judged on. */
export function ReplayView({ sessionId }: { readonly sessionId: string }) {
  const session = useSessions((state) => state.sessions.find(({ id }) => id === sessionId));
  const record = useRecord(sessionId);
  if (session === undefined) {
    return (
      <EmptyState icon={Film} isView title="This session is not in the list" actions={<BackButton />}>
        Its record may have been removed from the data folder.
      </EmptyState>
    );
  }
  return (
    <div className="replay">
      <ReplayHeader session={session} />
      <ReplayBody session={session} record={record} />
    </div>
  );
}

function BackButton() {
  return (
    <Button icon={ArrowLeft} onClick={closeReplay}>
      All sessions
    </Button>
  );
}

function ReplayHeader({ session }: { readonly session: Session }) {
  const number = useRunNumber(session.id);
  const runAgain = (): void => {
    copySessionToDraft(session);
    openView('new-run');
  };
  return (
    <header className="replay-header">
      <BackButton />
      <div className="replay-title">
        <h1 dir="auto" title={shortLabel(session.settings.task, 1000)}>
          {shortLabel(session.settings.task, 160)}
        </h1>
        <p className="replay-meta">
          <RunMark number={number} />
          <OutcomeBadge state={session.state} label={stateLabel(session.state)} />
          <RunModel session={session} />
          <ChangeCount changes={session.changes} />
          <span className="muted" dir="auto" title={shortLabel(session.stateReason, 1000)}>
            {shortLabel(session.stateReason, 200)}
          </span>
        </p>
      </div>
      <Button icon={RotateCcw} onClick={runAgain}>
        Run again
      </Button>
    </header>
  );
}

type ReplayBodyProps = { readonly session: Session; readonly record: OpenedRecord | undefined };

function ReplayBody({ session, record }: ReplayBodyProps) {
  const reading = record?.reading ?? NOTHING_READ;
  const model = useMemo(() => deriveReplay(reading), [reading]);
  const playback = usePlayback(model.steps.length);
  const [half, setHalf] = useState<ReplayHalf>('screen');
  useReplayKeys(playback, model.steps);
  if (record === undefined || (record.load.kind === 'loading' && record.entries.length === 0)) {
    return <LoadingState label="Reading the record…" />;
  }
  if (record.load.kind === 'failed') {
    return (
      <EmptyState
        icon={TriangleAlert}
        tone="denied"
        title="The record can’t be read"
        actions={<Button onClick={() => void loadRecord(session.id)}>Try again</Button>}
      >
        {record.load.message}
      </EmptyState>
    );
  }
  const step = model.steps[playback.position];
  const isAtEnd = playback.position === model.steps.length - 1;
  return (
    <div className="replay-body" data-half={step === undefined ? 'facts' : half}>
      <div className="replay-main">
        <ReplayFrame session={session} step={step} playback={playback}>
          <Jumps playback={playback} steps={model.steps} />
          <ReplayHalves half={half} onHalf={setHalf} />
        </ReplayFrame>
        {step !== undefined && (
          <>
            <Transport playback={playback} steps={model.steps} />
            <Filmstrip
              sessionId={session.id}
              steps={model.steps}
              position={playback.position}
              onPick={playback.moveTo}
            />
          </>
        )}
      </div>
      <ReplaySide
        step={step}
        closingWords={isAtEnd ? model.closingWords : ''}
        warmth={isAtEnd ? session.cacheWarmth : null}
        entries={record.entries}
        reading={reading}
        isOver={isEnded(session.state)}
        allowedHosts={session.settings.policy.allowed_hosts}
        onStep={(number) => playback.moveTo(model.steps.findIndex((other) => other.number === number))}
      />
    </div>
  );
}
