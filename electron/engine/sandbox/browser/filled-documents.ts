import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import { destinationOf } from '../requests/destination-of';
import type { Documents, FrameName } from './documents';

/** A page that takes longer is taken for one that still has what was filled in. */
const LOOK_LIMIT_MS = 1500;
const MOST_ADDRESSES = 5000;

const ITSELF = 'function () { return globalThis; }';

/**
 * Runs in a page, in our world. Whether one of the texts stands in the document: in its address or title, in what a field
 * holds, in an attribute or in its text, through open shadow roots.
 */
const HOLDS_FUNCTION = `function (texts) {
  const holds = (value) => typeof value === 'string' && texts.some((text) => value.includes(text));
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  if (holds(document.URL) || holds(decoded(document.URL)) || holds(document.title)) return true;
  const roots = [document];
  for (let at = 0; at < roots.length; at += 1) {
    const root = roots[at];
    const prototype = root === document ? Document.prototype : DocumentFragment.prototype;
    const text = root === document ? document.documentElement : root;
    if (holds(Reflect.get(Node.prototype, 'textContent', text))) return true;
    for (const element of prototype.querySelectorAll.call(root, '*')) {
      for (const { value } of Array.from(Reflect.get(Element.prototype, 'attributes', element))) if (holds(value)) return true;
      if (element instanceof HTMLInputElement && holds(Reflect.get(HTMLInputElement.prototype, 'value', element))) return true;
      if (element instanceof HTMLTextAreaElement && holds(Reflect.get(HTMLTextAreaElement.prototype, 'value', element))) return true;
      const shadow = Reflect.get(Element.prototype, 'shadowRoot', element);
      if (shadow) roots.push(shadow);
    }
  }
  return false;
}`;

const ADDRESSES = `performance.getEntriesByType('resource').slice(0, ${MOST_ADDRESSES}).map(({ name }) => name)`;

type Place = { readonly documents: Documents; readonly frame: FrameName };

/** What pages have of the secrets that the console has filled in. */
export class FilledDocuments {
  constructor(private readonly documents: () => readonly Documents[]) {}

  /**
   * Whether a document shows or holds one of the texts, or the one in which an element of this fingerprint was is there
   * still. Never rejects: what can't be told holds them.
   */
  async holdAny(texts: readonly string[], element: string): Promise<boolean> {
    const look = async () => {
      const places = await this.#places();
      if (places.some(({ frame }) => isIn(frame, element))) return true;
      const held = await Promise.all(places.map((place) => holdsAny(place, texts)));
      return held.includes(true);
    };
    const held = withoutFailing(look(), true, 'what can not be told is not over');
    return withLimit(held, LOOK_LIMIT_MS, true);
  }

  /** Destinations that the document of an element has asked for something, such as `app.example.com:443`. Never rejects. */
  async destinationsOf(element: string): Promise<readonly string[]> {
    const look = async () => {
      const place = (await this.#places()).find(({ frame }) => isIn(frame, element));
      return place === undefined
        ? []
        : place.documents.evaluate<readonly string[]>(place.frame.id, ADDRESSES);
    };
    const asked = withoutFailing(look(), [], 'then it reaches its own hosts alone');
    const addresses = await withLimit(asked, LOOK_LIMIT_MS, []);
    return [...new Set(addresses.map(destinationOf))].filter((destination) => destination !== null);
  }

  async #places(): Promise<readonly Place[]> {
    const places = await Promise.all(
      this.documents().map(async (documents) =>
        (await documents.frames()).map((frame) => ({ documents, frame })),
      ),
    );
    return places.flat();
  }
}

async function holdsAny({ documents, frame }: Place, texts: readonly string[]): Promise<boolean> {
  const group = documents.newGroup();
  try {
    const { objectId } = await documents.ask(frame.id, ITSELF, group);
    if (objectId === undefined) return true;
    // The texts are in the message to the browser alone, and in no source.
    const args = [{ value: texts }];
    const { value } = await documents.callWith(objectId, HOLDS_FUNCTION, { args, returnByValue: true });
    return value !== false;
  } finally {
    documents.letGo(group);
  }
}

/** A fingerprint begins with frame and document. */
function isIn({ id, loaderId }: FrameName, element: string): boolean {
  return element.startsWith(`${id}:${loaderId}:`);
}
