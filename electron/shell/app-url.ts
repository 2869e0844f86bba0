/** The console's own scheme and host. Nothing else is ever loaded into a window. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'airlock';
export const APP_START_URL = `${APP_SCHEME}://${APP_HOST}/index.html`;

/**
 * Whether a URL is the console's own. Compares protocol and host: the origin of a custom scheme is the string `null` in
 * Node, the same as that of `data:` and `file:`, so an origin test would let those through.
 */
export function isAppUrl(url: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(url);
    return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
  } catch {
    return false;
  }
}
