/**
 * Whether a site's name takes in a host: the host itself, or one below it (WebAuthn, 5.1.2, effective domain). That it is
 * not all of `com` is seen to by the browser, at each use.
 */
export function takesIn(rpId: string, host: string): boolean {
  return rpId !== '' && (host === rpId || host.endsWith(`.${rpId}`));
}
