import { type Action, memberGroup } from '../../../shared/domain/action';
import type { Credential } from '../../../shared/domain/credential';
import type { Point } from '../../../shared/domain/geometry';
import type { Target } from '../../../shared/domain/target';
import { touchedStretches } from '../actions/touched';
import type { Clock } from '../base/clock';
import { sha256Hex } from '../base/hashing';
import { orAborted } from '../base/limits';
import type { Credentials } from '../vault/credentials';
import type { Scene } from './scene';
import { patchBox, type Sight, type SignInLook } from './sight';

export type AimDeps = {
  readonly scene: () => Scene;
  readonly credentials: Pick<Credentials, 'byName'>;
  readonly clock: Clock;
  /** Aborts when the run is stopped: a page that hangs must not hold the end of its run back. */
  readonly signal: AbortSignal;
};

/** Where actions would land on the screen, and what is there. */
export class Aim {
  constructor(private readonly deps: AimDeps) {}

  /** Reads everything that the action would hit, and how it looks. Rejects with `cancelled` when the run was stopped. */
  async look(action: Action): Promise<Sight> {
    const { clock, signal } = this.deps;
    const points = this.pointsOf(action);
    const pointed = await orAborted(this.#targetsOf(action, points), signal, 'The look');
    const signIn = await orAborted(this.#signInOf(action, pointed), signal, 'The look');
    const targets = signIn === null ? pointed : usedBy(signIn, pointed);
    return {
      targets,
      points,
      signIn,
      patches: this.#patchesOf(targets, points),
      takenAtMs: clock.monotonicMs(),
    };
  }

  /** The distinct ends of what the action touches. */
  pointsOf(action: Action): readonly Point[] {
    if (action.member === 'zoom') return [];
    const { cursor, isButtonDown } = this.deps.scene().display;
    return touchedStretches(action, { cursor, isButtonDown }).flatMap(({ from, to }) =>
      from.x === to.x && from.y === to.y ? [to] : [from, to],
    );
  }

  #patchesOf(targets: readonly Target[], points: readonly Point[]): Sight['patches'] {
    const { display } = this.deps.scene();
    return targets.flatMap((target, index) => {
      const box = patchBox(target, points[index]);
      return box === null ? [] : [display.pixelsIn(box)];
    });
  }

  async #signInOf(action: Action, [pointed]: readonly Target[]): Promise<SignInLook | null> {
    if (action.member === 'use_passkey') return this.#passkeyOf(action.input.credential, pointed);
    if (!isSignIn(action)) return null;
    const credential = this.deps.credentials.byName(action.input.credential);
    if (credential === null) return { credential, found: NO_CREDENTIAL };
    if (action.member === 'use_session') return { credential, found: sessionOf(credential) };
    const isCode = action.member === 'fill_otp';
    // A login that makes no codes is asked for one that came by phone.
    if (credential.kind !== 'login' && !(isCode && credential.hasCode))
      return { credential, found: OF_ANOTHER_KIND };
    const found = await this.deps.scene().browser.findSignIn({
      with: isCode ? 'code' : 'login',
      origins: credential.origins,
    });
    return { credential, found };
  }

  async #passkeyOf(name: string, pointed: Target | undefined): Promise<SignInLook> {
    const credential = this.deps.credentials.byName(name);
    if (credential === null) return { credential, found: NO_CREDENTIAL };
    if (credential.kind !== 'passkey' || pointed === undefined) return { credential, found: OF_ANOTHER_KIND };
    const found = await this.deps.scene().browser.passkeys.find(pointed, credential.origins);
    return { credential, found };
  }

  /** One target for each place; keys and typing have the focused element. */
  async #targetsOf(action: Action, points: readonly Point[]): Promise<readonly Target[]> {
    const { browser, display } = this.deps.scene();
    switch (memberGroup[action.member]) {
      case 'click':
        if (action.member === 'mouse_move' && !display.isButtonDown) return [];
        return Promise.all(points.map((point) => browser.targetAt(point)));
      case 'key':
      case 'type':
        return [await browser.focusedTarget()];
      case 'sign-in':
        return Promise.all(points.map((point) => browser.targetAt(point)));
      case 'scroll':
      case 'observe':
        return [];
    }
  }
}

const NO_CREDENTIAL = {
  kind: 'none',
  why: 'there is no credential of that name; list_credentials names them',
} as const;
const OF_ANOTHER_KIND = {
  kind: 'none',
  why: 'that credential is of another kind; list_credentials says which',
} as const;

/** Everything that signing in would fill, and what sends it; with a passkey what is pressed. */
function usedBy({ found }: SignInLook, pointed: readonly Target[]): readonly Target[] {
  if (found.kind === 'passkey') return pointed;
  if (found.kind !== 'form') return [];
  const { fields, submit } = found.form;
  return submit === null ? fields : [...fields, submit];
}

function isSignIn(action: Action): action is Extract<Action, { input: { credential: string } }> {
  return memberGroup[action.member] === 'sign-in';
}

function sessionOf(credential: Credential): SignInLook['found'] {
  const { id, kind, origins, headerName = null, changedAt } = credential;
  if (kind !== 'header' && kind !== 'session') return OF_ANOTHER_KIND;
  return {
    kind: 'session',
    fingerprint: sha256Hex(JSON.stringify([id, kind, origins, headerName, changedAt])),
  };
}
