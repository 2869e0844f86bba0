import type { ElementTarget } from '../../../../shared/domain/target';
import { Emitter } from '../../base/emitter';
import { withLimit } from '../../base/limits';
import { mayFail, withoutFailing } from '../../base/may-fail';
import type { DocumentOrigin } from '../sign-in/bound-origin';
import { HIDES_FUNCTION, OWNER_FUNCTION } from '../sign-in/frame-source';
import type { Places, SignInDocument } from '../sign-in/sign-in-page';
import type { Documents, FrameName, RemoteObject } from './documents';
import type { ElementLocator } from './element-locator';
import type { Page } from './page';
import type { PageView } from './page-probe';
import { Placement } from './placement';

/** Roles of the accessibility tree, which knows closed shadow roots too, by which fields and their buttons are found. */
const ROLES = ['textbox', 'searchbox', 'combobox', 'spinbutton', 'button'];
const INTERRUPT_LIMIT_MS = 60;

/** A frame in the process that holds it, and those around it. */
export type FrameSpot = { readonly documents: Documents; readonly frame: FrameName };

export type SignInFrameDeps = {
  readonly page: Page;
  readonly view: PageView;
  readonly locator: ElementLocator;
  /** Itself and the frames around it, the outermost last. */
  readonly spots: readonly FrameSpot[];
  readonly chain: readonly DocumentOrigin[];
};

/** The document of one frame of the page in front, in which a form to sign in with may be. */
export class SignInFrame implements SignInDocument {
  readonly name: string;
  readonly chain: readonly DocumentOrigin[];
  readonly #spot: FrameSpot;
  readonly #group: string;
  readonly #gone = new Emitter<void>();
  readonly #stopFollowing: () => void;
  #hasLeft = false;

  constructor(
    private readonly deps: SignInFrameDeps,
    spot: FrameSpot,
  ) {
    this.#spot = spot;
    this.chain = deps.chain;
    this.name = `${spot.frame.id}:${spot.frame.loaderId}`;
    this.#group = spot.documents.newGroup();
    const stops = deps.spots.map(({ documents, frame }) =>
      documents.left.on((id) => id === frame.id && this.#leave()),
    );
    this.#stopFollowing = () => {
      for (const stop of stops) stop();
    };
  }

  onGone(listener: () => void): () => void {
    return this.#gone.on(listener);
  }

