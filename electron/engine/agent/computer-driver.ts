import {
  BetaAbstractComputerToolset20260801,
  type BetaComputerMemberResult,
  type BetaToolsetCallContext,
  ToolError,
} from '@anthropic-ai/sdk/helpers/beta/toolsets';
import type { Action } from '../../../shared/domain/action';
import { recordCall } from '../actions/describe-action';
import type { Clock } from '../base/clock';
import { performAction } from '../effects/perform-action';
import type { Batch } from '../gate/batch';
import type { Desktop } from '../gate/desktop';
import type { Gate, GateRuling } from '../gate/gate';
import type { RunControl } from '../gate/run-control';
import type { SessionRecord } from '../record/session-record';

/** Members that only look: nothing to settle afterwards. */
const LOOKING = new Set<Action['member']>(['screenshot', 'zoom', 'cursor_position']);

const TOLD = { done: 'Done', failed: 'Not carried out', unknown: 'Outcome unknown' } as const;

export type DriverDeps = {
  readonly gate: Pick<Gate, 'admit'>;
  readonly desktop: () => Desktop;
  readonly record: SessionRecord;
  readonly control: RunControl;
  readonly clock: Clock;
  /** The turn that is being carried out. */
  readonly batch: () => Batch;
};

type Permit = Extract<GateRuling, { verdict: 'allowed' }> & { readonly toolUseId: string };

/**
 * The computer toolset over the sandbox's display. `confirm` is the gate; `execute` runs only what the gate has just let
 * through, once, and writes down how it went. It serves all members, so `execute` is the whole driver.
 */
export class ComputerDriver extends BetaAbstractComputerToolset20260801 {
  /** Set when the run can't go on (stopped, or its record can't be written). The loop rethrows it. */
  fatal: unknown = null;
  /** The screen after the newest action of this driver: bytes for the model, name in the record. */
  lastFrame: { readonly png: Buffer; readonly name: string } | null = null;
  /** What the agent has to be told with the newest result; null: nothing. */
  note: string | null = null;
  readonly #deps: DriverDeps;
  readonly #permits: { current: Permit | null };

  constructor(deps: DriverDeps) {
    const permits: { current: Permit | null } = { current: null };
    super({
      confirm: async ({ toolUse, member, input }) => {
        permits.current = null;
        this.note = null;
        const toolUseId = toolUse?.id ?? '';
        const lost = await this.#orFatal(this.#lost());
        if (lost !== null) throw await this.#orFatal(this.#skip({ toolUseId, member, input, lost }));
        const call = { toolUseId, member, input: toolUse?.input ?? input };
        const ruling = await this.#orFatal(deps.gate.admit(call, deps.batch()));
        if (ruling.verdict === 'denied') throw denied(ruling.reason);
        permits.current = { ...ruling, toolUseId };
        this.note = ruling.note;
        return true;
      },
    });
    this.#deps = deps;
    this.#permits = permits;
  }

  protected override async execute(
    ctx: BetaToolsetCallContext,
    name: string,
  ): Promise<BetaComputerMemberResult> {
    const permit = this.#permits.current;
    this.#permits.current = null;
    if (permit === null || permit.toolUseId !== ctx.toolUse?.id || permit.action.member !== name) {
      throw denied('it did not pass the gate');
    }
    return this.#orFatal(this.#perform(permit));
  }

  async #perform({ action, step, toolUseId, lastLook }: Permit): Promise<BetaComputerMemberResult> {
    const { desktop, record, control, clock } = this.#deps;
    const { display, browser } = desktop();
    const start = clock.monotonicMs();
    let error: string | null = null;
    let outcome: 'done' | 'failed' | 'unknown' = 'done';
    let settling = { settleMs: 0, isSettled: true };
    // What a page does between the approval and this moment must not get the click that was meant for what it showed.
    const lostBefore = (await this.#lost()) ?? (await movedSince(lastLook));
    try {
      if (lostBefore !== null) throw new Error(lostBefore);
      await performAction(action, { display, browser }, clock, control.signal);
      const acted = clock.monotonicMs();
      if (!LOOKING.has(action.member))
        settling = await display.settle(() => browser.isLoading(), control.signal);
      settling = { ...settling, settleMs: clock.monotonicMs() - acted };
    } catch (cause) {
      // It may have happened or not; it is never sent again. The model takes a fresh look and decides.
      outcome = LOOKING.has(action.member) ? 'failed' : 'unknown';
      error = control.signal.aborted ? 'the run was stopped while it ran' : 'the sandbox did not answer';
      if (cause instanceof RangeError || cause instanceof TypeError) throw cause;
    }
    const lost = lostBefore ?? (control.signal.aborted ? null : await this.#lost());
    if (lost !== null) {
      outcome = lostBefore !== null || LOOKING.has(action.member) ? 'failed' : 'unknown';
      error = lost;
    }
    const name = await this.#keepFrame(action);
    await record.append({
      kind: 'action-finished',
      step,
      action: recordCall(action.member, action.input),
      screenshot_saved: name,
      permitted: true,
      detail: {
        toolUseId,
        outcome,
        error,
        durationMs: Math.round(clock.monotonicMs() - start),
        settleMs: Math.round(settling.settleMs),
        settled: settling.isSettled,
      },
    });
    if (error !== null)
      throw new ToolError(`${TOLD[outcome]}: ${error}. Take a screenshot before you go on.`);
    return this.#answer(action);
  }

  /** What the agent saw before may be gone; then it is told so before anything else is done. */
  #lost(): Promise<string | null> {
    const { desktop, control } = this.#deps;
    return desktop().recovered(control.signal);
  }

  /** Answers a call that is not even judged, because the agent made it for a screen that is gone. */
  async #skip(call: { toolUseId: string; member: string; input: unknown; lost: string }): Promise<ToolError> {
    await this.#deps.record.append({
      kind: 'action-skipped',
      action: recordCall(call.member, call.input),
      permitted: false,
      denial_reason: call.lost,
      detail: { toolUseId: call.toolUseId },
    });
    return new ToolError(`${TOLD.failed}: ${call.lost}. Take a screenshot before you go on.`);
  }

  async #keepFrame(action: Action): Promise<string> {
    const { desktop, record } = this.#deps;
    const { display } = desktop();
    if (action.member === 'zoom') {
      const [x0, y0, x1, y1] = action.input.region;
      const png = await display.captureBox({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 });
      this.lastFrame = { png, name: await record.saveFrame(png) };
    } else {
      const png = await display.capture();
      this.lastFrame = { png, name: await record.saveFrame(png) };
    }
    return this.lastFrame.name;
  }

  #answer(action: Action): BetaComputerMemberResult {
    if (action.member === 'cursor_position') return this.#deps.desktop().display.cursor;
    if (action.member === 'screenshot' || action.member === 'zoom') {
      return { data: this.lastFrame?.png.toString('base64') ?? '', mediaType: 'image/png' };
    }
    return undefined;
  }

  /** The toolset turns every exception into a result for the model; these must end the run instead. */
  async #orFatal<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof ToolError)) this.fatal ??= error;
      throw error;
    }
  }
}

async function movedSince(lastLook: Permit['lastLook']): Promise<string | null> {
  const changes = lastLook === null ? [] : await lastLook();
  return changes.length === 0 ? null : 'what it was approved for changed at the last moment';
}

/** What the agent reads when an action is refused. A fixed template: nothing of the page goes into it. */
export function denied(reason: string): ToolError {
  return new ToolError(`ACTION DENIED: ${reason.replace(/[.\s]+$/, '')}. Choose a different approach.`);
}
