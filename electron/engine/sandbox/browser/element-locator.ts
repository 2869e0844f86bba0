import type { Box, Point } from '../../../../shared/domain/geometry';
import { isContentRole, type Target } from '../../../../shared/domain/target';
import { withoutFailing } from '../../base/may-fail';
import type { Hidden } from '../../redaction/hidden';
import type { Documents, DomNode } from './documents';
import {
  CONNECTED_FUNCTION,
  CONTROL_FUNCTION,
  type ElementFacts,
  FOCUSED_FUNCTION,
  factsFunction,
  TEXT_SLOT_FUNCTION,
} from './element-probe';
import { readHeldForm } from './form-values';
import { FORM_VALUES_PROGRAM, type KeptBack } from './form-values-probe';
import type { Answered } from './front';
import type { PageView } from './page-probe';
import { Placement } from './placement';
import { type AxNode, isControlRole, isUnreadable, toTarget } from './to-target';
import { unknownTarget } from './unknown-target';

/** Elements that show another document. A click on one goes to what is inside. */
const FRAMES: ReadonlySet<string> = new Set(['iframe', 'frame', 'object', 'embed', 'fencedframe', 'portal']);

/** Frames in frames, and shadow roots in shadow roots: a page may nest them without end. */
const MAX_DEPTH = 24;

/** An element went while it was read: what was read of it may be of no use. */
export class ElementGone extends Error {}

/** Where a look has got to: the documents of a process, a frame of them, and where they are on the screen. */
export type Spot = {
  readonly documents: Documents;
  readonly frameId: string;
  readonly placement: Placement;
};

/** What functions of ours are asked of an element: which one it is to be, from the node that was hit, and what of it. */
export type ElementAsk = { readonly element: string; readonly answer: string };
/** What the page's process says, which may be in foreign hands, and where on the screen the element is. */
export type ElementAnswer = { readonly value: unknown; readonly box: Box };

type Found = { readonly spot: Spot; readonly start: string | undefined; readonly group: string };

export type LocatorDeps = {
  /** The documents whose outermost frame this is; undefined when no process of its own holds it. */
  readonly documentsOf: (frameId: string) => Documents | undefined;
  /** A keyed digest of what a form's fields hold. */
  readonly digest: (text: string) => string;
  /** What of the values of fields nobody is to see; null while that is not known, and then none is read. */
  readonly hidden: () => Hidden | null;
};

/** Finds elements of a page, whatever frames and shadow roots they are in. Rejects when a document does not answer. */
export class ElementLocator {
  constructor(private readonly deps: LocatorDeps) {}

  /** What a click at a point of the screen would act on. */
  async at(point: Point, root: Documents, view: PageView): Promise<Target> {
    const found = await this.#find(point, root, view);
    if ('reason' in found) return unknownTarget(found.reason, view.url);
    return this.#describe(found.spot, found.start, view, found.group);
  }

  /** What is answered by the element at a point of the screen; null when there is none to ask. */
  async ask(point: Point, { page, view }: Answered, ask: ElementAsk): Promise<ElementAnswer | null> {
    const found = await this.#find(point, page.documents, view);
    if ('reason' in found || found.start === undefined) return null;
    const { documents, placement } = found.spot;
    try {
      const { objectId } = await documents.call(found.start, ask.element);
      if (objectId === undefined) return null;
      const [{ value }, { quads }] = await Promise.all([
        documents.call(objectId, ask.answer, true),
        documents.send<{ quads: readonly (readonly number[])[] }>('DOM.getContentQuads', { objectId }),
      ]);
      return { value, box: placement.boxAround(quads[0]) };
    } finally {
      documents.letGo(found.group);
    }
  }

