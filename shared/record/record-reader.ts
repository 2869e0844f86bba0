import type { AuditEntry } from '../domain/audit-entry';
import type { RecordedNetwork } from './network-hosts';
import { NetworkReader } from './network-reader';
import { type RunStep, runSteps } from './run-steps';
import { NO_SANDBOX, noteSandbox, type SandboxFacts } from './sandbox-facts';
import { StepReader } from './step-reader';

/** What a record says so far, as the window shows it. What has not changed stays the same object. */
export type RecordReading = {
  readonly steps: readonly RunStep[];
  /** What the model said last, after its last step. */
  readonly closingWords: string;
  readonly network: RecordedNetwork;
  readonly sandbox: SandboxFacts;
};

/** Reads a record that may still grow, one line after the other. */
export class RecordReader {
  readonly #steps = new StepReader();
  readonly #network = new NetworkReader();
  #sandbox = NO_SANDBOX;
  #shown: { readonly of: StepReader['steps']; readonly steps: readonly RunStep[] } | null = null;

  read(entry: AuditEntry): void {
    this.#steps.read(entry);
    this.#network.read(entry);
    this.#sandbox = noteSandbox(this.#sandbox, entry);
  }

  get reading(): RecordReading {
    return {
      steps: this.#runSteps(),
      closingWords: this.#steps.words,
      network: this.#network.network,
      sandbox: this.#sandbox,
    };
  }

  #runSteps(): readonly RunStep[] {
    const of = this.#steps.steps;
    if (this.#shown?.of !== of) this.#shown = { of, steps: runSteps(of) };
    return this.#shown.steps;
  }
}

export const NOTHING_READ: RecordReading = new RecordReader().reading;

/** The reader of a record as far as it goes. */
export function startReading(entries: readonly AuditEntry[]): RecordReader {
  const reader = new RecordReader();
  for (const entry of entries) reader.read(entry);
  return reader;
}
