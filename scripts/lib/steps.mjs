import { createInterface } from 'node:readline/promises';

/** Ends the set-up with a message that says what to do. Code 2: something only the person can provide. */
export class SetupError extends Error {
  constructor(message, { code = 1 } = {}) {
    super(message);
    this.code = code;
  }
}

/** Runs one step and prints its line: a mark, what it is, how it ended, how long it took. */
export async function runStep(name, action) {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(2).padStart(6)} s`;
  try {
    const { outcome, value } = await action();
    console.log(`  ✓ ${name.padEnd(18)} ${outcome.padEnd(58)} ${seconds()}`);
    return value;
  } catch (error) {
    console.log(`  ✗ ${name.padEnd(18)} ${'failed'.padEnd(58)} ${seconds()}`);
    throw error;
  }
}

/** A note below a step that takes long, so that nobody wonders what the machine is doing. */
export function note(text) {
  console.log(`    ${text}`);
}

/**
 * Asks before something changes outside the repository. Without a terminal, or with --yes, it goes ahead and says so.
 */
export async function confirm(question, { yes }) {
  if (yes || !process.stdin.isTTY || !process.stdout.isTTY) {
    note(`${question} Going ahead (${yes ? '--yes' : 'no terminal to ask in'}).`);
    return true;
  }
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`    ${question} [Y/n] `);
  prompt.close();
  return /^(?:y|yes|)$/i.test(answer.trim());
}
