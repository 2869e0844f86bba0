/**
 * What a document says of its fields and buttons. Everything in it is the page's and untrusted; that a thing is there, can
 * be seen and takes input was measured in the isolated world.
 */

export type FieldFacts = {
  /** Index of the form or group that it belongs to. */
  readonly group: number;
  /** Type of an `input`, or `textarea`, `select`, `editable`. */
  readonly type: string;
  /** Tokens of `autocomplete`, lower case. */
  readonly autocomplete: string;
  /** What a person reads: its labels, placeholder and title. */
  readonly label: string;
  /** Its name and id, which nobody reads. */
  readonly hint: string;
  /** -1 for no limit. */
  readonly maxLength: number;
  readonly isShown: boolean;
  /** Enabled, and not to be read only. */
  readonly isEditable: boolean;
  /** Changes with what must not change before it is filled. */
  readonly sign: string;
};

export type ButtonFacts = {
  readonly group: number;
  readonly label: string;
  /** `submit` sends its form; anything else does what the page makes it do. */
  readonly isSubmit: boolean;
  /** Where it sends the form instead: an origin, or null. */
  readonly goesTo: string | null;
  readonly isShown: boolean;
  readonly sign: string;
};

export type GroupFacts = {
  readonly isForm: boolean;
  /** Origin of its action; the document's own where the page's script sends it. */
  readonly goesTo: string;
  /** Whether its markup says that it goes into the address. */
  readonly isGet: boolean;
  /** Headings in it and before it, its legends and its name for screen readers. */
  readonly heading: string;
  /** Name, id and action: what nobody reads. */
  readonly hint: string;
  readonly isSearch: boolean;
  readonly sign: string;
};

export type DocumentFacts = {
  readonly title: string;
  readonly path: string;
  readonly fields: readonly FieldFacts[];
  readonly buttons: readonly ButtonFacts[];
  readonly groups: readonly GroupFacts[];
  /** More fields or elements than are read. */
  readonly isTooMuch: boolean;
};
