import { runNumber } from '../../shared/domain/run-number';
import type { Session } from '../../shared/domain/session';
import { shortLabel } from '../../shared/text/visible-text';

const MOST_OF_TASK = 60;

/** What a run is called outside the window: its number and the operator's own words, never a page's or a model's. */
export class RunNames {
  /** Newest first. */
  #known: readonly { readonly id: string; readonly task: string }[] = [];

  /** All that were there before; what has begun meanwhile stays in front of them. */
  begin(newestFirst: readonly Session[]): void {
    const begun = this.#known.filter(({ id }) => !newestFirst.some((session) => session.id === id));
    this.#known = [...begun, ...newestFirst.map(named)];
  }

  note(session: Session): void {
    if (!this.#known.some(({ id }) => id === session.id)) this.#known = [named(session), ...this.#known];
  }

  /** Such as `Run 7, “Download all invoices”`. */
  of(sessionId: string): string {
    const number = runNumber(this.#known, sessionId);
    const task = this.#known.find(({ id }) => id === sessionId)?.task;
    return number === null || task === undefined ? 'A run' : `Run ${number}, “${task}”`;
  }
}

function named({ id, settings }: Session) {
  return { id, task: shortLabel(settings.task, MOST_OF_TASK) };
}
