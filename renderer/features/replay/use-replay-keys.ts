import { useEffect } from 'react';
import type { Playback } from './playback';

const CONTROLS = 'button, a, input, textarea, select, summary, [role="tab"], [role="slider"]';

/** Space plays and pauses, arrows step, Home and End jump, unless a control or an approval has the keyboard. */
export function useReplayKeys(playback: Playback, length: number): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('.approvals-dock')) return;
      const act = actionOf(event, target, playback, length);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [playback, length]);
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
