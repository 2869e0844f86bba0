import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How long a card must have stood still before it answers. */
const ARMING_MS = 600;
const MOVE_CHECK_MS = 100;

export type Arming = {
  readonly isArmed: boolean;
  /** Grows with every restart; keys the visible indication. */
  readonly epoch: number;
  /** True if the element may act at this very moment; one that has moved starts over and may not. */
  readonly check: () => boolean;
};

/**
 * Input counts only after `element` has shown the same thing in the same place, in a focused window, for ARMING_MS: a
 * click or a key meant for what was there before must not decide. See security.md A5.
 */
export function useArming(changeKey: string, element: RefObject<HTMLElement | null>): Arming {
  const [state, setState] = useState({ isArmed: false, epoch: 0 });
  const since = useRef(Number.POSITIVE_INFINITY);
  const place = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const restart = useCallback(() => {
    since.current = performance.now();
    place.current = placeOf(element.current);
    setState(({ epoch }) => ({ isArmed: false, epoch: epoch + 1 }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState(({ epoch }) => ({ isArmed: true, epoch })), ARMING_MS);
  }, [element]);

  const hasMoved = useCallback((): boolean => {
    if (place.current === placeOf(element.current)) return false;
    restart();
    return true;
  }, [element, restart]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what is shown is what restarts it
  useLayoutEffect(() => {
    restart();
    return () => clearTimeout(timer.current);
  }, [changeKey, restart]);

  useEffect(() => {
    const watch = setInterval(hasMoved, MOVE_CHECK_MS);
    window.addEventListener('focus', restart);
    document.addEventListener('visibilitychange', restart);
    return () => {
      clearInterval(watch);
      window.removeEventListener('focus', restart);
      document.removeEventListener('visibilitychange', restart);
    };
  }, [hasMoved, restart]);

  const check = useCallback(() => !hasMoved() && performance.now() - since.current >= ARMING_MS, [hasMoved]);
  return { ...state, check };
}

function placeOf(element: HTMLElement | null): string {
  if (element === null) return '';
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left, top, width, height].map(Math.round).join(' ');
}
