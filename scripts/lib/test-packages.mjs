import { existsSync } from 'node:fs';
import { findMissing, installPackages, isDebianLike, isRoot } from './apt.mjs';

/** gVisor's runtime, and the program that makes certificates for an engine over TLS. */
const ALWAYS = [['runsc'], ['openssl']];
/** A server for the tests of an engine over ssh. Only where nothing starts it by itself when it is installed. */
const WITHOUT_SERVICES = [['openssh-server']];

/** Step only of the tests: what they need and the console does not. Elsewhere than on Debian as root they say so. */
export async function ensureTestPackages() {
  if (process.platform !== 'linux' || !isDebianLike()) return { outcome: 'not on Debian or Ubuntu' };
  if (!isRoot()) return { outcome: 'needs root' };
  const hasServices = existsSync('/run/systemd/system');
  const missing = await findMissing(hasServices ? ALWAYS : [...ALWAYS, ...WITHOUT_SERVICES]);
  if (missing.length === 0) return { outcome: 'up to date' };
  // Init scripts, where there are any, start nothing in this one (invoke-rc.d).
  process.env.RUNLEVEL = '1';
  const installed = await installPackages(missing, { yes: true, why: 'what the tests need' });
  delete process.env.RUNLEVEL;
  return { outcome: `installed ${installed.join(', ')}` };
}
