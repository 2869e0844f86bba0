import { AirlockError } from '../../../shared/airlock-error';
import type { Box } from '../../../shared/domain/geometry';
import { isSelectorRegion, type Redaction, regionBox } from '../../../shared/domain/policy';
import type { RedactionNote, UnsureCause } from '../../../shared/domain/redaction';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { withLimit } from '../base/limits';
import { withoutFailing } from '../base/may-fail';
import { SerialQueue } from '../base/serial-queue';
import type { Picture } from '../sandbox/display/framebuffer';
import { encodeWebp } from '../webp/encode-webp';
import type { Hidden } from './hidden';
import { blackOut, blackOutside, grown, type Mask } from './mask';
import { noteOf } from './note';
import type { PageEye, Seen, Unseen, Wanted } from './page-eye';
import { spelledOut } from './spelled-out';

/** The screen that pictures are of. */
export interface Film {
  readonly size: { readonly width: number; readonly height: number };
  /** Grows whenever the screen changes. */
  readonly generation: number;
  pixelsIn(box: Box): Picture;
  /** Answers when everything has come that was drawn until now. */
  ping(): Promise<void>;
}

export type CameraDeps = {
  readonly film: () => Film;
  readonly eye: PageEye;
  readonly clock: Clock;
};

/** What pictures may show. `area`: all of the screen that is not black; null for the whole of it. */
export type PictureRules = { readonly redaction: Redaction; readonly area: Box | null };

/** A picture that may leave: nothing is changed in it afterwards. `redaction`: null when nothing was masked. */
export type Shot = { readonly bytes: Buffer; readonly redaction: RedactionNote | null };

/** The screen for somebody who watches, masked and not encoded. `key`: what it was taken of; null when that is not known for certain. */
export type View = { readonly picture: Picture; readonly key: string | null };

/** How often, and for how long, a page is waited for that moves. */
const MOST_TRIES = 4;
const TRIES_LIMIT_MS = 1200;
/** A display that does not answer has nothing new to show. */
const PING_LIMIT_MS = 300;
/** By how many pixels the last known places are grown when that is all that is known. */
const UNSURE_MARGIN_PX = 24;

/** The pixels of one moment, and what is to be black in them. */
type Moment = {
  readonly pixels: Picture;
  readonly generation: number;
  readonly masks: readonly Mask[];
  readonly unsure: RedactionNote['unsure'];
};

/**
 * The one way to a picture that leaves the engine's memory: for the model, the record, the window. What is sensitive is
 * black in its pixels before they are encoded, by what the pages say right before and right after that moment.
 */
export class Camera {
  /** A picture was taken of which nobody knows where everything sensitive was, and the policy wants the run paused. */
  readonly unsure = new Emitter<UnsureCause>();
  readonly #queue = new SerialQueue();
  readonly #needles = new Set<readonly string[]>();
  #rules: PictureRules | null = null;
  #last: { readonly key: string; readonly bytes: Promise<Buffer> } | null = null;
  /** The newest picture of which it is known where everything was, and what it was taken of. */
  #sure: { readonly key: string; readonly shot: Shot } | null = null;
  /** Whether the last look at the pages found nothing to mask. */
  #wasBare = false;

  constructor(private readonly deps: CameraDeps) {}

  /** What pictures may show from here on. There are none before. */
  goBy(rules: PictureRules): void {
    this.#rules = rules;
    this.#last = null;
    this.#sure = null;
    this.#wasBare = false;
  }

  /** From here on whatever shows one of these texts is masked, in every page, until the answer is called. */
  hide(needles: readonly string[]): () => void {
    const all = spelledOut(needles);
    this.#needles.add(all);
    return () => {
      this.#needles.delete(all);
      // It names what was hidden when it was taken.
      this.#sure = null;
    };
  }

