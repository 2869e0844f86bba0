import { Ban, ChevronLeft, ChevronRight, Pause, Play, ShieldQuestionMark } from 'lucide-react';
import { Slider } from 'radix-ui';
import { Button } from '../../components/button';
import { type Playback, SPEEDS } from './playback';
import { type Landmark, nextLandmark, type ReplayStep } from './replay-model';
import { LANDMARK_KEYS } from './use-replay-keys';
import './transport.css';

type TransportProps = { readonly playback: Playback; readonly steps: readonly ReplayStep[] };

/** Scrubber, play, speed and the jumps. */
export function Transport({ playback, steps }: TransportProps) {
  const { position, isPlaying, moveTo, toggle } = playback;
  return (
    <div className="transport" role="toolbar" aria-label="Playback">
      <Button
        tone="ghost"
        className="icon-only"
        icon={ChevronLeft}
        aria-label="Previous step"
        disabled={position === 0}
        onClick={() => moveTo(position - 1)}
      />
      <Button
        className="icon-only"
        tone="primary"
        icon={isPlaying ? Pause : Play}
        aria-label={isPlaying ? 'Pause replay' : 'Play replay'}
        title="Space"
        onClick={toggle}
      />
      <Button
        tone="ghost"
        className="icon-only"
        icon={ChevronRight}
        aria-label="Next step"
        disabled={position >= steps.length - 1}
        onClick={() => moveTo(position + 1)}
      />
      <Scrubber playback={playback} steps={steps} />
      <span className="transport-count">
        {position + 1} / {steps.length}
      </span>
      <SpeedChoice playback={playback} />
    </div>
  );
}

function Scrubber({ playback: { position, moveTo }, steps }: TransportProps) {
  const last = Math.max(1, steps.length - 1);
  return (
    <Slider.Root
      className="scrubber"
      min={0}
      max={last}
      step={1}
      value={[position]}
      onValueChange={([value]) => moveTo(value ?? 0)}
    >
      <Slider.Track className="scrubber-track">
        <Slider.Range className="scrubber-range" />
        {steps.map((step, index) =>
          step.status === 'denied' || step.approvals.length > 0 ? (
            <span
              key={step.toolUseId}
              className={`scrubber-tick scrubber-tick-${step.status === 'denied' ? 'denied' : 'asked'}`}
              style={{ left: `${(index / last) * 100}%` }}
            />
          ) : null,
        )}
      </Slider.Track>
      <Slider.Thumb
        className="scrubber-thumb"
        aria-label="Replay position"
        aria-valuetext={`Step ${position + 1} of ${steps.length}`}
      />
    </Slider.Root>
  );
}

function SpeedChoice({ playback: { speed, setSpeed } }: { readonly playback: Playback }) {
  return (
    <select
      className="input transport-speed"
      aria-label="Speed"
      value={speed}
      onChange={(event) => setSpeed(SPEEDS.find((known) => String(known) === event.target.value) ?? 1)}
    >
      {SPEEDS.map((known) => (
        <option key={known} value={known}>
          {known}×
        </option>
      ))}
    </select>
  );
}

/** The ways to the steps that matter. */
export function Jumps(props: TransportProps) {
  return (
    <div className="jumps">
      <JumpButton landmark="denial" {...props} />
      <JumpButton landmark="approval" {...props} />
    </div>
  );
}

type JumpButtonProps = TransportProps & { readonly landmark: Landmark };

function JumpButton({ landmark, playback, steps }: JumpButtonProps) {
  const next = nextLandmark(steps, playback.position, landmark);
  return (
    <Button
      size="s"
      tone="ghost"
      icon={landmark === 'denial' ? Ban : ShieldQuestionMark}
      keys={LANDMARK_KEYS[landmark]}
      aria-keyshortcuts={LANDMARK_KEYS[landmark]}
      title={next === null ? `No ${landmark} after this step` : `Next ${landmark}: step ${next + 1}`}
      disabled={next === null}
      onClick={() => next !== null && playback.moveTo(next)}
    >
      <span className="jump-words">
        <span className="jump-next">Next </span>
        {landmark}
      </span>
    </Button>
  );
}
