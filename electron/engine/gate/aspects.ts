import type { Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { shortLabel } from '../../../shared/text/visible-text';
import { withoutSeconds } from './counting';

/**
 * What of a target a page writes by itself, and an operator may say that it does not matter: how it looks, where it lies,
 * which node it is, the seconds in its label that run out, a form too large to be compared, one hidden field.
 */
export type Aspect = 'look' | 'place' | 'node' | 'seconds' | 'size' | `field:${string}`;

const FIELD = 'field:';

/** An aspect as the operator reads it, after "even if this changes again:". */
export function aspectWords(aspect: Aspect): string {
  switch (aspect) {
    case 'look':
      return 'how it looks';
    case 'place':
      return 'where it lies';
    case 'node':
      return 'that the page puts a new one there that says the same of itself';
    case 'seconds':
      return 'the seconds in its words, as they run out';
    case 'size':
      return 'what its form holds, which is too much to be compared';
    default:
      return `the hidden field “${shortLabel(aspect.slice(FIELD.length), 120)}”`;
  }
}

/** What the operator has accepted for the rest of the run, of which thing. */
export class AcceptedAspects {
  readonly #ofThing = new Map<string, Set<Aspect>>();

  of(targets: readonly Target[]): ReadonlySet<Aspect> {
    return this.#ofThing.get(thingOf(targets)) ?? new Set();
  }

  add(targets: readonly Target[], aspects: Iterable<Aspect>): void {
    this.#ofThing.set(thingOf(targets), new Set([...this.of(targets), ...aspects]));
  }
}

/** A thing is known by where it is and by its own words, but for seconds that run out. */
function thingOf(targets: readonly Target[]): string {
  return JSON.stringify(
    targets.map((target) =>
      target.kind === 'element'
        ? [target.host, target.role, withoutSeconds(labelOf(target)), target.form?.action ?? null]
        : [target.kind, target.host],
    ),
  );
}
