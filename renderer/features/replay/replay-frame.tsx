import { Film } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Session } from '../../../shared/domain/session';
import { frameUrl } from '../../client/frame-url';
import { EmptyState } from '../../components/empty-state';
import { FrameView } from '../../components/frame-view';
import { MaskNote } from '../../components/mask-note';
import { ActionMarks } from './action-marks';
import type { Playback } from './playback';
import type { ReplayStep } from './replay-model';

type ReplayFrameProps = {
  readonly session: Session;
  readonly step: ReplayStep | undefined;
  readonly playback: Playback;
  /** Beside the choice of the moment. */
  readonly children?: ReactNode;
};

/** The screen before the action with the action drawn on it, or the screen after it. */
export function ReplayFrame({ session, step, playback, children }: ReplayFrameProps) {
  const { phase, setPhase } = playback;
  if (step === undefined) {
    return (
      <div className="replay-stage">
        <EmptyState icon={Film} title="No actions in this record">
          The run ended before the agent did anything. The record beside says why.
        </EmptyState>
      </div>
    );
  }
  const frame = phase === 'before' ? step.before : step.after;
  const isBlocked = step.status === 'denied';
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: takes the focus so that Space plays */}
      <section className="replay-stage" tabIndex={0} aria-label="Replayed screen">
        {frame === null ? (
          <EmptyState icon={Film} title="No frame was recorded for this step" />
        ) : (
          <FrameView
            src={frameUrl(session.id, frame)}
            alt={phase === 'before' ? 'Screen before the action' : 'Screen after the action'}
            width={session.settings.display.width}
            height={session.settings.display.height}
            fit="contain"
            caption={phase === 'before' && <Captions step={step} />}
          >
            {phase === 'before' && (
              <>
                {step.box && (
                  <rect className={`target-box ${isBlocked ? 'target-blocked' : ''}`} {...step.box} />
                )}
                <ActionMarks marks={step.marks} isBlocked={isBlocked} />
              </>
            )}
          </FrameView>
        )}
      </section>
      <MaskNote note={step.masked[phase]} />
      <div className="replay-phase">
        <ToggleGroup.Root
          type="single"
          className="phase-choice"
          aria-label="Moment"
          value={phase}
          onValueChange={(value) => (value === 'before' || value === 'after') && setPhase(value)}
        >
          <ToggleGroup.Item value="before">Before, with the action</ToggleGroup.Item>
          <ToggleGroup.Item value="after" disabled={isBlocked}>
            {isBlocked ? 'Was not done' : 'After'}
          </ToggleGroup.Item>
        </ToggleGroup.Root>
        {children}
      </div>
    </>
  );
}

function Captions({ step }: { readonly step: ReplayStep }) {
  const isBlocked = step.status === 'denied';
  return step.marks.map((mark) =>
    mark.kind === 'caption' ? (
      <p key={mark.text} className={`replay-caption ${isBlocked ? 'replay-caption-blocked' : ''}`}>
        <span>{isBlocked ? `${mark.label} (blocked)` : mark.label}</span>
        <kbd className="untrusted" dir="auto">
          {mark.text}
        </kbd>
      </p>
    ) : null,
  );
}
