import { DIALOGUE_MEMBERS, type Member } from '../../../shared/domain/action';
import type { AuditDraft } from '../../../shared/domain/audit-entry';
import { shortLabel } from '../../../shared/text/visible-text';
import { isLook } from '../actions/is-look';
import { canonicalJson } from '../base/canonical-json';
import { toPlainJson } from '../base/plain-json';
import { ASKED_AFTER, type Circle, CircleCounter, LONGEST_ROUND } from './circle-counter';

/** A call that was answered, and what it got to see. */
export type Answer = {
  readonly member: string;
  readonly input: unknown;
  /** Name of the picture in its result; null when there is none. */
  readonly seen: string | null;
  /** Name of the screen after it; null when nobody looked, as after a refusal. */
  readonly after: string | null;
};

/** What is to be done about a circle: tell the agent, or ask the operator. Both are plain facts, in words. */
export type Noticed = { readonly kind: 'tell' | 'ask'; readonly words: string };

const DIALOGUE: ReadonlySet<string> = new Set(DIALOGUE_MEMBERS);

/** Notices when the agent of one run goes in circles, and records it. */
export class CircleWatch {
  readonly #counter = new CircleCounter();
  /** The members of the last calls, the newest last. */
  #members: readonly string[] = [];
  #screen: string | null = null;

  constructor(private readonly record: { append(draft: AuditDraft): Promise<unknown> }) {}

  /** What a call completes, on disk; null when nothing. Rejects with `audit-failed`. */
  async note({ member, input, seen, after }: Answer): Promise<Noticed | null> {
    // The agent alone says it, and nobody answers: it neither is a way nor begins one anew.
    if (member === 'mark_step') return null;
    if (DIALOGUE.has(member)) {
      this.reset();
      return null;
    }
    const before = this.#screen;
    this.#screen = after ?? before;
    this.#members = [...this.#members, shortLabel(member, 40)].slice(-LONGEST_ROUND);
    const call = canonicalJson(toPlainJson([member, input]));
    const isPatient = member === 'wait' || isLook(member as Member);
    const circle = this.#counter.note({ call, before, seen, after: this.#screen, isPatient });
    return circle === null ? null : this.#tell(circle);
  }

  /** Whatever came before does not count any more: somebody has said something. */
  reset(): void {
    this.#counter.reset();
  }

  async #tell({ length, times }: Circle): Promise<Noticed> {
    const members = this.#members.slice(-length);
    await this.record.append({ kind: 'circle-noticed', detail: { times, members } });
    if (times !== ASKED_AFTER) return { kind: 'tell', words: toldWords(length) };
    this.reset();
    return { kind: 'ask', words: askedWords(members) };
  }
}

function toldWords(length: number): string {
  return length === 1
    ? 'The screen did not change after this action, three times in a row.'
    : `The last ${length} actions led through the same screens, three times in a row.`;
}

function askedWords(members: readonly string[]): string {
  const calls = members.map((member) => member.replaceAll('_', ' ')).join(', ');
  return members.length === 1
    ? `It made the same call six times in a row, and the screen did not change: ${calls}.`
    : `It went through the same screens by the same ${members.length} calls six times in a row: ${calls}.`;
}
