import type { Point } from '../../../../shared/domain/action';
import type { Target } from '../../../../shared/domain/target';
import type { CdpConnection } from './cdp-connection';
import {
  CONTROL_FUNCTION,
  type ElementFacts,
  FACTS_FUNCTION,
  FOCUSED_FUNCTION,
  PAINTED_EXPRESSION,
  type PageView,
  VIEW_EXPRESSION,
} from './page-probe';
import { type AxNode, boxOnScreen, FRAMES, toTarget } from './to-target';
import { unknownTarget } from './unknown-target';

type RemoteObject = { readonly objectId?: string; readonly value?: unknown; readonly subtype?: string };
type Evaluated = { readonly result: RemoteObject; readonly exceptionDetails?: unknown };
type FrameTree = {
  readonly frameTree: { readonly frame: { readonly id: string; readonly loaderId: string } };
};
type NavigatedFrame = { readonly parentId?: string; readonly url: string };

/** An isolated world's name, for all our look-ups. */
const WORLD = 'airlock';
const PAINT_POLL_MS = 10;

/** One tab or pop-up window of the browser. */
export class Page {
  /** Kind of a JavaScript dialog that is open (`alert`, `confirm`, …); the page's scripts stand still meanwhile. */
  dialog: string | null = null;
  /** Address of its main document; null until the first one. Untrusted text. */
  url: string | null = null;
  /** Monotonic milliseconds of its last navigation. */
  navigatedAt = 0;
  #loadingFrames = new Set<string>();

  constructor(
    private readonly cdp: CdpConnection,
    private readonly sessionId: string,
  ) {}

  get isLoading(): boolean {
    return this.#loadingFrames.size > 0;
  }

  async enable(): Promise<void> {
    await Promise.all([
      this.#send('Inspector.enable'),
      this.#send('Page.enable'),
      this.#send('DOM.enable'),
      this.#send('Accessibility.enable'),
    ]);
  }

  onEvent(method: string, params: Readonly<Record<string, unknown>>): void {
    const frame = String(params.frameId ?? '');
    if (method === 'Page.frameStartedLoading') this.#loadingFrames.add(frame);
    else if (method === 'Page.frameStoppedLoading' || method === 'Page.frameDetached')
      this.#loadingFrames.delete(frame);
    else if (method === 'Page.frameNavigated') this.#onNavigated(params.frame as NavigatedFrame);
    else if (method === 'Page.javascriptDialogOpening') this.dialog = String(params.type);
    else if (method === 'Page.javascriptDialogClosed') this.dialog = null;
    else if (method === 'Inspector.targetCrashed') {
      this.dialog = null;
      this.#loadingFrames.clear();
    }
  }

  /** Answers when the navigation has begun or was refused; rejects only when the page is gone. */
  async open(url: string): Promise<void> {
    await this.#send('Page.navigate', { url });
  }

  /** Gives the page the keyboard. In a browser that begins with an empty page the address bar has it. */
  async focus(): Promise<void> {
    await this.#send('Page.bringToFront');
  }

