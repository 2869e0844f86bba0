import type { Box, Point } from '../../../../shared/domain/geometry';
import { type MaskPreview, PickedElement } from '../../../../shared/domain/picking';
import { grown } from '../../redaction/mask';
import type { PageEye } from '../../redaction/page-eye';
import type { Browser } from '../browser/browser';
import { elementFunction, PROPOSE_FUNCTION } from './propose-source';

/** Answers more boxes than anybody can tell apart with the first of them. */
const MOST_BOXES = 400;

export type PickerDeps = {
  readonly browser: () => Browser;
  /** What masks are made from. One of its own: an operator's questions must not come between two looks of the camera. */
  readonly eye: PageEye;
};

/** What an operator may mask: which element they point at, and what a selector would make black. Looks, and changes nothing. */
export class Picker {
  constructor(private readonly deps: PickerDeps) {}

  /**
   * The element under a point of the screen, or the one `up` levels around it. Null where no page is, and where its
   * process does not answer as it should. Never rejects.
   */
  async at(point: Point, up: number): Promise<PickedElement | null> {
    const found = await this.deps.browser().elementAt(point, {
      element: elementFunction(up),
      answer: PROPOSE_FUNCTION,
    });
    if (found === null || typeof found.value !== 'object') return null;
    const picked = PickedElement.safeParse({ ...found.value, box: found.box });
    // The page's process may be in foreign hands, and what it names must not hide anything.
    return picked.success && picked.data.selectors.every(isPlain) ? picked.data : null;
  }

  /** What a picture would have black for a selector alone, in every frame that can be seen. Never rejects. */
  async preview(selector: string): Promise<MaskPreview> {
    if (!(await this.deps.browser().isSelector(selector))) return { kind: 'unknown', reason: 'invalid' };
    const look = await this.deps.eye.glance({ selectors: [selector], fields: [], detect: [], needles: [] });
    if (look.kind === 'unseen') {
      const { cause } = look;
      return { kind: 'unknown', reason: cause === 'moving' ? 'silent' : cause };
    }
    const boxes = look.masks.map(({ box }) => grown(box));
    return { kind: 'shown', boxes: apart(boxes).slice(0, MOST_BOXES) };
  }
}

function isPlain(selector: string): boolean {
  return /^[ -~]+$/.test(selector);
}

/** Without those that lie in another one: an element is told as itself and as all that is in it. */
function apart(boxes: readonly Box[]): readonly Box[] {
  return boxes.filter(
    (box, at) =>
      !boxes.some(
        (other, index) => index !== at && contains(other, box) && (!contains(box, other) || index < at),
      ),
  );
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
