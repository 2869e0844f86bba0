import type { Browser } from '../../electron/engine/sandbox/browser/browser';
import type { CdpConnection } from '../../electron/engine/sandbox/cdp/cdp-connection';
import type { CdpSession } from '../../electron/engine/sandbox/cdp/cdp-session';

/** The browser's own debugging session. */
export function rootSession(browser: Browser): CdpSession {
  return (browser as unknown as { readonly cdp: CdpConnection }).cdp.browser;
}

/**
 * The browser's own debugging session, and one more on its page: what only a test may do. From then on the page counts
 * as two, of which neither is in front for certain unless it has the keyboard.
 */
export async function openPageSession(
  browser: Browser,
): Promise<{ readonly root: CdpSession; readonly page: CdpSession }> {
  const root = rootSession(browser);
  const attached = new Promise<CdpSession>((resolve) => root.attached.on(({ session }) => resolve(session)));
  const { targetInfos } = await root.send<{ targetInfos: { targetId: string; type: string }[] }>(
    'Target.getTargets',
  );
  const page = targetInfos.find(({ type }) => type === 'page');
  await root.send('Target.attachToTarget', { targetId: page?.targetId, flatten: true });
  return { root, page: await attached };
}