  async view(): Promise<PageView> {
    const world = await this.#world();
    const { result } = await this.#send<Evaluated>('Runtime.evaluate', {
      expression: VIEW_EXPRESSION,
      contextId: world,
      returnByValue: true,
    });
    return result.value as PageView;
  }

  /** Answers once the page has loaded and drawn itself, so that a first screenshot shows it. */
  async painted(limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    while (!this.cdp.isClosed && performance.now() < end) {
      const options = { expression: PAINTED_EXPRESSION, awaitPromise: true };
      // The question is lost with the document it was asked of when the next one comes.
      const answer = await this.#send<Evaluated>('Runtime.evaluate', options).catch(() => null);
      if (answer?.result.value === true) {
        // A picture of it is answered only when the compositor has one; frames that were asked for may not be out yet.
        await this.#send('Page.captureScreenshot', { format: 'jpeg', quality: 1 }).catch(() => undefined);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAINT_POLL_MS));
    }
  }

  async elementAt(point: Point, view: PageView): Promise<Target> {
    const x = (point.x - view.originX) / view.scale;
    const y = (point.y - view.originY) / view.scale;
    if (x < 0 || y < 0 || x >= view.width || y >= view.height) {
      return unknownTarget("this is the browser's own interface, not the page", view.url);
    }
    // The protocol means a place in the document, not in the window.
    const hit = await this.#send<{ backendNodeId: number; frameId?: string }>('DOM.getNodeForLocation', {
      x: Math.floor(x + view.scrollX),
      y: Math.floor(y + view.scrollY),
    });
    const frameId = hit.frameId ?? (await this.#mainFrame()).id;
    const { object } = await this.#send<{ object: RemoteObject }>('DOM.resolveNode', {
      backendNodeId: hit.backendNodeId,
      executionContextId: await this.#world(frameId),
    });
    return this.#describe(object, view);
  }

  async focusedElement(view: PageView): Promise<Target> {
    if (!view.hasFocus) return unknownTarget("the browser's own interface has the keyboard", view.url);
    const { result } = await this.#send<Evaluated>('Runtime.evaluate', {
      expression: `(${FOCUSED_FUNCTION})()`,
      contextId: await this.#world(),
    });
    return this.#describe(result, view);
  }

  /** Each piece is answered when the page has it, so the order holds. */
  async insertText(text: string): Promise<void> {
    for (const piece of text.split(/(\r\n|[\r\n\t])/)) {
      if (piece === '\t') await this.#pressKey('Tab', 9);
      else if (/[\r\n]/.test(piece)) await this.#pressKey('Enter', 13, '\r');
      else if (piece !== '') await this.#send('Input.insertText', { text: piece });
    }
  }

  #onNavigated({ parentId, url }: NavigatedFrame): void {
    if (parentId !== undefined) return;
    this.url = url;
    this.navigatedAt = performance.now();
  }

  async #pressKey(key: string, windowsVirtualKeyCode: number, text?: string): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode };
    await this.#send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...event, text });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  async #describe(start: RemoteObject, view: PageView): Promise<Target> {
    const objectId = start.objectId;
    if (objectId === undefined) return unknownTarget('the element is out of reach', view.url);
    const control = await this.#call(objectId, CONTROL_FUNCTION);
    const controlId = control.objectId;
    if (controlId === undefined) return unknownTarget('the element is out of reach', view.url);
    const [facts, node, accessible, quads, main] = await Promise.all([
      this.#call(controlId, FACTS_FUNCTION, true),
      this.#send<{ node: { backendNodeId: number } }>('DOM.describeNode', { objectId: controlId }),
      this.#send<{ nodes: readonly AxNode[] }>('Accessibility.getPartialAXTree', {
        objectId: controlId,
        fetchRelatives: false,
      }),
      this.#send<{ quads: readonly (readonly number[])[] }>('DOM.getContentQuads', {
        objectId: controlId,
      }).catch(() => ({ quads: [] })),
      this.#mainFrame(),
    ]);
    if (facts.value === undefined) return unknownTarget('the element could not be read', view.url);
    if (FRAMES.has((facts.value as ElementFacts).tag)) {
      return unknownTarget('it is in a part of the page that comes from another site', view.url);
    }
    const ax = accessible.nodes[0];
    return toTarget(facts.value as ElementFacts, ax, boxOnScreen(quads.quads[0], view), {
      url: view.url,
      node: `${main.loaderId}:${node.node.backendNodeId}`,
    });
  }

  async #call(objectId: string, functionDeclaration: string, returnByValue = false): Promise<RemoteObject> {
    const { result, exceptionDetails } = await this.#send<Evaluated>('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration,
      returnByValue,
    });
    return exceptionDetails === undefined ? result : {};
  }

  async #mainFrame(): Promise<{ readonly id: string; readonly loaderId: string }> {
    return (await this.#send<FrameTree>('Page.getFrameTree')).frameTree.frame;
  }

  /** The isolated world of a frame; asking again gives the same one until the frame navigates. */
  async #world(frameId?: string): Promise<number> {
    const id = frameId ?? (await this.#mainFrame()).id;
    const { executionContextId } = await this.#send<{ executionContextId: number }>(
      'Page.createIsolatedWorld',
      {
        frameId: id,
        worldName: WORLD,
      },
    );
    return executionContextId;
  }

  #send<T>(method: string, params: object = {}): Promise<T> {
    return this.cdp.send<T>(method, params, this.sessionId);
  }
}
