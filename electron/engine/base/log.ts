/** Where the engine reports what no caller is waiting for. Fixed phrases only: never screen content, never secrets. */
export interface Log {
  warn(what: string, error?: unknown): void;
}

export const consoleLog: Log = {
  warn: (what, error) => {
    const cause = error instanceof Error ? `: ${error.name}: ${error.message}` : '';
    process.stderr.write(`airlock: ${what}${cause}\n`);
  },
};
