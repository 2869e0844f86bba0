import type { Change } from '../../../shared/domain/change';
import { MEANING } from '../policy/risk-meaning';
import { kindOf } from './kind-of';

/** What a step was kept from, and what earlier ones were since the agent was told last; in words for the agent. */
export type KeptFrom = { readonly now: readonly string[]; readonly before: readonly string[] };

export const NOTHING_KEPT: KeptFrom = { now: [], before: [] };

type Refused = {
  readonly step: number | null;
  readonly change: Change;
  readonly digest: string;
  readonly why: string;
};

/** How often a page may have the operator asked for one kind after an action. */
const MOST_ASKED = 3;
const MOST_UNTOLD = 5;

/** What was not let go since the last action began: it is not asked about again and again, and the agent is told of it. */
export class Refusals {
  readonly #asked = new Map<string, number>();
  readonly #digests = new Set<string>();
  #untold: readonly { readonly step: number | null; readonly text: string }[] = [];

  beginStep(): void {
    this.#asked.clear();
    this.#digests.clear();
  }

  /** Why the operator is not asked; null where they are. */
  whyNotAsked(change: Change, digest: string): string | null {
    if (this.#digests.has(digest)) return 'the very same was refused a moment ago';
    if ((this.#asked.get(kindOf(change)) ?? 0) >= MOST_ASKED)
      return 'the page tries the same again and again';
    return null;
  }

  noteAsked(change: Change): void {
    const kind = kindOf(change);
    this.#asked.set(kind, (this.#asked.get(kind) ?? 0) + 1);
  }

  note({ step, change, digest, why }: Refused): void {
    this.#digests.add(digest);
    const text = textFor(change, why);
    if (this.#untold.some((one) => one.step === step && one.text === text)) return;
    this.#untold = [...this.#untold, { step, text }].slice(-MOST_UNTOLD);
  }

  /** Each is given out once. */
  take(step: number): KeptFrom {
    const all = this.#untold;
    this.#untold = [];
    return {
      now: all.filter((one) => one.step === step).map(({ text }) => text),
      before: all.filter((one) => one.step !== step).map(({ text }) => text),
    };
  }
}

/** The page has chosen the address: of that only the host is said. */
function textFor({ category, host, method }: Change, why: string): string {
  return `the page was about to change something at ${host.replace(/:443$/, '')} (${method}: ${MEANING[category]}), which was not sent: ${why}`;
}
