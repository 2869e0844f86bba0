import { join } from 'node:path';
import { findMissing, installPackages, isDebianLike, isRoot } from './apt.mjs';
import { root } from './paths.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { note, SetupError } from './steps.mjs';

/** What scripts/sandbox-image.ts ends with when only debootstrap is missing. */
const NEEDS_DEBOOTSTRAP = 3;

/** Step 5: the sandbox image, built when its content hash changed. */
export async function ensureSandboxImage({ yes }) {
  let result = await buildImage();
  if (result.code === NEEDS_DEBOOTSTRAP && isDebianLike() && isRoot()) {
    const missing = await findMissing([['debootstrap'], ['debian-archive-keyring']]);
    await installPackages(missing, { yes, why: 'what makes a base image without a registry' });
    result = await buildImage();
  }
  const last = lastLines(result.stdout, 1).trim();
  if (result.code === 0) return { outcome: last };
  throw new SetupError(`The sandbox image could not be built.\n${lastLines(result.stderr, 3)}\n${last}`);
}

function buildImage() {
  const program = join(root, 'node_modules/tsx/dist/cli.mjs');
  const script = join(root, 'scripts/sandbox-image.ts');
  return runCommand(process.execPath, [program, script], {
    cwd: root,
    // The hundreds of lines of the package manager stay out.
    onLine: (line) => {
      if (line.startsWith('building ')) note(`${line} (one to three minutes when the packages are new)`);
      if (line.startsWith('debian:')) note(line);
    },
  });
}
