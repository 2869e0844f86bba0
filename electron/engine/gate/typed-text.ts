import type { Action } from '../../../shared/domain/action';
import { enteredText } from '../actions/pressed-keys';

/** Characters that are kept of what was typed: longer than any secret that a person has. */
const MOST = 400;

/** The text that a run has typed last, over all its actions: a secret may come in pieces. */
export class TypedText {
  #text = '';

  /** What would have been typed with this action at its end; null when it types nothing. */
  with(action: Action): string | null {
    const entered = enteredText(action);
    return entered.kind === 'text' ? this.#text + entered.text : null;
  }

  /** To be told of every action that has been let through. */
  note(action: Action): void {
    this.#text = (this.with(action) ?? this.#text).slice(-MOST);
  }
}
