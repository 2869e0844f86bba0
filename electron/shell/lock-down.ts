import { app, type Session, type WebContents } from 'electron';
import { APP_SCHEME, isAppUrl } from './app-url';

/**
 * Denies everything a window could do beyond showing the console: navigation, new windows, permissions, downloads,
 * devices, network. Electron approves all permissions when no handler is set, so each has one.
 */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url) }));
}

function mayLoad(url: string): boolean {
  return isAppUrl(url) || url.startsWith(`blob:${APP_SCHEME}://`);
}

/** For every web contents that ever comes to be, whoever makes it. */
function lockDownContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // WebRTC's datagrams are no requests: neither the policy of the page nor onBeforeRequest sees them.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** What the app itself is asked on behalf of a page. Must run before the app is ready. */
export function lockDownApp(): void {
  // Chromium finds no host at all. A dns-prefetch and a TURN server over TCP are no requests either, and would get out.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault();
    choose();
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault();
    trust(false);
  });
  app.on('login', (event, _contents, _request, _auth, answer) => {
    event.preventDefault();
    answer();
  });
}
