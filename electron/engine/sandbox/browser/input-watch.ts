import { assertDefined } from '../../../../shared/assert';
import type { ElementTarget } from '../../../../shared/domain/target';
import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import type { Documents } from './documents';
import { CONNECTED_FUNCTION, type ElementFacts, FACTS_FUNCTION } from './element-probe';
import { AIM_FUNCTION, INPUT_SOURCE, type InputKind } from './input-probe';
import type { Page } from './page';
import { type NodeName, nodeOf, saysTheSame } from './to-target';

/** A document that takes longer to be told is not waited for. */
const TELL_LIMIT_MS = 1000;
/** How long a page may take to deal with what was pressed. */
const REACH_LIMIT_MS = 3000;
/** Longer than any action lasts: a document that can't be told of the end lets go by itself. */
const LIFE_MS = 330_000;

/** `isWhole`: nothing was held back. `hasBegun`: something of it was pressed where it was meant for. */
export type InputEnd = { readonly isWhole: boolean; readonly hasBegun: boolean };

/** What can be seen and may get input. */
export type Shown = {
  /** The tab that holds a frame; undefined when it is in none. */
  pageOf(documents: Documents): Page | undefined;
  /** Now; a page may open others at any time. */
  documents(): readonly Documents[];
};

type Place = { readonly documents: Documents; readonly frameId: string };

/**
 * Watches where the keys or the presses of one action go: to the element that was judged and to nothing else in any page.
 * What would go elsewhere is held back in the page itself, before its scripts and the browser learn of it.
 */
export class InputWatch {
  readonly #newDocuments: (() => Promise<unknown>)[] = [];
  /** The document that the element is in, and the tab; null before it is aimed. */
  #aim: (Place & { readonly page: Page }) | null = null;
  #isOver = false;

  private constructor(
    private readonly kind: InputKind,
    private readonly shown: Shown,
    private readonly places: readonly Place[],
  ) {}

  /** From here on nothing in any page gets such input. */
  static async begin(kind: InputKind, shown: Shown): Promise<InputWatch> {
    const places = await placesIn(shown.documents());
    const watch = new InputWatch(kind, shown, places);
    await Promise.all([
      ...shown.documents().map((documents) => answered(watch.closeNew(documents))),
      ...places.map((place) => answered(place.documents.evaluate(place.frameId, watch.#closing))),
    ]);
    return watch;
  }

  /** Lets it reach this element alone. False when the element is not there any more, or not what it was as a target. */
  async aimAt(target: ElementTarget): Promise<boolean> {
    const node = nodeOf(target);
    const place = this.places.find(({ frameId }) => frameId === node?.frameId);
    const page = place && this.shown.pageOf(place.documents);
    if (node === null || place === undefined || page === undefined) return false;
    this.#aim = { ...place, page };
    const isThere = aimIn(place, node, target);
    return withLimit(
      withoutFailing(isThere, false, 'what can not be asked is not there as it was'),
      TELL_LIMIT_MS,
      false,
    );
  }

  /** Closes a page or frame that has just come, before it runs: nothing in there was judged. */
  async closeNew(documents: Documents): Promise<void> {
    if (this.#isOver) return;
    const stop = await documents.runFirst(this.#closing);
    if (this.#isOver) await stop();
    else this.#newDocuments.push(stop);
  }

  /**
   * Answers when so many keys were pressed and let go and the page has dealt with them. False when one of them was held
   * back, when a dialog or another document came of it, and when the page took too long.
   */
  async reached(presses: number): Promise<boolean> {
    const { documents, frameId, page } = assertDefined(this.#aim, 'the element it is aimed at');
    const asked = documents.evaluate<boolean>(frameId, `self.airlockInput.reached(${presses})`);
    const answer = withoutFailing(asked, false, 'a document that is gone deals with nothing');
    return withLimit(page.unlessDialog(answer, false), REACH_LIMIT_MS, false);
  }

  /**
   * Puts text of any script into the element as an input method does; line breaks and tabs are pressed. False when a
   * dialog came of it, and the rest was left out.
   */
  insertText(text: string): Promise<boolean> {
    return assertDefined(this.#aim, 'the element it is aimed at').page.insertText(text);
  }

  /** Lets input go where it likes again, and says what has come of it. */
  async end(): Promise<InputEnd> {
    this.#isOver = true;
    await Promise.all(this.#newDocuments.splice(0).map((stop) => answered(stop())));
    // In documents that came meanwhile, too.
    const places = await placesIn(this.shown.documents());
    const ends = await Promise.all(
      places.map(({ documents, frameId }) =>
        answered(
          documents.evaluate<{ hasBegun: boolean; isHeld: boolean }>(frameId, `${INPUT_SOURCE}.end()`),
        ),
      ),
    );
    return {
      isWhole: ends.every((end) => end?.isHeld !== true),
      hasBegun: ends.some((end) => end?.hasBegun === true),
    };
  }

  get #closing(): string {
    return `${INPUT_SOURCE}.close(${JSON.stringify(this.kind)}, ${LIFE_MS})`;
  }
}

/** Aims at a node, and says whether it is still what it was. Rejects when it is gone. */
async function aimIn({ documents, frameId }: Place, node: NodeName, target: ElementTarget): Promise<boolean> {
  const group = documents.newGroup();
  try {
    const { objectId } = await documents.resolve(node.backendNodeId, frameId, group);
    if (objectId === undefined) return false;
    const [, facts, isThere] = await Promise.all([
      documents.call(objectId, AIM_FUNCTION),
      documents.call(objectId, FACTS_FUNCTION, true),
      documents.call(objectId, CONNECTED_FUNCTION, true),
    ]);
    const { value } = facts;
    return isThere.value === true && value !== undefined && saysTheSame(value as ElementFacts, target);
  } finally {
    documents.letGo(group);
  }
}

async function placesIn(all: readonly Documents[]): Promise<readonly Place[]> {
  const places = await Promise.all(
    all.map(async (documents) =>
      ((await answered(documents.frames())) ?? []).map(({ id }) => ({ documents, frameId: id })),
    ),
  );
  return places.flat();
}

/** What a document says; null when it is gone or does not answer: then it has no input to watch either. */
function answered<T>(asked: Promise<T>): Promise<T | null> {
  const answer = withoutFailing(asked, null, 'what is gone gets no input');
  return withLimit(answer, TELL_LIMIT_MS, null);
}