  /** What nobody is to see now, for what is told of pages in words; null as long as nobody has said what may be shown. */
  get hidden(): Hidden | null {
    if (this.#rules === null) return null;
    const { redaction, area } = this.#rules;
    const boxes = redaction.regions.flatMap((region) =>
      isSelectorRegion(region) ? [] : [regionBox(region)],
    );
    const needles = [...this.#needles].flat();
    return { selectors: selectorsOf(redaction), detect: redaction.detect, needles, boxes, area };
  }

  /** The screen as it is now, or a part of it, as WebP; the box must lie on the screen. Rejects when nobody has said what it may show. */
  take(box?: Box): Promise<Shot> {
    return this.#queue.run(async () => {
      const rules = this.#rules;
      if (rules === null) throw noRules();
      const part = box ?? { x: 0, y: 0, ...this.deps.film().size };
      // The same pixels show the same: nobody has to be asked.
      const key = this.#keyOf(this.deps.film(), part, rules);
      if (this.#sure?.key === key) return this.#sure.shot;
      const moment = await this.#capture(part, rules);
      const { unsure } = moment;
      if (unsure !== null && rules.redaction.when_unsure === 'pause') this.unsure.emit(unsure.cause);
      const masks = [...regionMasks(rules.redaction), ...moment.masks];
      const bytes = await this.#develop(part, { ...moment, masks }, rules);
      const shot = { bytes, redaction: noteOf(part, masks, unsure) };
      this.#sure = unsure === null ? { key: this.#keyOf(moment, part, rules), shot } : null;
      return shot;
    });
  }

  /**
   * The screen as it is now for a live view, masked like every picture; null when nothing has changed since the view with
   * the key `since`. Never pauses a run: what is not certain is covered. Rejects as `take` does.
   */
  show(since: string | null): Promise<View | null> {
    return this.#queue.run(async () => {
      const rules = this.#rules;
      if (rules === null) throw noRules();
      const whole = { x: 0, y: 0, ...this.deps.film().size };
      if (since !== null && since === this.#keyOf(this.deps.film(), whole, rules)) return null;
      const moment = await this.#capture(whole, rules);
      const key = moment.unsure === null ? this.#keyOf(moment, whole, rules) : null;
      const masks = [...regionMasks(rules.redaction), ...moment.masks];
      const black = masks.map((mask) => grown(mask.box));
      return { picture: blackened(moment.pixels, whole, { black, area: rules.area }), key };
    });
  }

  #keyOf({ generation }: Pick<Moment, 'generation'>, box: Box, { redaction }: PictureRules): string {
    return JSON.stringify([generation, box, this.#wanted(redaction)]);
  }

  async #capture(box: Box, { redaction }: PictureRules): Promise<Moment> {
    const wanted = this.#wanted(redaction);
    if (wanted === null) return { ...this.#copy(box), masks: [], unsure: null };
    const bare = await this.#bare(box, wanted);
    if (bare !== null) return bare;
    this.#wasBare = false;
    const { clock } = this.deps;
    const end = clock.monotonicMs() + TRIES_LIMIT_MS;
    const looks: (Seen | Unseen)[] = [];
    for (let tries = 1; ; tries += 1) {
      const { copy, before, after } = await this.#try(box, wanted);
      if (before.kind === 'seen' && after.kind === 'seen' && after.held) {
        this.#wasBare = after.masks.length === 0;
        return { ...copy, masks: after.masks, unsure: null };
      }
      looks.push(before, after);
      const isMoving = causeOf(before, after) === 'moving';
      if (!isMoving || tries >= MOST_TRIES || clock.monotonicMs() >= end)
        return { ...copy, ...this.#covered(wanted, redaction, { cause: causeOf(before, after), looks }) };
    }
  }

  /**
   * The pixels of a screen whose pages had no secret field at the last look and have none right before and after this one:
   * then it need not be waited for what they have just drawn, which takes several frames. Null where that is not so, and
   * wherever anything but fields is looked for.
   */
  async #bare(box: Box, wanted: Wanted): Promise<Moment | null> {
    if (!this.#wasBare || !isFieldsAlone(wanted)) return null;
    const { eye, film } = this.deps;
    if (!isBare(await eye.glance(wanted))) return null;
    await withinLimit(film().ping());
    const copy = this.#copy(box);
    return isBare(await eye.glance(wanted)) ? { ...copy, masks: [], unsure: null } : null;
  }

  /** The pixels of one moment, and what the pages say on both sides of it. One that does not answer is asked once. */
  async #try(box: Box, wanted: Wanted) {
    const { eye, film } = this.deps;
    const before = await eye.before(wanted);
    // What was drawn may still be on its way to the display server, which answers whoever asks in turns.
    for (let turn = 0; turn < 2; turn += 1) await withinLimit(film().ping());
    const copy = this.#copy(box);
    return { copy, before, after: before.kind === 'seen' ? await eye.after(wanted) : before };
  }

  #covered(
    wanted: Wanted,
    redaction: Redaction,
    { cause, looks }: { readonly cause: UnsureCause; readonly looks: readonly (Seen | Unseen)[] },
  ): Pick<Moment, 'masks' | 'unsure'> {
    const isKnown = looks.every((look) => look.kind === 'seen' || look.last !== null);
    const cover = isKnown && staysInPlace(wanted, redaction, cause) ? 'region' : 'page';
    if (cover === 'region') {
      const masks = looks
        .flatMap(masksOf)
        .map(({ kind, box }) => ({ kind, box: grown(box, UNSURE_MARGIN_PX) }));
      return { masks, unsure: { cause, cover } };
    }
    const kind = wanted.needles.length > 0 ? 'value' : 'element';
    const shown = this.deps.eye.shown(wanted.needles.length > 0);
    return { masks: shown.map((box) => ({ kind, box })), unsure: { cause, cover } };
  }

