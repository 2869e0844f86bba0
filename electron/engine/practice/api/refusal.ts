/** What the API answers to a request that it does not take. */
export type Refusal = {
  /** HTTP. */
  readonly status: number;
  readonly message: string;
  /** What a program can read of it: `error_code`, and what goes with it (Messages API, `error.details`). */
  readonly details?: Readonly<Record<string, unknown>>;
};

export function invalid(message: string, details?: Refusal['details']): Refusal {
  return { status: 400, message, ...(details !== undefined && { details }) };
}