  /** The node at a point of the screen, through every frame, or why it can't be told. */
  async #find(point: Point, root: Documents, view: PageView): Promise<Found | { readonly reason: string }> {
    let documents = root;
    let placement = Placement.at({ x: view.originX, y: view.originY }, view.scale);
    let { scrollX, scrollY, width, height } = view;
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
      const place = placement.toInner(point);
      if (place.x < 0 || place.y < 0 || place.x >= width || place.y >= height)
        return { reason: 'it is at the border of a frame' };
      const hit = await hitAround(documents, { x: place.x + scrollX, y: place.y + scrollY });
      if (hit === null) return { reason: 'it is between two elements' };
      const spot = { documents, frameId: hit.frameId ?? documents.rootFrameId, placement };
      const group = documents.newGroup();
      const [node, object] = await Promise.all([
        documents.describe(hit),
        documents.resolve(hit.backendNodeId, spot.frameId, group),
      ]);
      if (!FRAMES.has(node.localName)) return { spot, start: object.objectId, group };
      documents.letGo(group);
      const inner = await this.#enter(spot, node);
      if (inner === null) return { reason: 'it is in a part of the page that is out of reach' };
      ({ documents, placement } = inner);
      ({ scrollX, scrollY, width, height } = inner.view);
    }
    return { reason: 'it is in too many frames' };
  }

  /** What has the keyboard. */
  async focused(root: Documents, view: PageView): Promise<Target> {
    const placement = Placement.at({ x: view.originX, y: view.originY }, view.scale);
    let spot: Spot = { documents: root, frameId: root.rootFrameId, placement };
    let group = root.newGroup();
    let object = await root.ask(spot.frameId, FOCUSED_FUNCTION, group);
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
      const { objectId } = object;
      if (objectId === undefined) return unknownTarget('the element is out of reach', view.url);
      const node = await spot.documents.describe({ objectId });
      if (FRAMES.has(node.localName)) {
        spot.documents.letGo(group);
        const inner = await this.#enter(spot, node);
        const isLocal = inner === null && node.frameId !== undefined;
        if (inner === null && !isLocal)
          return unknownTarget('it is in a part of the page that is out of reach', view.url);
        spot = inner ?? { ...spot, frameId: node.frameId ?? '' };
        group = spot.documents.newGroup();
        object = await spot.documents.ask(spot.frameId, FOCUSED_FUNCTION, group);
        continue;
      }
      const closed = node.shadowRoots?.find(({ shadowRootType }) => shadowRootType === 'closed');
      const inside = closed && (await this.#activeIn(spot, closed.backendNodeId, group));
      if (inside === undefined) return this.#describe(spot, objectId, view, group);
      object = { objectId: inside };
    }
    return unknownTarget('it is in too many frames', view.url);
  }

  /** What has the focus inside a closed shadow root; undefined when nothing has. */
  async #activeIn(
    { documents, frameId }: Spot,
    shadowRoot: number,
    group: string,
  ): Promise<string | undefined> {
    const { objectId } = await documents.resolve(shadowRoot, frameId, group);
    if (objectId === undefined) return undefined;
    return (await documents.call(objectId, FOCUSED_FUNCTION)).objectId;
  }

  /** The document that a frame of another process shows; null when there is none, or its place can't be told. */
  async #enter(
    { documents, placement }: Spot,
    owner: DomNode,
  ): Promise<(Spot & { readonly view: PageView }) | null> {
    const inner = owner.frameId === undefined ? undefined : this.deps.documentsOf(owner.frameId);
    if (inner === undefined) return null;
    const [quad, view] = await Promise.all([documents.contentQuad(owner.backendNodeId), inner.view()]);
    const place = Placement.inQuad(quad, view.width, view.height);
    if (place === null) return null;
    return { documents: inner, frameId: inner.rootFrameId, placement: placement.around(place), view };
  }

  async #describe(spot: Spot, start: string | undefined, view: PageView, group: string): Promise<Target> {
    const { documents } = spot;
    try {
      const control = start && (await documents.call(start, CONTROL_FUNCTION)).objectId;
      if (!control) return unknownTarget('the element is out of reach', view.url);
      const target = await this.read(spot, control, view);
      if (target.kind !== 'element' || !isContentRole(target.role)) return target;
      const around = await controlAround(spot, control, group);
      return around === undefined ? target : this.read(spot, around, view);
    } finally {
      documents.letGo(group);
    }
  }

  /** Everything about one element. `view` is of its tab. */
  async read({ documents, frameId, placement }: Spot, objectId: string, view: PageView): Promise<Target> {
    const hidden = this.deps.hidden();
    const [facts, node, accessible, quads, frames, isThere] = await Promise.all([
      documents.call(objectId, factsFunction(hidden && keptBack(hidden)), true),
      documents.describe({ objectId }),
      documents.send<{ nodes: readonly AxNode[] }>('Accessibility.getPartialAXTree', {
        objectId,
        fetchRelatives: false,
      }),
      withoutFailing(
        documents.send<{ quads: readonly (readonly number[])[] }>('DOM.getContentQuads', { objectId }),
        { quads: [] },
        'what is not shown has no box',
      ),
      documents.frames(),
      // Answered last: whoever is there then was there all the time.
      documents.call(objectId, CONNECTED_FUNCTION, true),
    ]);
    if (isThere.value !== true) throw new ElementGone('The element went while it was read.');
    const frame = frames.find(({ id }) => id === frameId);
    if (facts.value === undefined || frame === undefined)
      return unknownTarget('the element could not be read', view.url);
    if (FRAMES.has(node.localName))
      return unknownTarget('it is in a part of the page that is out of reach', view.url);
    const told = facts.value as ElementFacts;
    if (hidden !== null && told.held === null) {
      // Its document is older than our look at it.
      const { value } = await documents.call(objectId, INSTALL_FUNCTION, true);
      if (value === true) return this.read({ documents, frameId, placement }, objectId, view);
    }
    const corners = { quad: quads.quads[0], placement };
    const target = toTarget(told, accessible.nodes[0], {
      box: placement.boxAround(quads.quads[0]),
      url: view.url,
      pageTitle: view.title,
      isInFrame: documents.of === 'frame' || frame.parentId !== null,
      node: `${frame.id}:${frame.loaderId}:${node.backendNodeId}`,
      digest: this.deps.digest,
      held: told.held && hidden && readHeldForm(told.held, corners, hidden),
    });
    return isUnreadable(target) ? unknownTarget('its label is too long to be read', view.url) : target;
  }
}

