/** A proxy that is named and can't be used: nothing may go on as if none were named. */
export type Unusable = {
  readonly kind: 'unusable';
  /** A fixed phrase with the variable's name; nothing of its value. */
  readonly reason: string;
};

export function unusable(variable: string, why: string): Unusable {
  return { kind: 'unusable', reason: `the proxy in ${variable} can't be used: ${why}` };
}
