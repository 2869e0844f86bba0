import type { Clock } from '../../electron/engine/base/clock';
import type { Desktop, WatchedInput } from '../../electron/engine/effects/desktop';
import type { Scene } from '../../electron/engine/gate/scene';
import type { InputKind } from '../../electron/engine/sandbox/browser/input-probe';
import { Display } from '../../electron/engine/sandbox/display/display';
import type { Pressed } from '../../electron/engine/sandbox/display/pressed';
import type { Box, Point } from '../../shared/domain/geometry';
import { ElementTarget, type Target } from '../../shared/domain/target';
import { FakeDisplayServer } from './fake-display-server';

/** As the browser would give it: what is left out of the schema's input has its default. */
export function sampleElement(changes: Partial<ElementTarget> = {}): ElementTarget {
  return ElementTarget.parse({
    kind: 'element',
    role: 'button',
    name: 'Next page',
    tag: 'button',
    text: 'Next page',
    href: null,
    inputType: 'button',
    isEnabled: true,
    form: null,
    box: { x: 10, y: 10, width: 40, height: 20 },
    url: 'https://app.example.com/',
    host: 'app.example.com',
    fingerprint: 'loader:1',
    ...changes,
  });
}

/** A desktop whose display is a real client on a server in memory, and whose browser says what the test tells it. */
export class FakeDesktop implements Desktop, Scene {
  readonly browser = {
    targetAt: async (point: Point): Promise<Target> => this.lookUp(point),
    focusedTarget: async (): Promise<Target> => this.focused,
    boxesOf: async (selectors: readonly string[]) =>
      new Map(selectors.map((selector) => [selector, this.boxes.get(selector) ?? []] as const)),
    isLoading: () => false,
    watchInput: async (_kind: InputKind): Promise<WatchedInput> => this.input,
    drawn: async () => undefined,
    pressed: async () => ({
      ...this.pressed,
      hasButton: this.pressed.hasButton || this.display.isButtonDown,
    }),
  };
  /** What is down on keyboard and mouse. */
  pressed: Pressed = { hasKey: false, hasButton: false, isCapsLockOn: false };
  /** What watches over the input of an action: nothing of it goes elsewhere. */
  input: WatchedInput = {
    aimAt: async () => true,
    reached: async () => true,
    insertText: async () => true,
    end: async () => ({ isWhole: true, hasBegun: true }),
  };
  target: Target = sampleElement();
  /** Where the elements are that a selector matches; nowhere unless said. Null: it can't be told. */
  readonly boxes = new Map<string, readonly Box[] | null>();
  focused: Target = sampleElement({ role: 'textbox', tag: 'input', name: 'Search' });

  private constructor(
    readonly server: FakeDisplayServer,
    readonly display: Display,
  ) {}

  static async create(clock: Clock, size = { width: 320, height: 200 }): Promise<FakeDesktop> {
    const server = new FakeDisplayServer(size.width, size.height);
    return new FakeDesktop(server, await Display.connect(server.client, size, clock));
  }

  /** What the agent is to be told the next time it is asked for. */
  loss: string | null = null;

  async recovered(): Promise<string | null> {
    const { loss } = this;
    this.loss = null;
    return loss;
  }

  lookUp(_point: Point): Target {
    return this.target;
  }
}
