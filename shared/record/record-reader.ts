import { type AuditEntry, CONVERSATION_FAULT, type EntryOf } from '../domain/audit-entry';
import { ChangeReader, type RecordedChanges } from './change-reader';
import type { RecordedNetwork } from './network-hosts';
import { NetworkReader } from './network-reader';
import type { RecordedStep } from './recorded-step';
import { type RunStep, RunSteps } from './run-steps';
import { NO_SANDBOX, noteSandbox, type SandboxFacts } from './sandbox-facts';
import { type RecordedSocket, SocketReader } from './socket-reader';
import { StepReader } from './step-reader';

/** What a record says so far, as the window shows it. What has not changed stays the same object. */
export type RecordReading = {
  /** The same list in every reading of a record: it grows in place, so that a line costs the same in a long run. */
  readonly steps: readonly RunStep[];
  /** The agent's report; until there is one, what it said last, after its last step. */
  readonly closingWords: string;
  readonly network: RecordedNetwork;
  /** What it altered, and what it was kept from altering. */
  readonly changes: RecordedChanges;
  /** The WebSockets that pages have opened, in that order, and what was sent through each. */
  readonly sockets: readonly RecordedSocket[];
  readonly sandbox: SandboxFacts;
  /** Planted secrets that came out, the newest first. */
  readonly honeytokens: readonly FoundHoneytoken[];
  /** What the service said last against the conversation as it was sent; null where it said nothing. */
  readonly conversationFault: string | null;
};

export type FoundHoneytoken = EntryOf<'honeytoken'>['detail'];

/** Reads a record that may still grow, one line after the other. */
export class RecordReader {
  readonly #steps = new StepReader();
  readonly #network = new NetworkReader();
  readonly #changes = new ChangeReader();
  readonly #sockets = new SocketReader();
  #sandbox = NO_SANDBOX;
  #report: string | null = null;
  #honeytokens: readonly FoundHoneytoken[] = [];
  #conversationFault: string | null = null;
  readonly #shown = new RunSteps();
  #last: RecordedStep | null = null;

  read(entry: AuditEntry): void {
    this.#steps.read(entry);
    this.#show(entry);
    this.#network.read(entry);
    this.#changes.read(entry);
    this.#sockets.read(entry);
    this.#sandbox = noteSandbox(this.#sandbox, entry);
    if (entry.kind === 'session-ended') this.#report = entry.detail.claim?.report ?? null;
    if (entry.kind === 'fault' && entry.detail.where === CONVERSATION_FAULT)
      this.#conversationFault = entry.detail.what;
    if (entry.kind === 'honeytoken') this.#honeytokens = [entry.detail, ...this.#honeytokens];
  }

  get reading(): RecordReading {
    return {
      steps: this.#shown.all,
      closingWords: this.#report ?? this.#steps.words,
      network: this.#network.network,
      changes: this.#changes.changes,
      sockets: this.#sockets.sockets,
      sandbox: this.#sandbox,
      honeytokens: this.#honeytokens,
      conversationFault: this.#conversationFault,
    };
  }

  /** A line speaks of one step at most, but for the last one, which ends all. */
  #show({ kind }: AuditEntry): void {
    if (kind === 'session-ended') {
      for (const step of this.#steps.steps) this.#shown.note(step);
    }
    const { last } = this.#steps;
    if (last === null || last === this.#last) return;
    this.#last = last;
    this.#shown.note(last);
  }
}

export const NOTHING_READ: RecordReading = new RecordReader().reading;

/** The reader of a record as far as it goes. */
export function startReading(entries: readonly AuditEntry[]): RecordReader {
  const reader = new RecordReader();
  for (const entry of entries) reader.read(entry);
  return reader;
}
