/** What the browser sends, by name. It runs in the container and may send anything. */
export type CdpFields = Readonly<Record<string, unknown>>;

/** The fields of an object; none where something else was sent. */
export function fieldsOf(value: unknown): CdpFields {
  return typeof value === 'object' && value !== null ? (value as CdpFields) : {};
}

/** A text; null where something else was sent. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
