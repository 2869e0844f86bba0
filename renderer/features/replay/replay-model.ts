import type { Box } from '../../../shared/domain/geometry';
import type { RecordReading } from '../../../shared/record/record-reader';
import type { RunStep } from '../../../shared/record/run-steps';
import { type Mark, marksOf } from './replay-marks';

/** One position of the scrubber: a step, what to draw for it, and the line of the record it begins with. */
export type ReplayStep = RunStep & {
  readonly marks: readonly Mark[];
  readonly box: Box | null;
  /** Words of the turn that the step belongs to, also where an earlier step of it carries them. */
  readonly turnWords: string;
};

export type ReplayModel = {
  readonly steps: readonly ReplayStep[];
  /** What the model said last, after its last step. */
  readonly closingWords: string;
};

/** A record as positions to step through. Pure; never reaches for a frame or the clock. */
export function deriveReplay(reading: Pick<RecordReading, 'steps' | 'closingWords'>): ReplayModel {
  let turnWords = '';
  let lastFrame: string | null = null;
  const steps = reading.steps.map((step): ReplayStep => {
    if (step.words !== '') turnWords = step.words;
    const before = step.before ?? lastFrame;
    const after = step.after ?? before;
    lastFrame = after;
    const target = step.target?.kind === 'element' ? step.target : null;
    return { ...step, before, after, turnWords, box: target?.box ?? null, marks: marksOf(step) };
  });
  return { steps, closingWords: reading.closingWords };
}

export type Landmark = 'denial' | 'approval';

/** The next position after `from` where something was denied, or where an approval was asked; null when there is none. */
export function nextLandmark(steps: readonly ReplayStep[], from: number, landmark: Landmark): number | null {
  const index = steps.findIndex((step, position) => position > from && isLandmark(step, landmark));
  return index === -1 ? null : index;
}

function isLandmark(step: ReplayStep, landmark: Landmark): boolean {
  return landmark === 'denial' ? step.status === 'denied' : step.approvals.length > 0;
}
