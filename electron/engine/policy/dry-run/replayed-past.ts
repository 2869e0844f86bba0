import type { Action, RecordedAction } from '../../../../shared/domain/action';
import type { AuditEntry, EntryOf } from '../../../../shared/domain/audit-entry';
import type { Point } from '../../../../shared/domain/geometry';
import type { RiskFinding } from '../../../../shared/domain/risk';
import type { Session } from '../../../../shared/domain/session';
import type { Target } from '../../../../shared/domain/target';
import { allTokens, inUsd } from '../../../../shared/domain/token-usage';
import { applyEntry, beginSession } from '../../../../shared/record/summarise';
import { touchedStretches } from '../../actions/touched';
import type { Facts } from '../decision';
import { RateWindow } from '../rate-window';
import { clockTimeOf } from '../rules/clock-window';

/** What a dry run shares with the gate, so that both read and weigh an action in the same way. */
export type DryRunTools = {
  /** The call as an action; null when it is none. */
  readonly parse: (call: RecordedAction) => Action | null;
  readonly assess: (action: Action, targets: readonly Target[]) => readonly RiskFinding[];
};

export type Judged = EntryOf<'action-judged'>;

export const USUAL_DISPLAY = { width: 1280, height: 800 };

/** What a session had used and done up to an entry of its record, as its gate counted it. */
export class ReplayedPast {
  /** As far as its record has been read; null before its first entry. */
  #session: Session | null = null;
  readonly #all = new RateWindow();
  readonly #byMember = new Map<string, RateWindow>();
  #cursor: Point = { x: 0, y: 0 };
  #isButtonDown = false;

  constructor(
    private readonly tools: DryRunTools,
    /** Name of the policy that is tried. */
    private readonly policyName: string,
  ) {}

  note(entry: AuditEntry): void {
    this.#session = this.#session === null ? beginSession(entry) : applyEntry(this.#session, entry);
    if (entry.kind === 'action-started' && entry.action !== null) {
      this.#all.add(entry.monotonic_ms);
      this.#windowOf(entry.action.member).add(entry.monotonic_ms);
      const action = this.tools.parse(entry.action);
      if (action !== null) this.#move(action);
    }
  }

  factsOf(entry: Judged, action: Action, targets: readonly Target[]): Facts {
    const now = entry.monotonic_ms;
    return {
      action,
      targets,
      findings: this.tools.assess(action, targets),
      // Where it began is in the record; the pointer may have been moved by the operator since the last action.
      pointer: { cursor: entry.detail.points[0] ?? this.#cursor, isButtonDown: this.#isButtonDown },
      display: this.#session?.settings.display ?? USUAL_DISPLAY,
      selectorBoxes: new Map(),
      signIn: this.#signInOf(entry),
      // It is over with the next page, of which the record does not say.
      isExposed: false,
      // What was stopped then was not written down.
      secretOf: null,
      counts: {
        steps: Math.max(0, (entry.step ?? 1) - 1),
        actionsInLastMinute: this.#all.count(now),
        sameMemberInLastMinute: this.#windowOf(action.member).count(now),
        tokens: this.#tokens(),
        costUsd: this.#cost(),
      },
      time: clockTimeOf(new Date(entry.timestamp)),
    };
  }

  /** Which policies may use a credential is in the vault and not in the record: here the policy may. */
  #signInOf({ detail: { signIn, why } }: Judged): Facts['signIn'] {
    if (signIn !== null) return { kind: 'use', use: signIn, policies: [this.policyName] };
    return { kind: 'none', why };
  }

  #tokens(): number {
    return this.#session === null ? 0 : allTokens(this.#session.usage);
  }

  #cost(): number | null {
    const cost = this.#session?.cost ?? null;
    return cost === null ? null : inUsd(cost.nanoUsd);
  }

  #move(action: Action): void {
    const last = touchedStretches(action, { cursor: this.#cursor, isButtonDown: this.#isButtonDown }).at(-1);
    if (last !== undefined && action.member !== 'zoom') this.#cursor = last.to;
    if (action.member === 'left_mouse_down') this.#isButtonDown = true;
    if (action.member === 'left_mouse_up') this.#isButtonDown = false;
  }

  #windowOf(member: string): RateWindow {
    const window = this.#byMember.get(member) ?? new RateWindow();
    this.#byMember.set(member, window);
    return window;
  }
}
