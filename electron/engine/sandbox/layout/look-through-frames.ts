import type { Box } from '../../../../shared/domain/geometry';
import type { MaskKind } from '../../../../shared/domain/redaction';
import type { Mask } from '../../redaction/mask';
import type { Wanted } from '../../redaction/page-eye';
import type { Documents } from '../browser/documents';
import { documentsIn } from '../browser/element-boxes';
import type { Page } from '../browser/page';
import type { PageView } from '../browser/page-probe';
import { Placement } from '../browser/placement';
import { intersection, isEmpty } from '../display/boxes';
import { openSuspects } from './closed-roots';
import { isKind, readLook } from './document-look';
import { type DocumentLook, LAYOUT_PROGRAM } from './layout-program';

/** What a page and all its frames said at one moment. */
export type Find = {
  readonly masks: readonly Mask[];
  /** What its title or address shows; null for nothing. */
  readonly named: MaskKind | null;
  readonly pops: boolean;
  readonly unplaced: boolean;
  readonly held: boolean;
};

export type LookAsk = {
  readonly page: Page;
  readonly view: PageView;
  readonly frames: readonly Documents[];
  readonly moment: 'look' | 'before' | 'after';
  readonly wanted: Wanted;
};

/** Asks every document that can be seen. Rejects when one does not answer as it should. */
export async function lookThroughFrames({ page, view, frames, moment, wanted }: LookAsk): Promise<Find> {
  const area = {
    x: view.originX,
    y: view.originY,
    width: view.width * view.scale,
    height: view.height * view.scale,
  };
  const looks: DocumentLook[] = [];
  const masks: Mask[] = [];
  let named: MaskKind | null = null;
  const ask = `${moment}(${JSON.stringify(wanted)})`;

  const search = async (documents: Documents, placement: Placement, clip: Box): Promise<void> => {
    const shown = await documentsIn(documents, frames);
    await Promise.all(
      shown.map(async ({ holder, frameId, quad }) => {
        const seen = quad === null ? clip : intersection(placement.boxAround(quad), clip);
        // One that is beside what can be seen draws nothing, and would not answer.
        if (isEmpty(seen)) return;
        if (moment !== 'after') await openRoots(holder, frameId);
        const look = await lookAt(holder, frameId, ask);
        looks.push(look);
        if (frameId === page.documents.rootFrameId && isKind(look.named)) named = look.named;
        const inner = quad === null ? null : Placement.inQuad(quad, look.width, look.height);
        // It is turned in space: where something lies in it can't be told, but that it lies in it.
        const isTurned = quad !== null && inner === null;
        const place = inner === null ? placement : placement.around(inner);
        masks.push(...masksOf(look, isTurned ? null : place, seen));
        if (holder !== documents) {
          if (isTurned) throw new Error('where a frame is can not be told');
          await search(holder, place, seen);
        }
      }),
    );
  };

  await search(page.documents, Placement.at({ x: view.originX, y: view.originY }, view.scale), area);
  return {
    masks: masks.sort(byPlace),
    named,
    pops: looks.some(({ pops }) => pops),
    unplaced: looks.some(({ unplaced }) => unplaced),
    held: looks.every(({ held }) => held),
  };
}

/** Closed shadow roots may have others in them. */
const MOST_DEPTH = 4;

async function openRoots(holder: Documents, frameId: string): Promise<void> {
  for (let depth = 0; depth < MOST_DEPTH; depth += 1) {
    const count = await askProgram(holder, frameId, 'suspects()');
    if (typeof count !== 'number' || count === 0) return;
    if (!(await openSuspects(holder, frameId, count))) return;
  }
}

/** What the program of a document answers; it is put there first where it is not yet. */
async function askProgram(holder: Documents, frameId: string, ask: string): Promise<unknown> {
  const isThere = `globalThis.airlockLayout === undefined ? null : airlockLayout.${ask}`;
  return (
    (await holder.evaluate<unknown>(frameId, isThere)) ??
    (await holder.evaluate<unknown>(frameId, `${LAYOUT_PROGRAM}.${ask}`))
  );
}

async function lookAt(holder: Documents, frameId: string, ask: string): Promise<DocumentLook> {
  const look = readLook(await askProgram(holder, frameId, ask));
  if (look === null) throw new Error('the document did not answer as it should');
  return look;
}

function masksOf({ places }: DocumentLook, placement: Placement | null, seen: Box): readonly Mask[] {
  return places.flatMap(([kind, left, top, right, bottom]) => {
    if (!isKind(kind)) return [];
    const corners = [left, top, right, top, right, bottom, left, bottom];
    const box = placement === null ? seen : intersection(placement.boxAround(corners), seen);
    return isEmpty(box) ? [] : [{ kind, box }];
  });
}

/** Frames answer in any order. */
function byPlace(a: Mask, b: Mask): number {
  return a.box.y - b.box.y || a.box.x - b.box.x || a.box.width - b.box.width || a.kind.localeCompare(b.kind);
}
