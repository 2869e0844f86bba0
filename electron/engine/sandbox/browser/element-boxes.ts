import type { Box } from '../../../../shared/domain/geometry';
import { intersection, isEmpty } from '../display/boxes';
import type { Documents } from './documents';
import type { Page } from './page';
import type { PageView } from './page-probe';
import { Placement } from './placement';

/** More places than this are as good as everywhere. */
const MAX_BOXES = 200;

type Found = {
  readonly width: number;
  readonly height: number;
  /** For each selector the visible parts as x, y, width, height; null for one that is wrong, or matches too much. */
  readonly parts: readonly (readonly (readonly number[])[] | null)[];
};

/**
 * Runs in the page. Which part of an element can be seen is the browser's to say: what clips it depends on positioning
 * and every frame around. Its observer answers with the next frame that is drawn.
 */
const BOXES_FUNCTION = `async function (selectors) {
  const roots = [document];
  for (let at = 0; at < roots.length; at += 1) {
    const prototype = roots[at] === document ? Document.prototype : DocumentFragment.prototype;
    for (const element of prototype.querySelectorAll.call(roots[at], '*')) {
      const root = Reflect.get(Element.prototype, 'shadowRoot', element);
      if (root) roots.push(root);
    }
  }
  const matches = selectors.map((selector) => {
    try {
      const found = roots.flatMap((root) => {
        const prototype = root === document ? Document.prototype : DocumentFragment.prototype;
        return Array.from(prototype.querySelectorAll.call(root, selector));
      });
      return found.length > ${MAX_BOXES} ? null : found;
    } catch { return null; }
  });
  const elements = new Set(matches.flatMap((found) => found ?? []));
  const seen = new Map();
  if (elements.size > 0) await new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      for (const { target, intersectionRect: { x, y, width, height } } of entries) seen.set(target, [x, y, width, height]);
      if (seen.size < elements.size) return;
      observer.disconnect();
      resolve();
    });
    for (const element of elements) observer.observe(element);
  });
  const parts = matches.map((found) => found && found.map((element) => seen.get(element)).filter((box) => box[2] > 0 && box[3] > 0));
  return { width: innerWidth, height: innerHeight, parts };
}`;

export type Document = {
  readonly holder: Documents;
  readonly frameId: string;
  readonly quad: readonly number[] | null;
};

/** Where the elements that each selector matches can be seen, in screen pixels, in every frame of a page. */
export async function findBoxes(
  selectors: readonly string[],
  { page, view }: { readonly page: Page; readonly view: PageView },
  frames: readonly Documents[],
): Promise<ReadonlyMap<string, readonly Box[] | null>> {
  const area = {
    x: view.originX,
    y: view.originY,
    width: view.width * view.scale,
    height: view.height * view.scale,
  };
  const expression = `(${BOXES_FUNCTION})(${JSON.stringify(selectors)})`;
  const boxes: (Box[] | null)[] = selectors.map(() => []);

  const add = (found: Found, placement: Placement) => {
    for (const [index, parts] of found.parts.entries()) {
      const all = boxes[index];
      if (parts === null || !all || all.length + parts.length > MAX_BOXES) boxes[index] = null;
      else
        all.push(
          ...parts
            .map((part) => intersection(placement.boxAround(cornersOf(part)), area))
            .filter((box) => !isEmpty(box)),
        );
    }
  };

  const search = async (documents: Documents, placement: Placement): Promise<void> => {
    const shown = await documentsIn(documents, frames);
    await Promise.all(
      shown.map(async ({ holder, frameId, quad }) => {
        // Not shown at all, or beside what can be seen.
        if (quad !== null && isEmpty(intersection(placement.boxAround(quad), area))) return;
        const found = await holder.evaluate<Found>(frameId, expression);
        const inner = quad === null ? null : Placement.inQuad(quad, found.width, found.height);
        if (quad !== null && inner === null) throw new Error('where a frame is can not be told');
        const place = inner === null ? placement : placement.around(inner);
        add(found, place);
        if (holder !== documents) await search(holder, place);
      }),
    );
  };

  await search(page.documents, Placement.at({ x: view.originX, y: view.originY }, view.scale));
  return new Map(selectors.map((selector, index) => [selector, boxes[index] ?? null]));
}

/** The documents of one process and those that its frames show from elsewhere, with the place of each in the outermost. */
export async function documentsIn(
  documents: Documents,
  frames: readonly Documents[],
): Promise<readonly Document[]> {
  const local = (await documents.frames()).map(({ id }) => ({ holder: documents, frameId: id }));
  const remote = frames
    .filter((inner) => documents.holds(inner))
    .map((inner) => ({ holder: inner, frameId: inner.rootFrameId }));
  const inner = [...local.slice(1), ...remote];
  const quads = await Promise.all(inner.map(({ frameId }) => documents.frameQuad(frameId)));
  const shown = inner.flatMap((document, index) => {
    const quad = quads[index] ?? null;
    return quad === null ? [] : [{ ...document, quad }];
  });
  // The outermost document of a frame of another site was searched with the documents around it.
  return documents.of === 'page'
    ? [{ holder: documents, frameId: documents.rootFrameId, quad: null }, ...shown]
    : shown;
}

function cornersOf([x = 0, y = 0, width = 0, height = 0]: readonly number[]): readonly number[] {
  return [x, y, x + width, y, x + width, y + height, x, y + height];
}
