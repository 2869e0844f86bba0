import { type RefObject, useEffect, useRef } from 'react';
import { focusPlace, VIEW_PLACES } from './focus-place';

/** Where the focus goes when what had it is gone, by the part of the window that it was in; the first that is there. */
const PLACES = {
  '.shell-dock': ['.approval-card', ...VIEW_PLACES],
  '.shell-main': VIEW_PLACES,
  '.rail': ['.rail-link[aria-current]', '.shell-main h1'],
  '.title-bar': VIEW_PLACES,
  '.notices': VIEW_PLACES,
} as const;
type Part = keyof typeof PLACES;

/**
 * Keeps the focus in the window's part that it was in: what was pressed often goes away by it, and a key pressed then
 * must neither be lost nor decide something. The focus comes to a card only from another one. Answers with what the window
 * is in.
 */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const shell = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = shell.current;
    if (root === null) return;
    let part: Part | null = null;
    const onFocusIn = ({ target }: FocusEvent): void => {
      part = target instanceof Element ? partOf(target) : null;
    };
    const check = (): void => {
      if (part === null || document.activeElement !== document.body) return;
      focusPlace(root, PLACES[part]);
    };
    const watch = new MutationObserver(check);
    watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    root.addEventListener('focusin', onFocusIn);
    return () => {
      watch.disconnect();
      root.removeEventListener('focusin', onFocusIn);
    };
  }, []);
  return shell;
}

function partOf(element: Element): Part | null {
  return (Object.keys(PLACES) as Part[]).find((part) => element.closest(part) !== null) ?? null;
}
