import { mayFail, withoutFailing } from '../../base/may-fail';
import type { CdpSession } from '../cdp/cdp-session';
import { INPUT_SOURCE } from './input-probe';
import { type PageView, VIEW_EXPRESSION } from './page-probe';

export type RemoteObject = { readonly objectId?: string; readonly value?: unknown };
type Evaluated = { readonly result: RemoteObject; readonly exceptionDetails?: unknown };
type Frame = { readonly id: string; readonly loaderId: string };
type FrameTree = { readonly frame: Frame; readonly childFrames?: readonly FrameTree[] };

/** A node of the DOM, as far as it is used. `frameId` of an element that holds a frame is that frame's. */
export type DomNode = {
  readonly backendNodeId: number;
  readonly localName: string;
  readonly frameId?: string;
  readonly shadowRoots?: readonly { readonly backendNodeId: number; readonly shadowRootType?: string }[];
};

/** An isolated world's name, for all our look-ups. */
export const WORLD = 'airlock';
let groups = 0;

/**
 * The documents that one process of the browser holds of a tab: the page itself, or a frame of another site, each with
 * the frames of its own site inside. Places are CSS pixels in the window of the outermost of them.
 */
export class Documents {
  readonly #worlds = new Map<string, Promise<number>>();

  constructor(
    private readonly session: CdpSession,
    /** The outermost frame; the browser names it like the target. */
    readonly rootFrameId: string,
    /** What it is of: a page, or a frame of another site in one. */
    readonly of: 'page' | 'frame',
  ) {
    session.on('Page.frameNavigated', ({ frameId }) => this.#worlds.delete(frameId));
    session.on('Page.frameDetached', ({ frameId }) => this.#worlds.delete(frameId));
    session.on('Inspector.targetCrashed', () => this.forget());
  }

  async enable(): Promise<void> {
    const domains = ['Page', 'DOM', 'Accessibility'].map((domain) => this.send(`${domain}.enable`));
    await Promise.all([...domains, this.runFirst(INPUT_SOURCE)]);
  }

  /** Runs in every document that comes, in our world, before any script of its page; until it is stopped. */
  async runFirst(source: string): Promise<() => Promise<unknown>> {
    const { identifier } = await this.send<{ identifier: string }>('Page.addScriptToEvaluateOnNewDocument', {
      source,
      worldName: WORLD,
    });
    return () => this.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  }

  /** Whether a frame in one of its documents shows these. */
  holds(inner: Documents): boolean {
    return inner.session.parent === this.session;
  }

  /** After a failure: what is remembered of its documents may be of ones that are gone. */
  forget(): void {
    this.#worlds.clear();
  }

  async view(): Promise<PageView> {
    const { result } = await this.send<Evaluated>('Runtime.evaluate', {
      expression: VIEW_EXPRESSION,
      contextId: await this.#world(this.rootFrameId),
      returnByValue: true,
    });
    return result.value as PageView;
  }

  /** The value of an expression in a frame's document, waited for. Rejects when it throws. */
  async evaluate<T>(frameId: string, expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send<Evaluated>('Runtime.evaluate', {
      expression,
      contextId: await this.#world(frameId),
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error('the expression threw');
    return result.value as T;
  }

  /** The object that a function answers in a frame's document. Objects of a `group` are let go together. */
  async ask(frameId: string, functionDeclaration: string, group: string): Promise<RemoteObject> {
    const { result, exceptionDetails } = await this.send<Evaluated>('Runtime.evaluate', {
      expression: `(${functionDeclaration})()`,
      contextId: await this.#world(frameId),
      objectGroup: group,
    });
    return exceptionDetails === undefined ? result : {};
  }

  /** Calls a function on an object. An empty answer when it throws. */
  async call(objectId: string, functionDeclaration: string, returnByValue = false): Promise<RemoteObject> {
    const { result, exceptionDetails } = await this.send<Evaluated>('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration,
      returnByValue,
    });
    return exceptionDetails === undefined ? result : {};
  }

  /** What a click at a place of the document would hit, through frames of its own process and any shadow root. */
  hit(x: number, y: number): Promise<{ readonly backendNodeId: number; readonly frameId?: string }> {
    return this.send('DOM.getNodeForLocation', { x, y });
  }

  async resolve(backendNodeId: number, frameId: string, group: string): Promise<RemoteObject> {
    const { object } = await this.send<{ object: RemoteObject }>('DOM.resolveNode', {
      backendNodeId,
      executionContextId: await this.#world(frameId),
      objectGroup: group,
    });
    return object;
  }

  async describe(what: { readonly backendNodeId: number } | { readonly objectId: string }): Promise<DomNode> {
    return (await this.send<{ node: DomNode }>('DOM.describeNode', what)).node;
  }

  /** The corners of an element's content, where a frame shows its document; null for one that is not shown. */
  async contentQuad(backendNodeId: number): Promise<readonly number[] | null> {
    const box = this.send<{ model: { content: readonly number[] } }>('DOM.getBoxModel', { backendNodeId });
    return withoutFailing(
      box.then(({ model }) => model.content),
      null,
      'what is not shown has no box',
    );
  }

  /** Where the element that holds a frame shows it; null when it is not shown. */
  async frameQuad(frameId: string): Promise<readonly number[] | null> {
    const owner = this.send<{ backendNodeId: number }>('DOM.getFrameOwner', { frameId });
    return withoutFailing(
      owner.then(({ backendNodeId }) => this.contentQuad(backendNodeId)),
      null,
      'a frame that is gone is not shown',
    );
  }

  /** Its frames, the outermost first, each with the one it is in. */
  async frames(): Promise<
    readonly { readonly id: string; readonly loaderId: string; readonly parentId: string | null }[]
  > {
    const { frameTree } = await this.send<{ frameTree: FrameTree }>('Page.getFrameTree');
    const walk = (
      { frame, childFrames = [] }: FrameTree,
      parentId: string | null,
    ): (Frame & { parentId: string | null })[] => [
      { id: frame.id, loaderId: frame.loaderId, parentId },
      ...childFrames.flatMap((child) => walk(child, frame.id)),
    ];
    return walk(frameTree, null);
  }

  /** A name for the objects of one look, to let them go by. */
  newGroup(): string {
    groups += 1;
    return `look-${groups}`;
  }

  letGo(group: string): void {
    const release = this.send('Runtime.releaseObjectGroup', { objectGroup: group });
    mayFail(release, 'objects go with their document at the latest');
  }

  send<T>(method: string, params: object = {}): Promise<T> {
    return this.session.send<T>(method, params);
  }

  /** The isolated world of a frame; the same one until the frame navigates. */
  #world(frameId: string): Promise<number> {
    const known = this.#worlds.get(frameId);
    if (known !== undefined) return known;
    const made = this.send<{ executionContextId: number }>('Page.createIsolatedWorld', {
      frameId,
      worldName: WORLD,
    }).then(({ executionContextId }) => executionContextId);
    this.#worlds.set(frameId, made);
    made.catch(() => this.#worlds.get(frameId) === made && this.#worlds.delete(frameId));
    return made;
  }
}
