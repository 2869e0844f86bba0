import { AirlockError } from '../../../shared/airlock-error';

const KNOWN: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  ENOENT: 'its folder was deleted',
};

/** The error for a record that can't be written. Nothing may run after it. */
export function auditFailure(cause: unknown): AirlockError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
  const what = KNOWN[code] ?? `the system said ${code}`;
  return new AirlockError(
    'audit-failed',
    `The record could not be written: ${what}. The session was stopped, since nothing may run unrecorded. Free space or mend the folder, then start again.`,
    { cause },
  );
}
