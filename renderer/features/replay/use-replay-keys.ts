import { useEffect } from 'react';
import type { Playback } from './playback';
import { type Landmark, nextLandmark, type ReplayStep } from './replay-model';

const CONTROLS = 'button, a, input, textarea, select, summary, [role="tab"], [role="slider"]';

const FIELDS = 'input, textarea, select';
/** The keys that jump, as their buttons show them. */
export const LANDMARK_KEYS: Readonly<Record<Landmark, string>> = { denial: 'D', approval: 'A' };
const LANDMARKS = Object.keys(LANDMARK_KEYS) as Landmark[];

/**
 * Space plays and pauses, arrows step, Home and End jump, unless a control or an approval has the keyboard. D and A jump to
 * the next denial and approval while the focus is in the replay.
 */
export function useReplayKeys(playback: Playback, steps: readonly ReplayStep[]): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('.approvals-dock')) return;
      const act = jumpOf(event, target, playback, steps) ?? actionOf(event, target, playback, steps.length);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [playback, steps]);
}

function jumpOf(
  { code, shiftKey, repeat }: KeyboardEvent,
  target: HTMLElement,
  { position, moveTo }: Playback,
  steps: readonly ReplayStep[],
): (() => void) | null {
  const landmark = LANDMARKS.find((one) => code === `Key${LANDMARK_KEYS[one]}`);
  if (landmark === undefined || shiftKey || repeat) return null;
  if (target.closest('.replay') === null || target.closest(FIELDS) !== null) return null;
  const next = nextLandmark(steps, position, landmark);
  return next === null ? null : () => moveTo(next);
}

function actionOf(
  event: KeyboardEvent,
  target: HTMLElement,
  { position, moveTo, toggle }: Playback,
  length: number,
): (() => void) | null {
  const isSlider = target.getAttribute('role') === 'slider';
  const isFree = target.closest(CONTROLS) === null;
  if (event.key === ' ') return (isFree || isSlider) && !event.repeat ? toggle : null;
  // The scrubber brings its own arrows; the filmstrip's buttons have none.
  if (!isFree && target.closest('.filmstrip') === null) return null;
  const targets: Record<string, number> = {
    ArrowLeft: position - 1,
    ArrowRight: position + 1,
    Home: 0,
    End: length - 1,
  };
  const next = targets[event.key];
  return next === undefined ? null : () => moveTo(next);
}
