import type { Change } from '../../../../shared/domain/change';

/** One thing that a body or a query holds. `name` is where it stands (`items[0].price`), `key` its own name. */
export type SentField = { readonly name: string; readonly key: string; readonly value: string };

/** Something that a body names as to be done: a mutation, a remote procedure, the button of a postback. */
export type NamedCall = {
  readonly name: string;
  /** What the protocol itself says of it. `told`: nothing but its name; `opaque`: not even that. */
  readonly kind: 'query' | 'mutation' | 'told' | 'opaque' | 'idle';
};

/** A request inside of another. */
export type InnerRequest = { readonly method: string; readonly url: string };

export type BodyReading = {
  readonly format: Change['format'];
  /** Bytes of the whole; null where they are not told. */
  readonly bytes: number | null;
  readonly isCut: boolean;
  /** False where it is there and says nothing: packed, binary, in an unknown character set, or a stream. */
  readonly isReadable: boolean;
  readonly fields: readonly SentField[];
  readonly calls: readonly NamedCall[];
  readonly inner: readonly InnerRequest[];
  readonly files: Change['files'];
  /** How many entries the longest list in it has that names things to do something to. */
  readonly count: number;
};

/** Bytes of a body that are read. */
export const MOST_BYTES = 64 * 1024;
/** Fields that are kept of one body. */
export const MOST_FIELDS = 600;

export const NO_BODY: BodyReading = {
  format: 'none',
  bytes: 0,
  isCut: false,
  isReadable: true,
  fields: [],
  calls: [],
  inner: [],
  files: [],
  count: 0,
};
