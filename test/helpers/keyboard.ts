import { act, fireEvent } from '@testing-library/react';

/** Keys with a name of their own; any other is a character. */
const CODES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  Enter: 'Enter',
  Escape: 'Escape',
  Tab: 'Tab',
};
const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]';

type Chord = { readonly ctrlKey?: boolean; readonly shiftKey?: boolean; readonly altKey?: boolean };

/**
 * A keyboard and nothing else, for a document that draws nothing: each press goes to what has the focus, and what a browser
 * makes of it (a click, a character, the next stop) follows unless the page took the key.
 */
export class Keyboard {
  /** Everything that was pressed, for the message of a test that fails. */
  readonly pressed: string[] = [];

  /** Such as `Ctrl+Shift+A`, `Alt+D`, `Tab`, `Enter`, `d`. */
  press(keys: string): void {
    const up = this.#down(keys);
    up();
  }

  /** Down for as long as `meanwhile` takes, with the repeats that a held key sends. */
  hold(keys: string, meanwhile: () => void): void {
    const up = this.#down(keys);
    fireEvent.keyDown(active(), { ...eventOf(keys), repeat: true });
    meanwhile();
    up();
  }

  /** Into the field that has the focus, in the place of what it holds. */
  type(text: string): void {
    const field = active();
    if (!isField(field)) throw new Error(`No field has the focus, after ${this.pressed.join(' ')}.`);
    this.pressed.push(`“${text}”`);
    fireEvent.change(field, { target: { value: text } });
  }

  /** Tab until something with this name has the focus; fails where a whole round does not lead there. */
  tabTo(isThere: (element: Element) => boolean): void {
    const most = document.querySelectorAll(STOPS).length + 1;
    for (let count = 0; count < most; count += 1) {
      this.press('Tab');
      if (isThere(active())) return;
    }
    throw new Error(`Tab does not lead there, after ${this.pressed.join(' ')}.`);
  }

  #down(keys: string): () => void {
    this.pressed.push(keys);
    const event = eventOf(keys);
    const target = active();
    const isFree = fireEvent.keyDown(target, event);
    if (isFree && event.key === 'Tab') act(() => nextStop(target, event.shiftKey === true)?.focus());
    if (isFree && event.key === 'Enter' && isPressed(target)) press(target);
    return () => {
      const isStillFree = fireEvent.keyUp(active(), event);
      if (isFree && isStillFree && event.key === ' ' && (isPressed(target) || isTick(target))) press(target);
    };
  }
}

function eventOf(keys: string): Chord & { readonly key: string; readonly code: string } {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  return {
    key,
    code: CODES[key] ?? `Key${key.toUpperCase()}`,
    ctrlKey: has('Ctrl'),
    shiftKey: has('Shift'),
    altKey: has('Alt'),
  };
}

function active(): Element {
  return document.activeElement ?? document.body;
}

/** As a key makes it: no pointer has clicked. */
function press(element: Element): void {
  fireEvent.click(element, { detail: 0 });
}

function isPressed(element: Element): boolean {
  return element instanceof HTMLButtonElement || element.tagName === 'SUMMARY';
}

function isTick(element: Element): boolean {
  return element instanceof HTMLInputElement && element.type === 'checkbox';
}

function isField(element: Element): boolean {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

/** The element that Tab leads to, in the order of the document, round its end. */
function nextStop(from: Element, isBack: boolean): HTMLElement | null {
  const stops = [...document.querySelectorAll<HTMLElement>(STOPS)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && !isShut(element),
  );
  if (isBack) stops.reverse();
  const after = isBack ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const later = stops.find((stop) => from !== stop && (from.compareDocumentPosition(stop) & after) !== 0);
  return later ?? stops[0] ?? null;
}

/** What a closed disclosure holds is not there for a key. */
function isShut(element: Element): boolean {
  const details = element.closest('details:not([open])');
  return details !== null && element.tagName !== 'SUMMARY';
}
