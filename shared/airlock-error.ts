/** Every error that may cross a process border. Callers branch on the code, never on the text. */
export const ERROR_CODES = [
  'bad-input',
  'not-found',
  'conflict',
  'untrusted-sender',
  'engine-unreachable',
  'image-missing',
  'disk-full',
  'sandbox-failed',
  'model-auth',
  'audit-failed',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * An error with a code and a message an operator can act on: what failed, on which object, what to do.
 * Never put a secret, a screen's content or a raw payload in the message.
 */
export class AirlockError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AirlockError';
    this.code = code;
  }
}
