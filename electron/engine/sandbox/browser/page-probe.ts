import type { Box } from '../../../../shared/domain/geometry';

/**
 * What runs in the document as a whole, in an isolated world, so that the page's own scripts can't change what it sees.
 * Elements may be named like a document's properties ("DOM clobbering", which no world keeps out), so those are read
 * through the prototype.
 */

export type PageView = {
  readonly isVisible: boolean;
  readonly hasFocus: boolean;
  /** Where the page's own area begins on the screen and how many screen pixels a CSS pixel has. */
  readonly originX: number;
  readonly originY: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  /** How far the document is scrolled, in CSS pixels. */
  readonly scrollX: number;
  readonly scrollY: number;
  readonly url: string;
  readonly title: string;
  /** The browser window that it is in, on the screen. */
  readonly window: Box;
};

/** Where on the screen the page is (maximised window, no frame at left, right and bottom). */
export const VIEW_EXPRESSION = `({
  isVisible: Reflect.get(Document.prototype, 'visibilityState', document) === 'visible',
  hasFocus: Document.prototype.hasFocus.call(document),
  originX: screenX,
  originY: screenY + outerHeight - Math.round(innerHeight * devicePixelRatio),
  scale: devicePixelRatio,
  width: innerWidth,
  height: innerHeight,
  scrollX: scrollX,
  scrollY: scrollY,
  url: location.href,
  title: Reflect.get(Document.prototype, 'title', document).slice(0, 300),
  window: { x: screenX, y: screenY, width: outerWidth, height: outerHeight },
})`;

/** Settles when the page has dealt with the input that it had got, and drawn a frame of what came of it. */
export const DRAWN_EXPRESSION =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))';

/**
 * True when the document is complete, the window fills the screen, and two frames have been drawn since: an unmapped
 * window draws none. False at once in the empty document that a browser begins with.
 */
export const PAINTED_EXPRESSION = `new Promise((resolve) => {
  if (location.href === 'about:blank') return resolve(false);
  const drawn = () => {
    if (outerWidth < screen.availWidth || outerHeight < screen.availHeight) setTimeout(drawn, 10);
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
  };
  if (document.readyState === 'complete') drawn(); else addEventListener('load', drawn, { once: true });
})`;
