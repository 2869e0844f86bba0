/** A dated snapshot of a model: `claude-haiku-4-5-20251001`. */
const SNAPSHOT = /-20\d{6}$/;

/** The model that a name stands for, whether or not it names a snapshot. */
export function withoutSnapshot(model: string): string {
  return model.replace(SNAPSHOT, '');
}
