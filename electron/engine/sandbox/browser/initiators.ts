import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import type { BrowserTarget } from '../cdp/cdp-session';
import type { Initiator, Initiators } from '../requests/initiator';
import type { RequestFacts } from '../requests/request-rule';
import type { Documents, ShownFrame } from './documents';

type FrameInitiatorsDeps = {
  readonly documents: () => readonly Documents[];
  /** Of every kind. */
  readonly targets: () => readonly BrowserTarget[];
};

/** A page is not asked anything while another document is on its way, nor answers while a script of it stands still. */
const LOOK_LIMIT_MS = 600;
const UNKNOWN: Initiator = { kind: 'unknown' };

/** Tells initiators by the frames and workers that there are now. */
export class FrameInitiators implements Initiators {
  constructor(private readonly deps: FrameInitiatorsDeps) {}

  of({ frameId, type }: Pick<RequestFacts, 'frameId' | 'type'>): Promise<Initiator> {
    const worker = this.deps.targets().find((target) => target.targetId === frameId && isShared(target));
    if (worker !== undefined) return Promise.resolve({ kind: 'worker', origin: originOf(worker.url) });
    const look = type === 'Document' ? this.#opening(frameId) : this.#asking(frameId);
    return withoutFailing(look, UNKNOWN, 'what can’t be told is unknown');
  }

  /** A tab has nothing around it; what it shows until then does not matter, and it could not be asked. */
  async #opening(frameId: string): Promise<Initiator> {
    const isTab = this.deps
      .documents()
      .some(({ rootFrameId, of }) => of === 'page' && rootFrameId === frameId);
    if (isTab) return { kind: 'frame', around: [] };
    const [, ...around] = await this.#outwards(frameId);
    return around.length === 0 ? UNKNOWN : { kind: 'frame', around: around.map(({ origin }) => origin) };
  }

  async #asking(frameId: string): Promise<Initiator> {
    const frames = await this.#outwards(frameId);
    return { kind: 'document', origins: frames.map(({ origin }) => origin) };
  }

  /** A frame and those around it, the outermost last. Rejects when one of them is nowhere. */
  async #outwards(frameId: string): Promise<readonly ShownFrame[]> {
    const frame = await this.#find(frameId);
    return frame.outerId === null ? [frame] : [frame, ...(await this.#outwards(frame.outerId))];
  }

  /** The first to have it answers: another page may hang. After a while what it was last known to show. */
  async #find(frameId: string): Promise<ShownFrame> {
    const all = this.deps.documents();
    const looks = all.map(async (documents) => {
      const found = (await documents.frames()).find(({ id }) => id === frameId);
      if (found === undefined) throw new Error('it is in another process');
      return found;
    });
    const asked = withoutFailing(Promise.any(looks), null, 'then what is known of it counts');
    const found = await withLimit(asked, LOOK_LIMIT_MS, null);
    const known = found ?? all.map((documents) => documents.lastShown(frameId)).find((one) => one !== null);
    if (known === undefined || known === null) throw new Error('nobody knows that frame');
    return known;
  }
}

function isShared({ kind }: BrowserTarget): boolean {
  return kind === 'service_worker' || kind === 'shared_worker';
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return 'null';
  }
}
