import type { Clock } from '../../electron/engine/base/clock';
import { Emitter } from '../../electron/engine/base/emitter';
import type { Desktop, WatchedInput } from '../../electron/engine/effects/desktop';
import type { Scene } from '../../electron/engine/gate/scene';
import { Camera } from '../../electron/engine/redaction/camera';
import type { PageEye } from '../../electron/engine/redaction/page-eye';
import type { InputKind } from '../../electron/engine/sandbox/browser/input-probe';
import { Display } from '../../electron/engine/sandbox/display/display';
import type { Pressed } from '../../electron/engine/sandbox/display/pressed';
import type {
  PasskeyOutcome,
  PasskeyPlace,
  PasskeySight,
} from '../../electron/engine/sandbox/passkeys/passkey-place';
import type { PasskeyUse } from '../../electron/engine/sandbox/passkeys/passkeys';
import type { BoundHeader } from '../../electron/engine/sandbox/requests/held-headers';
import type {
  SignInForm,
  SignInOutcome,
  SignInSight,
  SignInValues,
} from '../../electron/engine/sandbox/sign-in/sign-in-form';
import type { SignedOutSign } from '../../electron/engine/sandbox/sign-in/signed-out-signs';
import type { Landmark } from '../../shared/domain/credential';
import type { Box, Point } from '../../shared/domain/geometry';
import { ElementTarget, type Target } from '../../shared/domain/target';
import { FakeDisplayServer } from './fake-display-server';
import { NO_REDACTION } from './screen-picture';

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

/** Pages in which there is nothing to mask. */
const EMPTY_PAGES: PageEye = {
  glance: async () => ({ kind: 'seen', masks: [], held: false }),
  before: async () => ({ kind: 'seen', masks: [], held: true }),
  after: async () => ({ kind: 'seen', masks: [], held: true }),
  shown: () => [],
};

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
    findSignIn: async ({ origins }: { readonly origins: readonly string[] }): Promise<SignInSight> =>
      this.lookForSignIn(origins),
    passkeys: {
      find: async (_target: Target, origins: readonly string[]): Promise<PasskeySight> =>
        this.lookForPasskeyPlace(origins),
      use: async (use: PasskeyUse): Promise<PasskeyOutcome> => {
        this.passkeyUses.push({ place: use.place, rpId: use.passkey.rpId });
        if (this.passkeyOutcome.kind === 'refused') return this.passkeyOutcome;
        return (await use.press())
          ? this.passkeyOutcome
          : { kind: 'refused', why: 'the press was held back' };
      },
    },
    requests: {
      headers: {
        hold: async (header: BoundHeader) => {
          this.heldHeaders.add(header);
          return () => this.heldHeaders.delete(header);
        },
      },
    },
    keptSignIns: {
      putBack: async (bytes: Buffer, origins: readonly string[]) => {
        this.putBack.push({ text: bytes.toString('utf8'), origins });
        return this.takesSignIn;
      },
      stands: async (_landmark: Landmark) => this.landmarkStands,
    },
    signedOutSigns: {
      mark: '',
      find: async (_origins: readonly string[]) => this.signedOutSign,
    },
    loadFrontAnew: async (origins: readonly string[]) => {
      this.loadedAnew.push(origins);
    },
    onClosed: (listener: (why: string) => void) => this.browserClosed.on(listener),
    filled: {
      destinationsOf: async () => ['cdn.example.com:443'],
      holdAny: async () => this.holdsSecret,
    },
    signIn: async (form: SignInForm, values: SignInValues): Promise<SignInOutcome> => {
      // What was given is wiped when this has answered.
      const textOf = (value: Buffer | null) => value?.toString('utf8') ?? null;
      const { userName, password, code } = values;
      this.signedIn.push({ form, values: [textOf(userName), textOf(password), textOf(code)] });
      return this.signInOutcome;
    },
    pressed: async () => ({
      ...this.pressed,
      hasButton: this.pressed.hasButton || this.display.isButtonDown,
    }),
  };
  /** Headers that go with requests. */
  readonly heldHeaders = new Set<BoundHeader>();
  /** The sign-ins that were put back, and whether the browser takes them. */
  readonly putBack: { readonly text: string; readonly origins: readonly string[] }[] = [];
  takesSignIn = true;
  landmarkStands: boolean | null = true;
  signedOutSign: SignedOutSign = { kind: 'none' };
  /** The origins for which the page in front was loaded anew. */
  readonly loadedAnew: (readonly string[])[] = [];
  readonly browserClosed = new Emitter<string>();
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
  /** The page in front, as far as it can be signed in to. */
  signInSight: SignInSight = { kind: 'none', why: 'there is no form to sign in with on this page' };
  /** The page in front, as far as a passkey may be used in it. */
  passkeySight: PasskeySight = { kind: 'none', why: 'no page is in front' };
  passkeyOutcome: PasskeyOutcome = { kind: 'signed', signCount: 8 };
  readonly passkeyUses: { readonly place: PasskeyPlace; readonly rpId: string }[] = [];
  /** Whether a page still has what was filled. */
  holdsSecret = false;
  signInOutcome: SignInOutcome = { kind: 'sent', exposedMs: 12 };
  readonly signedIn: { readonly form: SignInForm; readonly values: readonly (string | null)[] }[] = [];
  /** Where the elements are that a selector matches; nowhere unless said. Null: it can't be told. */
  readonly boxes = new Map<string, readonly Box[] | null>();
  focused: Target = sampleElement({ role: 'textbox', tag: 'input', name: 'Search' });

  readonly camera: Camera;

  private constructor(
    readonly server: FakeDisplayServer,
    readonly display: Display,
    clock: Clock,
  ) {
    this.camera = new Camera({ film: () => this.display, eye: EMPTY_PAGES, clock });
    this.camera.goBy({ redaction: NO_REDACTION, area: null });
  }

  static async create(clock: Clock, size = { width: 320, height: 200 }): Promise<FakeDesktop> {
    const server = new FakeDisplayServer(size.width, size.height);
    return new FakeDesktop(server, await Display.connect(server.client, size, clock), clock);
  }

  /** What the agent is to be told the next time it is asked for. */
  loss: string | null = null;

  async recovered(): Promise<string | null> {
    const { loss } = this;
    this.loss = null;
    return loss;
  }

  lookForSignIn(origins: readonly string[]): SignInSight {
    const { signInSight: sight } = this;
    return sight.kind === 'none' || origins.includes(sight.form.origin)
      ? sight
      : { kind: 'none', why: 'the page is on another origin than the credential' };
  }

  lookForPasskeyPlace(origins: readonly string[]): PasskeySight {
    const { passkeySight: sight } = this;
    return sight.kind === 'none' || origins.includes(sight.place.origin)
      ? sight
      : { kind: 'none', why: 'the page is on another origin than the passkey' };
  }

  lookUp(_point: Point): Target {
    return this.target;
  }
}
