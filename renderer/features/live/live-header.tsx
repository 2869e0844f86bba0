import type { ReactNode } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import type { RunStep } from '../../../shared/record/run-steps';
import { shortLabel } from '../../../shared/text/visible-text';
import { Badge } from '../../components/badge';
import { ChangeCount } from '../../components/change-count';
import { RunMark } from '../../components/run-mark';
import { RunModel } from '../../components/run-model';
import { StateDot } from '../../components/state-dot';
import type { Command } from '../../stores/sessions-store';
import { useRunNumber } from '../../stores/use-run-number';
import { isolationName, isolationWords } from '../../words/isolation-words';
import { sessionStateWords, stateTone } from '../../words/session-words';
import { LivePin } from './live-pin';

type LiveHeaderProps = {
  readonly session: Session;
  readonly command: Command | undefined;
  readonly lastStep: RunStep | undefined;
  readonly children: ReactNode;
};

export function LiveHeader({ session, command, lastStep, children }: LiveHeaderProps) {
  const { policy, task } = session.settings;
  const number = useRunNumber(session.id);
  return (
    <header className="live-header">
      <div className="live-title">
        <div className="live-name">
          <RunMark number={number} />
          <h1 title={shortLabel(task, 1000)} dir="auto">
            {shortLabel(task, 160)}
          </h1>
          {!isEnded(session.state) && <LivePin sessionId={session.id} />}
        </div>
        <div className="live-meta">
          <span className="live-state" role="status" aria-label="State of the run">
            <StateDot tone={stateTone(session)} />
            <bdi>{sessionStateWords(session, command, lastStep)}</bdi>
          </span>
          <RunModel session={session} />
          <ChangeCount changes={session.changes} />
          <Badge title="Policy of this run">{shortLabel(policy.name, 40)}</Badge>
          {session.isolation !== null && (
            <Badge title={`Isolation: ${isolationWords(session.isolation)}`}>
              {isolationName(session.isolation)}
            </Badge>
          )}
          {session.engine !== null && (
            <Badge title="Container engine">{shortLabel(session.engine, 30)}</Badge>
          )}
        </div>
      </div>
      {children}
    </header>
  );
}
