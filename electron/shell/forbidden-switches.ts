/** Command-line switches that would undo the lock-down. A packaged console ends when it is given one. */
const FORBIDDEN = new Set([
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'browser-subprocess-path',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-blink-features',
  'force-webrtc-ip-handling-policy',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'js-flags',
  'load-extension',
  'log-net-log',
  'no-sandbox',
  'no-zygote',
  'proxy-pac-url',
  'proxy-server',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-io-pipes',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'single-process',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
  'use-fake-ui-for-media-stream',
  'utility-cmd-prefix',
]);

/** The sandbox has several layers, each with a switch of its own. */
const SANDBOX_OFF = /^(?:disable|no)-[a-z-]+-sandbox$/;

export const FORBIDDEN_SWITCH_EXIT_CODE = 78;

/** The first forbidden switch among the arguments, or null. `isRoot`: Chromium can't run as root with its sandbox on. */
export function findForbiddenSwitch(argv: readonly string[], isRoot: boolean): string | null {
  for (const argument of argv) {
    // Windows takes a slash as well.
    const name = /^(?:-{1,2}|\/)([a-z-]+)/i.exec(argument)?.[1]?.toLowerCase();
    if (name === undefined || !(FORBIDDEN.has(name) || SANDBOX_OFF.test(name))) continue;
    if (name === 'no-sandbox' && isRoot) continue;
    return name;
  }
  return null;
}
