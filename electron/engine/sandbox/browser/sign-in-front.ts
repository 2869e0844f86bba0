import type { Clock } from '../../base/clock';
import { mayBeBound } from '../sign-in/bound-origin';
import type { FrontPage, SignInDocument, SignInPage } from '../sign-in/sign-in-page';
import { SignIns } from '../sign-in/sign-ins';
import { SignedOutSigns } from '../sign-in/signed-out-signs';
import type { Documents } from './documents';
import type { ElementLocator } from './element-locator';
import { findFront } from './front';
import type { Lookup } from './lookup';
import type { Page } from './page';
import type { PageView } from './page-probe';
import { type FrameSpot, SignInFrame } from './sign-in-frame';

type SignInFrontDeps = {
  /** What each process holds, of pages and of frames of other sites. */
  readonly documents: () => readonly Documents[];
  readonly locator: ElementLocator;
};

/** Runs in our world. */
const STATUS_EXPRESSION = "performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0";

/** Finds and fills forms to sign in with where a look-up looks. */
export function signInsOn(lookup: Lookup, clock: Clock): SignIns {
  return new SignIns({ front: frontOf(lookup), clock });
}

/** Finds what speaks against a sign-in where a look-up looks. `shown`: what each process holds that may be in front. */
export function signedOutSignsOn(lookup: Lookup, shown: () => readonly Documents[]): SignedOutSigns {
  const mark = () =>
    shown()
      .map(({ rootFrameId, visits }) => `${rootFrameId} ${visits}`)
      .join();
  return new SignedOutSigns({ front: frontOf(lookup), mark });
}

function frontOf({ deps, locator }: Lookup): () => Promise<FrontPage> {
  return async () => {
    const found = await findFront(deps.pages());
    if (found.kind === 'dialog') return { kind: 'none', why: 'dialog-open' };
    if (found.kind === 'none') return { kind: 'none', why: 'no-page' };
    return { kind: 'page', page: signInPage({ documents: deps.documents, locator }, found.page, found.view) };
  };
}

function signInPage(deps: SignInFrontDeps, page: Page, view: PageView): SignInPage {
  return {
    isCertified: page.isCertified,
    documents: async (origins) => {
      const spots = await spotsOf(page.documents, deps.documents());
      const may = spots
        .map((spot) => chainOf(spot, spots))
        .filter((chain) => chain.every((one) => mayBe(one, origins)));
      return Promise.all(may.map((chain) => openFrame(deps, { page, view }, chain)));
    },
    status: () => page.documents.evaluate<number>(page.documents.rootFrameId, STATUS_EXPRESSION),
  };
}

const mayBe = ({ frame }: FrameSpot, origins: readonly string[]): boolean =>
  mayBeBound({ url: frame.url, named: frame.origin }, origins);

/** Every frame of a page, of whatever process. */
export async function spotsOf(
  documents: Documents,
  all: readonly Documents[],
): Promise<readonly FrameSpot[]> {
  const frames = await documents.frames();
  const held = await Promise.all(
    all.filter((inner) => documents.holds(inner)).map((inner) => spotsOf(inner, all)),
  );
  return [...frames.map((frame) => ({ documents, frame })), ...held.flat()];
}

/** A frame and those around it, the outermost last. */
function chainOf(spot: FrameSpot, spots: readonly FrameSpot[]): readonly FrameSpot[] {
  const outer = spots.find(({ frame }) => frame.id === spot.frame.outerId);
  if (spot.frame.outerId === null) return [spot];
  // Something around it can't be told: nothing is bound to that.
  if (outer === undefined) return [spot, { ...spot, frame: { ...spot.frame, url: '', origin: '' } }];
  return [spot, ...chainOf(outer, spots)];
}

async function openFrame(
  { locator }: SignInFrontDeps,
  around: { readonly page: Page; readonly view: PageView },
  spots: readonly FrameSpot[],
): Promise<SignInDocument> {
  const chain = await Promise.all(
    spots.map(async ({ documents, frame }) => ({
      url: frame.url,
      named: frame.origin,
      own: await documents.evaluate<string>(frame.id, 'self.origin'),
    })),
  );
  const [spot] = spots as readonly [FrameSpot, ...FrameSpot[]];
  return new SignInFrame({ ...around, locator, spots, chain }, spot);
}
