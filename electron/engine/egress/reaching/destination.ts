/** A host on one port, canonical, that may be connected to once the operator, if need be, and its addresses allow it. */
export type Destination = {
  readonly host: string;
  readonly port: number;
  /** Plain HTTP: on port 80 always, and nowhere else. */
  readonly isPlain: boolean;
};
