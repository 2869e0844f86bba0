/** Where a view begins, for whoever comes to it by a key. */
export const VIEW_PLACES = ['.shell-main h1', '.shell-main'] as const;

/** Gives the focus to the first of these places that is there, also one that Tab does not stop at. */
export function focusPlace(root: ParentNode, selectors: readonly string[]): void {
  const place = selectors.map((name) => root.querySelector<HTMLElement>(name)).find(Boolean);
  if (!place) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
