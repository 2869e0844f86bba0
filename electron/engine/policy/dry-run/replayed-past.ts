import type { Action, RecordedAction } from '../../../../shared/domain/action';
import type { AuditEntry } from '../../../../shared/domain/audit-entry';
import type { Point } from '../../../../shared/domain/geometry';
import { costUsd } from '../../../../shared/domain/model-prices';
import type { RiskFinding } from '../../../../shared/domain/risk';
import type { SessionSettings } from '../../../../shared/domain/session';
import type { Target } from '../../../../shared/domain/target';
import { touchedStretches } from '../../actions/touched';
import type { Facts } from '../decision';
import { RateWindow } from '../rate-window';

/** What a dry run shares with the gate, so that both read and weigh an action in the same way. */
export type DryRunTools = {
  /** The call as an action; null when it is none. */
  readonly parse: (call: RecordedAction) => Action | null;
  readonly assess: (action: Action, targets: readonly Target[]) => readonly RiskFinding[];
};

export type Judged = Extract<AuditEntry, { kind: 'action-judged' }>;

export const USUAL_DISPLAY = { width: 1280, height: 800 };

/** What a session had used and done up to an entry of its record, as its gate counted it. */
export class ReplayedPast {
  #settings: SessionSettings | null = null;
  readonly #all = new RateWindow();
  readonly #byMember = new Map<string, RateWindow>();
  #usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  #cursor: Point = { x: 0, y: 0 };
  #isButtonDown = false;

  constructor(private readonly tools: DryRunTools) {}

  note(entry: AuditEntry): void {
    if (entry.kind === 'session-started') this.#settings = entry.detail.settings;
    if (entry.kind === 'model-responded') {
      const { usage } = entry.detail;
      this.#usage = {
        input: this.#usage.input + usage.input,
        output: this.#usage.output + usage.output,
        cacheRead: this.#usage.cacheRead + usage.cacheRead,
        cacheWrite: this.#usage.cacheWrite + usage.cacheWrite,
      };
    }
    if (entry.kind === 'action-started' && entry.action !== null) {
      this.#all.add(entry.monotonic_ms);
      this.#windowOf(entry.action.member).add(entry.monotonic_ms);
      const action = this.tools.parse(entry.action);
      if (action !== null) this.#move(action);
    }
  }

  factsOf(entry: Judged, action: Action, targets: readonly Target[]): Facts {
    const now = entry.monotonic_ms;
    const { input, output, cacheRead, cacheWrite } = this.#usage;
    return {
      ...{ action, targets, findings: this.tools.assess(action, targets) },
      // Where it began is in the record; the pointer may have been moved by the operator since the last action.
      pointer: { cursor: entry.detail.points[0] ?? this.#cursor, isButtonDown: this.#isButtonDown },
      display: this.#settings?.display ?? USUAL_DISPLAY,
      selectorBoxes: new Map(),
      counts: {
        steps: Math.max(0, (entry.step ?? 1) - 1),
        actionsInLastMinute: this.#all.count(now),
        sameMemberInLastMinute: this.#windowOf(action.member).count(now),
        tokens: input + output + cacheRead + cacheWrite,
        costUsd: this.#cost(),
      },
      time: clockOf(new Date(entry.timestamp)),
    };
  }

  #cost(): number | null {
    const model = this.#settings?.model;
    if (model === undefined) return null;
    return model.kind === 'practice' ? 0 : costUsd(model.model, this.#usage);
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

export function clockOf(date: Date): Facts['time'] {
  return { minutes: date.getHours() * 60 + date.getMinutes(), weekday: (date.getDay() + 6) % 7 };
}
