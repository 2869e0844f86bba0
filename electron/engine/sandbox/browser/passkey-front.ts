import type { Clock } from '../../base/clock';
import type { PageFacts } from '../passkeys/passkey-place';
import { type PasskeyPage, Passkeys } from '../passkeys/passkeys';
import type { Documents } from './documents';
import { findFront } from './front';
import type { Lookup } from './lookup';
import type { Page } from './page';
import { spotsOf } from './sign-in-front';

/** Passkeys for the page in front, where a look-up looks. */
export function passkeysOn({ deps }: Lookup, clock: Clock): Passkeys {
  const front = async (): Promise<PasskeyPage | null> => {
    const found = await findFront(deps.pages());
    return found.kind === 'page' ? passkeyPage(found.page, deps.documents) : null;
  };
  return new Passkeys({ front, clock });
}

function passkeyPage(page: Page, documents: () => readonly Documents[]): PasskeyPage {
  return {
    facts: () => factsOf(page, documents()),
    openAuthenticator: (passkey) => page.openAuthenticator(passkey),
    onDocument: (listener) => {
      const stops = [page.navigated.on((url) => listener(originOf(url))), page.gone.on(() => listener(null))];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Rejects when the page has no document that can be asked. */
async function factsOf(page: Page, all: readonly Documents[]): Promise<PageFacts> {
  const [top, ...inner] = await spotsOf(page.documents, all);
  if (top === undefined) throw new Error('the page shows no document');
  const { id, loaderId, url, origin } = top.frame;
  const own = await page.documents.evaluate<string>(id, 'self.origin');
  return {
    top: { url, named: origin, own },
    document: `${id}:${loaderId}`,
    isCertified: page.isCertified,
    frames: inner.map(({ frame }) => ({ url: frame.url, named: frame.origin })),
  };
}

function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}
