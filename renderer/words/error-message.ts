/** What to show an operator when a call failed. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : 'Something failed that has no description.';
}
