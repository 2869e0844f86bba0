import { findMissing, installPackages, isDebianLike, isRoot } from './apt.mjs';
import { note, SetupError } from './steps.mjs';

/** What Electron's window needs; the second name is the one since Debian 13 and Ubuntu 24.04. */
const REQUIRED = [['libnss3'], ['libgtk-3-0', 'libgtk-3-0t64'], ['libgbm1'], ['libasound2', 'libasound2t64']];

/** A display where there is none. */
const DISPLAY_PACKAGES = [['xvfb'], ['xauth']];

/** The console's own typefaces; without them the system's are used. */
const FONTS = [['fonts-inter'], ['fonts-jetbrains-mono'], ['fonts-dejavu-core']];

/** Step 3: system libraries, Xvfb and fonts, on Debian and Ubuntu. Other systems bring them, or are told. */
export async function ensureSystemPackages({ yes }) {
  if (process.platform !== 'linux') return { outcome: 'nothing needed on this system' };
  if (!isDebianLike()) return { outcome: 'not Debian or Ubuntu: not checked' };
  const needsDisplay = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const missing = await findMissing([...REQUIRED, ...DISPLAY_PACKAGES, ...FONTS]);
  if (missing.length === 0) return { outcome: 'up to date' };
  const names = missing.map(([name]) => name);
  const command = `sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`;
  if (isRoot()) {
    const installed = await installPackages(missing, { yes, why: 'system packages' });
    return { outcome: `installed ${installed.length} packages` };
  }
  const vital = [...REQUIRED, ...(needsDisplay ? DISPLAY_PACKAGES : [])].map(([name]) => name);
  if (names.some((name) => vital.includes(name))) {
    throw new SetupError(`System packages are missing, and installing them needs root:\n  ${command}`, {
      code: 2,
    });
  }
  note(`optional packages are missing: ${command}`);
  return { outcome: 'enough to start' };
}
