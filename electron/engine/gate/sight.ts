import type { Credential } from '../../../shared/domain/credential';
import type { Box, Point } from '../../../shared/domain/geometry';
import type { Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import type { Picture } from '../sandbox/display/framebuffer';
import type { PasskeySight } from '../sandbox/passkeys/passkey-place';
import type { SignInSight } from '../sandbox/sign-in/sign-in-form';
import type { Aspect } from './aspects';
import { withoutSeconds } from './counting';

/** What an action would hit, as it was read at one moment: the things themselves and how they looked. */
export type Sight = {
  readonly targets: readonly Target[];
  readonly points: readonly Point[];
  /** What a call to sign in would use, and where; null for any other action. */
  readonly signIn: SignInLook | null;
  /** The picture of each target, in the order of `targets`. */
  readonly patches: readonly Picture[];
  /** Monotonic milliseconds. */
  readonly takenAtMs: number;
};

/** `credential`: null when the vault has none of that name. */
export type SignInLook = {
  readonly credential: Credential | null;
  readonly found: SignInSight | PasskeySight | SessionSight;
};

/** It needs no form: it works for the origins of the entry. `fingerprint` names the entry as it is. */
export type SessionSight = { readonly kind: 'session'; readonly fingerprint: string };

/** The largest picture that is kept of a target, in pixels: enough for a button and its surroundings. */
const PATCH = { width: 320, height: 160 } as const;
/** The half of a patch around a place of which nothing is known. */
const AROUND = { x: 40, y: 20 } as const;

/** The part of the screen that shows a target; null when it has no place there. */
export function patchBox(target: Target, point: Point | undefined): Box | null {
  const box = target.kind === 'element' || target.kind === 'window' ? target.box : null;
  if (box === null || box.width === 0 || box.height === 0) {
    if (point === undefined) return null;
    return { x: point.x - AROUND.x, y: point.y - AROUND.y, width: AROUND.x * 2, height: AROUND.y * 2 };
  }
  const width = Math.min(box.width, PATCH.width);
  const height = Math.min(box.height, PATCH.height);
  const middle = point ?? { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  // Around the place that is acted on, and no further than the element's own edges: what moves beside it is not it.
  const x = clamp(middle.x - width / 2, box.x, box.x + box.width - width);
  const y = clamp(middle.y - height / 2, box.y, box.y + box.height - height);
  return { x: Math.round(x), y: Math.round(y), width, height };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

/**
 * Whether the same stands at each place, by what a reader would call it. Less than `differences`: a press changes how a
 * thing looks, and a page may draw its list anew for it.
 */
export function holdsTheSame(before: Sight, after: Sight, accepted: ReadonlySet<Aspect>): boolean {
  if (before.targets.length !== after.targets.length) return false;
  return before.targets.every((target, index) => {
    const now = after.targets[index];
    return now !== undefined && callOf(target, accepted) === callOf(now, accepted);
  });
}

function callOf(target: Target, accepted: ReadonlySet<Aspect>): string {
  if (target.kind !== 'element') return JSON.stringify(target);
  const { role, href, form, url, frameUrl } = target;
  const label = accepted.has('seconds') ? withoutSeconds(labelOf(target)) : labelOf(target);
  return JSON.stringify([role, label, href, form?.action, url, frameUrl]);
}
