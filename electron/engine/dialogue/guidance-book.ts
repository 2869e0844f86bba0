import { AirlockError } from '../../../shared/airlock-error';
import type { AuditDraft, EntryOf } from '../../../shared/domain/audit-entry';
import type { Guidance } from '../../../shared/domain/guidance';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import type { OperatorWords } from './operator-words';

export type GuidanceBookDeps = {
  readonly clock: Clock;
  readonly record: { append(draft: AuditDraft): Promise<unknown> };
  readonly words: OperatorWords;
};

/** What the operator has said to the agent of one run and it has not read yet, oldest first. */
export class GuidanceBook {
  readonly #unread = new Map<string, Guidance>();

  constructor(private readonly deps: GuidanceBookDeps) {}

  get hasUnread(): boolean {
    return this.#unread.size > 0;
  }

  /** On disk when it answers, and only then on its way to the agent. Rejects with `audit-failed`. */
  async write(text: string, by: string): Promise<Guidance> {
    const guidance = { id: createId(), text, by, at: this.deps.clock.wallMs() };
    await this.#note(guidance, 'written', by);
    this.#unread.set(guidance.id, guidance);
    return guidance;
  }

  /** Rejects with `conflict` when the agent has read it by now. */
  async takeBack(id: string, by: string): Promise<void> {
    const guidance = this.#unread.get(id);
    if (guidance === undefined)
      throw new AirlockError('conflict', 'The agent has read it by now, or it was taken back before.');
    // Gone before it is written down: nothing can be read and taken back.
    this.#unread.delete(id);
    await this.#note(guidance, 'taken-back', by);
  }

  /** All that is unread, which counts as read from the call on. Rejects with `audit-failed`. */
  async take(): Promise<readonly Guidance[]> {
    const taken = [...this.#unread.values()];
    this.#unread.clear();
    for (const guidance of taken) {
      await this.#note(guidance, 'sent', guidance.by);
      this.deps.words.note(guidance.text);
    }
    return taken;
  }

  #note(
    { id, text }: Guidance,
    change: EntryOf<'guidance'>['detail']['change'],
    by: string,
  ): Promise<unknown> {
    return this.deps.record.append({ kind: 'guidance', detail: { guidanceId: id, change, text, by } });
  }
}
