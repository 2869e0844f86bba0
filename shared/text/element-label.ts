import { skeleton } from './skeleton';

/** Whether a reader sees nothing of a text: blanks, hidden characters, fillers. */
export function isBlank(text: string): boolean {
  return skeleton(text) === '';
}

/** What an element is called: its name, or its text where no name can be seen; empty when neither can. */
export function labelOf({ name, text }: { readonly name: string; readonly text: string }): string {
  return [name, text].find((label) => !isBlank(label)) ?? '';
}
