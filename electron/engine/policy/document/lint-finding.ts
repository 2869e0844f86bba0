/** What is to be said of a policy beyond its form. `message` follows on the field that `path` names. */
export type Finding = {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly severity: 'error' | 'warning';
};

/** It can't be meant, or would not do what it says. */
export function error(path: Finding['path'], message: string): Finding {
  return { path, message, severity: 'error' };
}

/** It has no effect, or contradicts something else. */
export function warning(path: Finding['path'], message: string): Finding {
  return { path, message, severity: 'warning' };
}