/** Puts the program into the document of an element; answers whether that was missing, so that it is tried once. */
const INSTALL_FUNCTION = `function () {
  const wasMissing = !Object.hasOwn(globalThis, 'airlockFormValues');
  return ${FORM_VALUES_PROGRAM} !== null && wasMissing;
}`;

/** What the page's own process is told of what nobody is to see: no secret. */
function keptBack({ selectors, detect }: Hidden): KeptBack {
  return { selectors, detect };
}

/**
 * The control around an element as it is drawn, where closed shadow roots hide that from the page: they may have put the
 * element, or its text, into a slot of a button of theirs. Undefined when there is none.
 */
async function controlAround(
  { documents, frameId }: Spot,
  objectId: string,
  group: string,
): Promise<string | undefined> {
  const [{ shadowRoots = [] }, { nodes }] = await Promise.all([
    documents.describe({ objectId }),
    documents.send<{ nodes: readonly AxNode[] }>('Accessibility.getAXNodeAndAncestors', { objectId }),
  ]);
  const closed = shadowRoots.find(({ shadowRootType }) => shadowRootType === 'closed');
  if (closed !== undefined) {
    const root = (await documents.resolve(closed.backendNodeId, frameId, group)).objectId;
    const slot = root && (await documents.call(root, TEXT_SLOT_FUNCTION)).objectId;
    if (slot) return (await documents.call(slot, CONTROL_FUNCTION)).objectId;
  }
  const control = nodes.find((node) => isControlRole(node))?.backendDOMNodeId;
  return control === undefined ? undefined : (await documents.resolve(control, frameId, group)).objectId;
}

/**
 * The protocol takes whole pixels. Where a click falls between them (a zoomed page, a frame that is scaled), all around
 * it must be one element; null when they are not.
 */
async function hitAround(documents: Documents, { x, y }: { readonly x: number; readonly y: number }) {
  const sides = (at: number) => {
    const near = Math.round(at);
    return Math.abs(at - near) < 1e-3 ? [near] : [Math.floor(at), Math.ceil(at)];
  };
  const places = sides(x).flatMap((left) => sides(y).map((top) => ({ left, top })));
  const hits = await Promise.all(places.map(({ left, top }) => documents.hit(left, top)));
  const [first] = hits;
  return first !== undefined && hits.every(({ backendNodeId }) => backendNodeId === first.backendNodeId)
    ? first
    : null;
}
