import type { Documents } from '../browser/documents';

/** Elements of one document that are looked into at a time. */
const MOST_SUSPECTS = 40;

/**
 * Elements that may have a closed shadow root: nothing that runs in a page can tell. A custom element, and whatever takes up
 * room without having anything in it. Each is told once, and again when it has another size. Runs in the page; sent as text.
 */
export const SUSPECTS_SOURCE = `
  const HOSTS = new Set('article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '));
  const cleared = new WeakMap();
  let suspects = [];
  const findSuspects = (roots) => {
    suspects = [];
    const hosts = new Set(Array.from(closedRoots, (root) => root.host));
    for (const root of roots) {
      const all = select(root, '*');
      for (let index = 0; index < all.length && suspects.length < ${MOST_SUSPECTS}; index += 1) {
        const element = all[index];
        const tag = element.localName;
        if (typeof tag !== 'string' || !(tag.includes('-') || (element.firstChild === null && HOSTS.has(tag)))) continue;
        if (hosts.has(element) || element.shadowRoot) continue;
        const { width, height } = rectOf(element);
        const size = width + 'x' + height;
        if (width === 0 || height === 0 || cleared.get(element) === size) continue;
        suspects.push(element);
      }
    }
    return suspects.length;
  };
  const clear = () => { for (const element of suspects) { const { width, height } = rectOf(element); cleared.set(element, width + 'x' + height); } };`;

/** Finds the closed roots among a document's suspects and hands them to its program. Answers whether there were any. */
export async function openSuspects(documents: Documents, frameId: string, count: number): Promise<boolean> {
  const group = documents.newGroup();
  try {
    const found = await Promise.all(
      Array.from({ length: Math.min(count, MOST_SUSPECTS) }, (_, index) =>
        openSuspect(documents, { frameId, index, group }),
      ),
    );
    await documents.evaluate(frameId, 'airlockLayout.clear()');
    return found.includes(true);
  } finally {
    documents.letGo(group);
  }
}

type Suspect = { readonly frameId: string; readonly index: number; readonly group: string };

async function openSuspect(documents: Documents, { frameId, index, group }: Suspect): Promise<boolean> {
  const { objectId } = await documents.ask(frameId, `() => airlockLayout.suspect(${index})`, group);
  if (objectId === undefined) return false;
  const { shadowRoots = [] } = await documents.describe({ objectId });
  const closed = shadowRoots.find(({ shadowRootType }) => shadowRootType === 'closed');
  if (closed === undefined) return false;
  const root = (await documents.resolve(closed.backendNodeId, frameId, group)).objectId;
  if (root === undefined) return false;
  await documents.call(root, 'function () { airlockLayout.add(this); }');
  return true;
}
