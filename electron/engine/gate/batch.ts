import type { BatchStep } from '../../../shared/domain/approval';
import { isAtLeast } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';

/** One call of a turn, as the model made it. Nothing in it has been checked. */
export type BatchCall = { readonly toolUseId: string; readonly member: string; readonly input: unknown };

/** A step as it was shown to the operator, with what it acted on then. */
export type Preview = { readonly step: BatchStep; readonly targets: readonly Target[] };

const HALTED_BY_OPERATOR = 'Not executed: the operator approved only the actions before this one.';
const HALTED_BY_EDIT =
  'Not executed: the operator changed an action before this one. Look at the screen and go on from there.';

/** The calls of one turn of the agent: what was done, what comes next, and how far the operator has let it go. */
export class Batch {
  readonly #judged = new Map<string, BatchStep>();
  readonly #approved = new Map<string, Preview>();
  #lastApproved: string | null = null;
  #halt: string | null = null;

  constructor(
    /** Counts the turns of a run from 1. */
    readonly turn: number,
    /** What the model said in it. Unverified. */
    readonly words: string,
    readonly calls: readonly BatchCall[],
  ) {}

  /** Why the calls that follow are not run; null when they are. */
  get haltReason(): string | null {
    return this.#halt;
  }

  /** Nothing that follows is run. */
  halt(reason: string): void {
    this.#halt = reason;
  }

  indexOf(toolUseId: string): number {
    return this.calls.findIndex((call) => call.toolUseId === toolUseId);
  }

  /** The calls after this one. */
  after(toolUseId: string): readonly BatchCall[] {
    return this.calls.slice(this.indexOf(toolUseId) + 1);
  }

  /** Steps that have been judged, oldest first. */
  get judged(): readonly BatchStep[] {
    return [...this.#judged.values()];
  }

  noteJudged(step: BatchStep): void {
    this.#judged.set(step.toolUseId, step);
  }

  /** The operator has let the steps up to `upTo` go as they were shown; what comes after it is not run. */
  approveUpTo(upTo: string, shown: readonly Preview[]): void {
    this.#lastApproved = upTo;
    for (const preview of shown) {
      this.#approved.set(preview.step.toolUseId, preview);
      if (preview.step.toolUseId === upTo) break;
    }
  }

  /** What the operator saw of a step when letting it go beforehand; null when that was not so, or it has passed. */
  approvedPreview(toolUseId: string): Preview | null {
    return this.#approved.get(toolUseId) ?? null;
  }

  /** To be told of every call that has been let through, and of one that is asked about by itself after all. */
  dropPreview(toolUseId: string): void {
    this.#approved.delete(toolUseId);
  }

  /** To be told of every call that has been let through. */
  notePassed(toolUseId: string, wasEdited: boolean): void {
    this.dropPreview(toolUseId);
    if (wasEdited) this.#halt = HALTED_BY_EDIT;
    else if (toolUseId === this.#lastApproved) this.#halt = HALTED_BY_OPERATOR;
  }
}

/** Why a step is not what was let go beforehand; null when it is. Critical ones are asked about one by one. */
export function beyondPreview(
  { step, targets }: Preview,
  now: BatchStep,
  targetsNow: readonly Target[],
): string | null {
  if (now.level === 'critical') return 'It is critical, so it is asked for by itself.';
  if (!isAtLeast(step.level, now.level))
    return `Its risk is ${now.level} now, ${step.level} when you let it go.`;
  const categories = new Set(step.findings.map(({ category }) => category));
  if (now.findings.some(({ category }) => !categories.has(category)))
    return 'It brings another risk than it did before.';
  const isSame =
    targets.length === targetsNow.length &&
    targets.every((target, at) => isSameThing(target, targetsNow[at]));
  return isSame ? null : 'It acts on something else than it did before.';
}

/** What is not known can't be the same. */
function isSameThing(before: Target, now: Target | undefined): boolean {
  if (before.kind !== 'element' || now?.kind !== 'element') return false;
  return (
    before.fingerprint === now.fingerprint &&
    before.name === now.name &&
    before.href === now.href &&
    before.form?.action === now.form?.action
  );
}
