import type { Box } from '../../../../shared/domain/geometry';
import type { UnsureCause } from '../../../../shared/domain/redaction';
import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import type { Mask } from '../../redaction/mask';
import type { PageEye, Seen, Unseen, Wanted } from '../../redaction/page-eye';
import type { Browser } from '../browser/browser';
import { answersThatCount } from '../browser/front';
import type { Page } from '../browser/page';
import type { PageView } from '../browser/page-probe';
import { LAYOUT_PROGRAM } from './layout-program';
import { type Find, lookThroughFrames } from './look-through-frames';

/** A page that takes longer over one look counts as silent. */
const LOOK_LIMIT_MS = 2500;

type Moment = 'look' | 'before' | 'after';
/** What all pages said at one moment; `places`: everything that must not change until the next. */
type Round = { readonly masks: readonly Mask[]; readonly places: string; readonly held: boolean };

/** Where on the screen the things are that masks are made for, in every page that can be seen. Never rejects. */
export class PageLayout implements PageEye {
  #before: Round | null = null;
  /** What was last told, and in which documents. */
  #last: { readonly masks: readonly Mask[]; readonly documents: string } | null = null;

  constructor(
    private readonly browser: () => Browser,
    private readonly screen: { readonly width: number; readonly height: number },
  ) {}

  async glance(wanted: Wanted): Promise<Seen | Unseen> {
    const round = await this.#round('look', wanted);
    if (typeof round === 'string') return this.#unseen(round);
    return { kind: 'seen', masks: round.masks, held: false };
  }

  async before(wanted: Wanted): Promise<Seen | Unseen> {
    this.#before = null;
    const round = await this.#round('before', wanted);
    if (typeof round === 'string') return this.#unseen(round);
    this.#before = round;
    return { kind: 'seen', masks: round.masks, held: round.held };
  }

  async after(wanted: Wanted): Promise<Seen | Unseen> {
    const before = this.#before;
    const round = await this.#round('after', wanted);
    if (typeof round === 'string') return this.#unseen(round);
    const held = before?.held === true && round.held && before.places === round.places;
    return { kind: 'seen', masks: round.masks, held };
  }

  shown(withBars: boolean): readonly Box[] {
    const { pages } = this.browser();
    const whole = { x: 0, y: 0, ...this.screen };
    const views = pages.map(({ lastView }) => lastView);
    if (views.length === 0 || views.includes(null)) return [whole];
    const visible = views.flatMap((view) => (view?.isVisible === true ? [view] : []));
    if (visible.length === 0) return [whole];
    return visible.map((view) => (withBars ? view.window : contentOf(view)));
  }

  #unseen(cause: UnsureCause): Unseen {
    const isSame = this.#last?.documents === this.#documents();
    return { kind: 'unseen', cause, last: isSame ? (this.#last?.masks ?? null) : null };
  }

  /** Which documents the tabs hold. */
  #documents(): string {
    return JSON.stringify(this.browser().pages.map(({ url, navigatedAt }) => [url, navigatedAt]));
  }

  async #round(moment: Moment, wanted: Wanted): Promise<Round | UnsureCause> {
    const { pages } = this.browser();
    if (pages.some((page) => page.dialog !== null && page.lastView?.isVisible !== false)) return 'dialog';
    const documents = this.#documents();
    const asked = withoutFailing(
      this.#ask(moment, wanted),
      'silent' as const,
      'nobody knows then, and it is said',
    );
    const round = await withLimit(asked, LOOK_LIMIT_MS, 'silent' as const);
    if (round === 'silent' && this.browser().pages.some(({ dialog }) => dialog !== null)) return 'dialog';
    if (typeof round !== 'string') this.#last = { masks: round.masks, documents };
    return round;
  }

  /** Rejects when a page can't be asked. */
  async #ask(moment: Moment, wanted: Wanted): Promise<Round | UnsureCause> {
    const answered = await answersThatCount(this.browser().pages);
    const visible = answered.filter(({ view }) => view.isVisible);
    // The screen shows something: when no page says that it is its own, nobody knows what.
    if (visible.length === 0) return 'silent';
    const finds = await Promise.all(visible.map((one) => this.#look(one, moment, wanted)));
    const hiddenNamed = answered.some(({ view }) => !view.isVisible && isNamed(view, wanted.needles));
    if (finds.some(({ unplaced }) => unplaced)) return 'unplaced';
    const masks = [
      ...finds.flatMap(({ masks }) => masks),
      ...(hiddenNamed ? visible.map(({ view }) => ({ kind: 'value' as const, box: barsOf(view) })) : []),
      ...(finds.some(({ pops }) => pops) ? await this.#popUps() : []),
    ];
    const views = visible.map(({ view }) => [
      view.originX,
      view.originY,
      view.scale,
      view.width,
      view.height,
      view.window,
    ]);
    return { masks, places: JSON.stringify([masks, views]), held: finds.every(({ held }) => held) };
  }

  async #look(
    { page, view }: { readonly page: Page; readonly view: PageView },
    moment: Moment,
    wanted: Wanted,
  ): Promise<Find> {
    const { frames } = this.browser();
    const find = await lookThroughFrames({ page, view, frames, moment, wanted });
    if (moment === 'before') await page.composited();
    if (find.named === null) return find;
    return { ...find, masks: [...find.masks, { kind: find.named, box: barsOf(view) }] };
  }

  /** Windows of the browser's own that hang over a page: lists, menus, notes. */
  async #popUps(): Promise<readonly Mask[]> {
    const windows = await this.browser().screenWindows();
    return windows
      .filter(({ isPopUp, isNotice }) => isPopUp || isNotice)
      .map(({ box }) => ({ kind: 'value', box }));
  }
}

function contentOf(view: PageView): Box {
  const { originX, originY, width, height, scale } = view;
  return { x: originX, y: originY, width: width * scale, height: height * scale };
}

/** The browser's own bars above a page, where its title and its address stand. */
function barsOf({ window, originY }: PageView): Box {
  return { ...window, height: Math.max(0, originY - window.y) };
}

/** A tab that lies behind still shows its title. */
function isNamed({ title, url }: PageView, needles: readonly string[]): boolean {
  return needles.some((needle) => needle.length > 2 && (title.includes(needle) || url.includes(needle)));
}

/** From here on elements of these selectors are hidden in every document that comes, before it is first drawn. */
export async function hideElements(browser: Browser, selectors: readonly string[]): Promise<void> {
  if (selectors.length > 0) await browser.runFirst(`${LAYOUT_PROGRAM}.hide(${JSON.stringify(selectors)})`);
}
