import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type WheelEvent,
} from 'react';

const NEAR_END_PX = 40;
const KEYS_UP: readonly string[] = ['ArrowUp', 'PageUp', 'Home'];

type Sizes = { readonly top: number; readonly height: number; readonly room: number };

type FollowedEnd = {
  readonly isFollowing: boolean;
  readonly follow: () => void;
  readonly onScroll: () => void;
  readonly onWheel: (event: WheelEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * Keeps a box scrolled to the end of its content, whatever of the two changes its size, until the operator scrolls up.
 * A place that moved while a size changed was moved by the layout and not by anybody.
 */
export function useFollowedEnd(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): FollowedEnd {
  const [isFollowing, setIsFollowing] = useState(true);
  const seen = useRef<Sizes>({ top: 0, height: 0, room: 0 });
  const toEnd = useCallback((): void => {
    const element = box.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    seen.current = sizesOf(element);
  }, [box]);
  useLayoutEffect(() => {
    if (isFollowing) toEnd();
  }, [isFollowing, toEnd]);
  useEffect(() => {
    const [around, inside] = [box.current, content.current];
    if (around === null || inside === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (isFollowing) toEnd();
      // What fits has nothing to scroll back to.
      else if (!canScroll(around)) setIsFollowing(true);
    });
    observer.observe(around);
    observer.observe(inside);
    return () => observer.disconnect();
  }, [box, content, isFollowing, toEnd]);
  const letGo = (): void => {
    if (box.current !== null && canScroll(box.current)) setIsFollowing(false);
  };
  return {
    isFollowing,
    follow: () => setIsFollowing(true),
    onScroll: () => {
      const element = box.current;
      if (element === null) return;
      const before = seen.current;
      const now = sizesOf(element);
      seen.current = now;
      const isResized = now.height !== before.height || now.room !== before.room;
      if (isResized) return;
      if (now.top < before.top) letGo();
      else if (now.top > before.top && isNearEnd(now)) setIsFollowing(true);
    },
    // Words that stream in change the size all the time: what the operator does is seen where it is done.
    onWheel: ({ deltaY }) => {
      if (deltaY < 0) letGo();
    },
    onKeyDown: ({ key }) => {
      if (KEYS_UP.includes(key)) letGo();
    },
  };
}

function sizesOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement): Sizes {
  return { top: scrollTop, height: scrollHeight, room: clientHeight };
}

function isNearEnd({ top, height, room }: Sizes): boolean {
  return top + room >= height - NEAR_END_PX;
}

function canScroll({ scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollHeight > clientHeight;
}
