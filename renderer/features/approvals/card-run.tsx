import { ArrowLeft } from 'lucide-react';
import type { Approval } from '../../../shared/domain/approval';
import { KeyHint } from '../../components/key-hint';
import { RunMark } from '../../components/run-mark';
import { UntrustedText } from '../../components/untrusted-text';
import { openLive, useNavigation } from '../../stores/navigation-store';
import { liveSession } from '../../stores/session-order';
import { useSessions } from '../../stores/sessions-store';
import { useRunNumber } from '../../stores/use-run-number';
import './card-run.css';

/** Whose action it is, before anything else; and where the screen beside it is another run's, that. */
export function CardRun({ approval: { sessionId, step, task } }: { readonly approval: Approval }) {
  const isLive = useNavigation(({ view }) => view === 'live');
  const number = useRunNumber(sessionId);
  const liveId = useNavigation((state) => state.liveId);
  const shown = useSessions(({ sessions }) => liveSession(sessions, liveId)?.id);
  const isElsewhere = isLive && shown !== undefined && shown !== sessionId;
  return (
    <>
      <div className="card-run">
        <RunMark number={number} />
        <strong className="card-run-task">
          <UntrustedText text={task} />
        </strong>
        <span className="card-run-step">step {step}</span>
      </div>
      {(isElsewhere || !isLive) && (
        <button
          type="button"
          className={`card-run-other ${isElsewhere ? 'card-run-alarm' : ''}`}
          onClick={() => openLive(sessionId)}
        >
          <ArrowLeft aria-hidden="true" />
          {isElsewhere ? 'Another run than the one on the left: show it' : 'Show this run'}
          <KeyHint keys="J" />
        </button>
      )}
    </>
  );
}