  #copy(box: Box): Pick<Moment, 'pixels' | 'generation'> {
    const film = this.deps.film();
    return { pixels: film.pixelsIn(box), generation: film.generation };
  }

  /** An unchanged screen with the same masks is not encoded twice. */
  #develop(box: Box, { pixels, generation, masks }: Moment, { area }: PictureRules): Promise<Buffer> {
    const black = masks.map((mask) => grown(mask.box));
    const key = JSON.stringify([generation, box, black]);
    if (this.#last?.key === key) return this.#last.bytes;
    const bytes = encodeWebp(blackened(pixels, box, { black, area }));
    this.#last = { key, bytes };
    return bytes;
  }

  /** What the pages have to be asked; null when that is nothing, and then they are not. */
  #wanted(redaction: Redaction): Wanted | null {
    const { fields, detect } = redaction;
    const selectors = selectorsOf(redaction);
    const needles = [...this.#needles].flat();
    const isNothing = [selectors, fields, detect, needles].every(({ length }) => length === 0);
    return isNothing ? null : { selectors, fields, detect, needles };
  }
}

function selectorsOf({ regions, hide }: Redaction): readonly string[] {
  return [...regions.filter(isSelectorRegion).map(({ selector }) => selector), ...hide];
}

function noRules(): AirlockError {
  return new AirlockError('internal', 'Nobody has said what a picture may show.');
}

/** The same pixels, a picture of `box`, with what nobody is to see black. */
function blackened(
  picture: Picture,
  box: Box,
  { black, area }: { readonly black: readonly Box[]; readonly area: Box | null },
): Picture {
  for (const one of black) blackOut(picture, box, one);
  if (area !== null) blackOutside(picture, box, area);
  return picture;
}

function regionMasks({ regions }: Redaction): readonly Mask[] {
  return regions.flatMap((region) =>
    isSelectorRegion(region) ? [] : [{ kind: 'region' as const, box: regionBox(region) }],
  );
}

function masksOf(look: Seen | Unseen): readonly Mask[] {
  return look.kind === 'seen' ? look.masks : (look.last ?? []);
}

function causeOf(before: Seen | Unseen, after: Seen | Unseen): UnsureCause {
  if (before.kind === 'unseen') return before.cause;
  return after.kind === 'unseen' ? after.cause : 'moving';
}

/**
 * Whether the last known places are enough. Behind a dialog a page can't move anything by itself, and what a field is
 * for by its kind shows dots: nothing more is covered unless the policy or a secret asks for it.
 */
function staysInPlace(wanted: Wanted, { when_unsure }: Redaction, cause: UnsureCause): boolean {
  if (cause === 'unplaced') return false;
  if (when_unsure === 'region') return true;
  return cause === 'dialog' && when_unsure === 'page' && isFieldsAlone(wanted);
}

function isFieldsAlone({ selectors, detect, needles }: Wanted): boolean {
  return [selectors, detect, needles].every(({ length }) => length === 0);
}

function isBare(look: Seen | Unseen): boolean {
  return look.kind === 'seen' && look.masks.length === 0;
}

async function withinLimit(ping: Promise<void>): Promise<void> {
  await withLimit(
    withoutFailing(ping, undefined, 'a display that is gone shows what it showed'),
    PING_LIMIT_MS,
    undefined,
  );
}
