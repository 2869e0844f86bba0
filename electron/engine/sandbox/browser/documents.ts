import { Emitter } from '../../base/emitter';
import { mayFail, withoutFailing } from '../../base/may-fail';
import type { CdpSession } from '../cdp/cdp-session';
import { FORM_VALUES_PROGRAM } from './form-values-probe';
import { INPUT_SOURCE } from './input-probe';
import { type PageView, VIEW_EXPRESSION } from './page-probe';

export type RemoteObject = { readonly objectId?: string; readonly value?: unknown };
/** A value, or an object of the same document. */
export type CallArgument = { readonly value: unknown } | { readonly objectId: string };
type Evaluated = { readonly result: RemoteObject; readonly exceptionDetails?: unknown };
type Frame = {
  readonly id: string;
  readonly loaderId: string;
  readonly url: string;
  readonly securityOrigin: string;
  readonly unreachableUrl?: string;
  /** Also of the outermost of a frame of another site: the frame around it, in another process. */
  readonly parentId?: string;
};
/** A frame of one of its documents. `url` and `origin` are empty for a page of the browser's own in place of one. */
export type FrameName = {
  readonly id: string;
  readonly loaderId: string;
  /** The frame around it, as far as that is in the same process. */
  readonly parentId: string | null;
  readonly url: string;
  /** Of its address, as the browser names it. */
  readonly origin: string;
  /** The frame around it, in whatever process. */
  readonly outerId: string | null;
};
/** What a frame shows: the origin of its document, and the frame around it, in whatever process. */
export type ShownFrame = Pick<FrameName, 'origin' | 'outerId'>;
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
  /** The document that a frame of them showed is gone; tells its id. */
  readonly left = new Emitter<string>();
  /** How often another document or another address has come in a frame of them. */
  visits = 0;
  readonly #worlds = new Map<string, Promise<number>>();
  /** What frames have gone to, as far as the browser has said so. */
  readonly #shown = new Map<string, ShownFrame>();
  /** Frames that are on their way to another document. */
  readonly #leaving = new Set<string>();

  constructor(
    private readonly session: CdpSession,
    /** The outermost frame; the browser names it like the target. */
    readonly rootFrameId: string,
    /** What it is of: a page, or a frame of another site in one. */
    readonly of: 'page' | 'frame',
  ) {
    session.on('Page.frameNavigated', ({ frameId, origin, outerId, unreachableUrl }) => {
      this.visits += 1;
      this.#leave(frameId);
      this.#shown.set(frameId, { origin: unreachableUrl === null ? origin : '', outerId });
    });
    // A site that is one document asks for a sign-in without another one.
    session.on('Page.navigatedWithinDocument', () => {
      this.visits += 1;
    });
    session.on('Page.frameDetached', ({ frameId }) => {
      this.#leave(frameId);
      this.#shown.delete(frameId);
    });
    session.on('Page.frameStartedNavigating', ({ frameId, isToAnother }) => {
      if (isToAnother) this.#leaving.add(frameId);
    });
    session.on('Page.frameStoppedLoading', ({ frameId }) => this.#leaving.delete(frameId));
    session.onGone(() => this.left.emit(rootFrameId));
    session.on('Inspector.targetCrashed', () => this.forget());
  }

  async enable(): Promise<void> {
    const domains = ['Page', 'DOM', 'Accessibility'].map((domain) => this.send(`${domain}.enable`));
    await Promise.all([...domains, this.runFirst(INPUT_SOURCE), this.runFirst(FORM_VALUES_PROGRAM)]);
  }

  /** Runs in every document that comes, in our world, before any script of its page; until it is stopped. */
  async runFirst(source: string): Promise<() => Promise<unknown>> {
    const { identifier } = await this.send<{ identifier: string }>('Page.addScriptToEvaluateOnNewDocument', {
      source,
      worldName: WORLD,
    });
    return () => this.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  }

  /** Its process holds none of them any more. */
  get isGone(): boolean {
    return this.session.isGone;
  }

  /** What a frame was last said to show; null for one that has gone nowhere yet. */
  lastShown(frameId: string): ShownFrame | null {
    return this.#shown.get(frameId) ?? null;
  }

  /** Whether a frame has asked for another document, which has not come yet. */
  isLeaving(frameId: string): boolean {
    return this.#leaving.has(frameId);
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

  /**
   * Calls a function on an object with arguments, and waits for what it promises. An empty answer when it throws. The
   * arguments are in nothing but the message to the browser.
   */
  async callWith(
    objectId: string,
    functionDeclaration: string,
    { args, returnByValue }: { readonly args: readonly CallArgument[]; readonly returnByValue: boolean },
  ): Promise<RemoteObject> {
    const { result, exceptionDetails } = await this.send<Evaluated>('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration,
      arguments: args,
      returnByValue,
      awaitPromise: true,
    });
    return exceptionDetails === undefined ? result : {};
  }

  /** What a click at a place of the document would hit, through frames of its own process and any shadow root. */
  hit(x: number, y: number): Promise<{ readonly backendNodeId: number; readonly frameId?: string }> {
    return this.send('DOM.getNodeForLocation', { x, y });
  }

  /** What is drawn on top there, whether it takes clicks or lets them through. */
  drawnAt(x: number, y: number): Promise<{ readonly backendNodeId: number; readonly frameId?: string }> {
    return this.send('DOM.getNodeForLocation', { x, y, ignorePointerEventsNone: true });
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

  /** The element that holds a frame. Rejects when there is none. */
  frameOwner(frameId: string): Promise<{ readonly backendNodeId: number }> {
    return this.send('DOM.getFrameOwner', { frameId });
  }

  /** Where the element that holds a frame shows it; null when it is not shown. */
  async frameQuad(frameId: string): Promise<readonly number[] | null> {
    const owner = this.frameOwner(frameId);
    return withoutFailing(
      owner.then(({ backendNodeId }) => this.contentQuad(backendNodeId)),
      null,
      'a frame that is gone is not shown',
    );
  }

  /** Its frames, the outermost first, each with the one it is in. */
  async frames(): Promise<readonly FrameName[]> {
    const { frameTree } = await this.send<{ frameTree: FrameTree }>('Page.getFrameTree');
    const walk = ({ frame, childFrames = [] }: FrameTree, parentId: string | null): FrameName[] => {
      const { id, loaderId, unreachableUrl } = frame;
      const [url, origin] = unreachableUrl === undefined ? [frame.url, frame.securityOrigin] : ['', ''];
      const name = { id, loaderId, parentId, url, origin, outerId: frame.parentId ?? null };
      return [name, ...childFrames.flatMap((child) => walk(child, id))];
    };
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

  #leave(frameId: string): void {
    this.#worlds.delete(frameId);
    this.#leaving.delete(frameId);
    this.left.emit(frameId);
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
