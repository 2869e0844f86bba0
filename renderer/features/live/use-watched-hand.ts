import { useEffect } from 'react';
import { NO_HAND, useLiveHand } from '../../stores/live-hand';

/**
 * Watches what the operator's hand does in Live, as long as that is the view. It listens before everything else: the
 * sandbox's screen lets nothing through that it takes.
 */
export function useWatchedHand(): void {
  useEffect(() => {
    const watch = new AbortController();
    const on = <N extends keyof WindowEventMap>(name: N, act: (event: WindowEventMap[N]) => void): void =>
      window.addEventListener(name, act, { capture: true, signal: watch.signal });
    on('pointerover', ({ target }) => useLiveHand.setState({ isOver: isInLive(target) }));
    on('pointerout', ({ relatedTarget }) => {
      if (relatedTarget === null) useLiveHand.setState({ isOver: false });
    });
    on('pointerdown', ({ target }) => useLiveHand.setState({ isPressed: isInLive(target) }));
    for (const end of ['pointerup', 'pointercancel'] as const)
      on(end, () => useLiveHand.setState({ isPressed: false }));
    on('keydown', ({ code, target }) => {
      if (isInLive(target)) useLiveHand.setState(({ keys }) => ({ keys: [...without(keys, code), code] }));
    });
    on('keyup', ({ code }) => useLiveHand.setState(({ keys }) => ({ keys: without(keys, code) })));
    // The window's own: what is let go of elsewhere is not heard here.
    on('blur', ({ target }) => {
      if (!(target instanceof Node)) useLiveHand.setState(NO_HAND);
    });
    return () => {
      watch.abort();
      useLiveHand.setState(NO_HAND);
    };
  }, []);
}

function isInLive(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.live') !== null;
}

function without(keys: readonly string[], code: string): readonly string[] {
  return keys.filter((held) => held !== code);
}
