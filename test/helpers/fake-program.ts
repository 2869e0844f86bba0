import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export type FakeProgram = {
  readonly folder: string;
  /** What it was started with, one a line; null when it was not started. */
  read(what: 'args' | 'environment' | 'stdin'): Promise<string | null>;
};

/**
 * A program of this name in a folder of its own, which writes down its arguments, its environment and what it is given
 * on standard input, and then does what the script says (POSIX shell).
 */
export async function fakeProgram(parent: string, name: string, script: string): Promise<FakeProgram> {
  const folder = path.join(parent, `bin-${name}`);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  await writeFile(
    file,
    `#!/bin/sh
here=$(dirname "$0")
printf '%s\\n' "$@" > "$here/args"
env > "$here/environment"
cat > "$here/stdin"
${script}
`,
  );
  await chmod(file, 0o755);
  return {
    folder,
    read: (what) => readFile(path.join(folder, what), 'utf8').catch(() => null),
  };
}
