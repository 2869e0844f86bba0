/** Command-line switches that would undo the lock-down. A packaged console ends when it is given one. */
const FORBIDDEN = new Set([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'load-extension',
  'host-rules',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'js-flags',
  'inspect',
  'inspect-brk',
  'proxy-server',
]);

export const FORBIDDEN_SWITCH_EXIT_CODE = 78;

/** The first forbidden switch among the arguments, or null. `isRoot`: Chromium can't run as root with its sandbox on. */
export function findForbiddenSwitch(argv: readonly string[], isRoot: boolean): string | null {
  for (const argument of argv) {
    const name = /^-{1,2}([a-z-]+)/i.exec(argument)?.[1]?.toLowerCase();
    if (name === undefined || !FORBIDDEN.has(name)) continue;
    if (name === 'no-sandbox' && isRoot) continue;
    return name;
  }
  return null;
}
