import type { ElementTarget } from '../../../../shared/domain/target';
import type { Unsubscribe } from '../../base/emitter';
import type { DocumentOrigin } from './bound-origin';
import type { Refusal } from './refusals';

/** What was measured in a document: places in it, in its own pixels, and how large what shows it is. */
export type Places = {
  readonly places: readonly (readonly [number, number])[];
  readonly width: number;
  readonly height: number;
};

/** A document of the page in front, and what it is asked; all of it runs in an isolated world. */
export interface SignInDocument {
  /** Names the frame and the very document that it shows. */
  readonly name: string;
  /** Itself and every document around it, the outermost last. */
  readonly chain: readonly DocumentOrigin[];
  /** Answers the handle of what a function answers that is called with the fields that can be seen in shadow roots. */
  collect(functionDeclaration: string): Promise<string>;
  /**
   * Calls a function on what a handle names, waits for what it promises and answers that; null when it throws. The
   * arguments go by the browser's pipe alone, and are in no text that is kept. Rejects when the document is gone.
   */
  run<T>(handle: string, functionDeclaration: string, args?: readonly unknown[]): Promise<T | null>;
  /** The element that such a function answers, as a target; null when it is gone. */
  target(handle: string, functionDeclaration: string): Promise<ElementTarget | null>;
  /** Gives its page the keyboard, which the browser's own bars may have. */
  focus(): Promise<void>;
  /** Whether the places can be seen on the screen, through every frame around. */
  isOnTop(places: Places): Promise<boolean>;
  /** Its frame shows another document by now, or is gone, or one around it is. */
  readonly isGone: boolean;
  /** Whether it, or one around it, has asked for another document, which has not come yet. */
  readonly isLeaving: boolean;
  onGone(listener: () => void): Unsubscribe;
  /** Closes a message of the page that is open, and ends a script of it that does not end by itself. */
  interrupt(): Promise<void>;
  /** Ends the page's process, and with it everything that is in it. */
  end(): Promise<void>;
  /** Lets go of all handles. */
  letGo(): void;
}

export interface SignInPage {
  /** Whether the browser has found the page's certificate to be right. */
  readonly isCertified: boolean;
  /** Of the documents whose addresses are of these origins, and so are all around them. */
  documents(origins: readonly string[]): Promise<readonly SignInDocument[]>;
  /** With which HTTP status its outermost document came; 0 where nobody can tell. Rejects when it does not answer. */
  status(): Promise<number>;
}

/** The page in front; why there is none. */
export type FrontPage =
  | { readonly kind: 'page'; readonly page: SignInPage }
  | { readonly kind: 'none'; readonly why: Refusal };
