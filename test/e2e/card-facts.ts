import type { Locator } from '@playwright/test';

/**
 * Which of these facts an operator would not see without scrolling, and why. One is seen when all of it lies in the visible
 * part of every box around it and of the window, when none of it is cut off, and when nothing lies over it.
 */
export async function unseen(facts: Readonly<Record<string, Locator>>): Promise<readonly string[]> {
  const told = await Promise.all(
    Object.entries(facts).map(async ([name, fact]) => {
      const why = await fact.evaluate(whyUnseen);
      return why === null ? [] : [`${name}: ${why}`];
    }),
  );
  return told.flat();
}

/** In the page. */
function whyUnseen(element: Element): string | null {
  const TOLERATED_PX = 0.5;
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  if (width < 2 || height < 2) return 'takes no room';
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  const isCut = scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
  if (isCut && getComputedStyle(element).overflowX !== 'visible') {
    return `is cut: ${clientWidth}×${clientHeight} px of ${scrollWidth}×${scrollHeight} are shown`;
  }
  const boxes = [{ name: 'the window', left: 0, top: 0, right: innerWidth, bottom: innerHeight }];
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(around);
    if (overflowX === 'visible' && overflowY === 'visible') continue;
    const rect = around.getBoundingClientRect();
    boxes.push({
      name: `“${around.className}”`,
      left: rect.left,
      top: rect.top,
      right: rect.left + around.clientLeft + around.clientWidth,
      bottom: rect.top + around.clientTop + around.clientHeight,
    });
  }
  for (const box of boxes) {
    const over = Math.max(box.left - left, box.top - top, right - box.right, bottom - box.bottom);
    if (over > TOLERATED_PX) return `lies ${Math.round(over)} px outside ${box.name}`;
  }
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const points = [
    [x, y],
    [left + 1, y],
    [right - 1, y],
    [x, top + 1],
    [x, bottom - 1],
  ] as const;
  for (const [atX, atY] of points) {
    const hit = document.elementFromPoint(atX, atY);
    if (hit === null || !(element === hit || element.contains(hit))) {
      return `is covered by ${hit?.tagName.toLowerCase() ?? 'nothing'}.${hit?.className ?? ''}`;
    }
  }
  return null;
}