  async collect(functionDeclaration: string): Promise<string> {
    const { documents, frame } = this.#spot;
    const { objectId } = await documents.ask(frame.id, 'function () { return document; }', this.#group);
    if (objectId === undefined) throw new Error('the document is out of reach');
    const shown = await this.#nodesInShadows(objectId);
    const args = shown.flatMap(({ objectId: node }) => (node === undefined ? [] : [{ objectId: node }]));
    const collected = await documents.callWith(objectId, functionDeclaration, { args, returnByValue: false });
    if (collected.objectId === undefined) throw new Error('the document could not be read');
    return collected.objectId;
  }

  async run<T>(
    handle: string,
    functionDeclaration: string,
    args: readonly unknown[] = [],
  ): Promise<T | null> {
    const given = args.map((value) => ({ value }));
    const options = { args: given, returnByValue: true };
    const { value } = await this.#spot.documents.callWith(handle, functionDeclaration, options);
    return (value ?? null) as T | null;
  }

  async target(handle: string, functionDeclaration: string): Promise<ElementTarget | null> {
    const { documents, frame } = this.#spot;
    const { objectId } = await documents.call(handle, functionDeclaration);
    const placement = await this.#placement();
    if (objectId === undefined || placement === null) return null;
    const spot = { documents, frameId: frame.id, placement };
    const target = await this.deps.locator.read(spot, objectId, this.deps.view);
    return target.kind === 'element' ? target : null;
  }

  focus(): Promise<void> {
    return this.deps.page.focus();
  }

  async isOnTop(places: Places): Promise<boolean> {
    let inner = places;
    for (const [level, { documents, frame }] of this.deps.spots.entries()) {
      if (frame.id === documents.rootFrameId && (await isHidden(documents, inner))) return false;
      const outer = this.deps.spots[level + 1];
      if (outer === undefined) return true;
      const around = await this.#around(outer, frame.id, inner);
      if (around === null) return false;
      inner = around;
    }
    return false;
  }

  get isGone(): boolean {
    return this.#hasLeft || this.#spot.documents.isGone;
  }

  get isLeaving(): boolean {
    return this.deps.spots.some(({ documents, frame }) => documents.isLeaving(frame.id));
  }

  async interrupt(): Promise<void> {
    const { page } = this.deps;
    const ended = this.#spot.documents.send('Runtime.terminateExecution');
    const both = Promise.all([page.dismissDialog(), ended]);
    const done = withoutFailing(both, undefined, 'the process is ended then');
    await withLimit(done, INTERRUPT_LIMIT_MS, undefined);
  }

  /** Nothing is waited for: a process that ends answers nothing. */
  async end(): Promise<void> {
    mayFail(this.#spot.documents.send('Page.crash'), 'a process that ends answers nothing');
  }

  letGo(): void {
    this.#stopFollowing();
    this.#spot.documents.letGo(this.#group);
  }

  #leave(): void {
    this.#hasLeft = true;
    this.#gone.emit();
  }

  async #nodesInShadows(document: string): Promise<readonly RemoteObject[]> {
    const { documents, frame } = this.#spot;
    const asked = ROLES.map((role) =>
      documents.send<{ nodes: readonly { readonly backendDOMNodeId?: number }[] }>(
        'Accessibility.queryAXTree',
        {
          objectId: document,
          role,
        },
      ),
    );
    const found = (await Promise.all(asked)).flatMap(({ nodes }) => nodes);
    const ids = found.flatMap(({ backendDOMNodeId: id }) => (id === undefined ? [] : [id]));
    return Promise.all(
      ids.map((id) =>
        withoutFailing(
          documents.resolve(id, frame.id, this.#group),
          {},
          'what is of another frame is found there',
        ),
      ),
    );
  }

  /** Where the outermost document of its process lies on the screen. */
  async #placement(): Promise<Placement | null> {
    const { view, spots } = this.deps;
    let placement: Placement | null = Placement.at({ x: view.originX, y: view.originY }, view.scale);
    for (const { documents, frame } of [...spots].reverse()) {
      if (frame.id !== documents.rootFrameId || documents.of === 'page') continue;
      const around = spots.find(({ frame: { id } }) => id === frame.outerId);
      if (around === undefined) return null;
      const [quad, inner] = await Promise.all([around.documents.frameQuad(frame.id), documents.view()]);
      const place = Placement.inQuad(quad, inner.width, inner.height);
      if (place === null) return null;
      placement = placement.around(place);
    }
    return placement;
  }

  async #around({ documents, frame }: FrameSpot, inner: string, places: Places): Promise<Places | null> {
    const group = documents.newGroup();
    try {
      const { backendNodeId } = await documents.frameOwner(inner);
      const { objectId } = await documents.resolve(backendNodeId, frame.id, group);
      if (objectId === undefined) return null;
      const args = [places.places, places.width, places.height].map((value) => ({ value }));
      const { value } = await documents.callWith(objectId, OWNER_FUNCTION, { args, returnByValue: true });
      return (value ?? null) as Places | null;
    } finally {
      documents.letGo(group);
    }
  }
}

/** Whether anything that lets clicks through hides one of the places. They are in the outermost document of a process. */
async function isHidden(documents: Documents, { places }: Places): Promise<boolean> {
  const { scrollX, scrollY } = await documents.view();
  const group = documents.newGroup();
  const hides = async ([x, y]: readonly [number, number]) => {
    const hit = await documents.drawnAt(Math.round(x + scrollX), Math.round(y + scrollY));
    const { objectId } = await documents.resolve(
      hit.backendNodeId,
      hit.frameId ?? documents.rootFrameId,
      group,
    );
    return objectId === undefined || (await documents.call(objectId, HIDES_FUNCTION, true)).value !== false;
  };
  try {
    return (await Promise.all(places.map(hides))).includes(true);
  } finally {
    documents.letGo(group);
  }
}
