import { mayFail, withoutFailing } from '../../base/may-fail';
import type { BrowserTarget } from '../cdp/cdp-session';

const DOCUMENTS: ReadonlySet<string> = new Set(['page', 'iframe']);
const WORKERS: ReadonlySet<string> = new Set(['worker', 'shared_worker', 'service_worker']);
const GONE = 'what is gone, or has no scripts, runs nothing';

/**
 * Programs that run in the world of the pages themselves, first in every document of whatever frame, also an empty one, and in
 * every worker. What they do, a page may undo: nothing that has to hold may stand on them alone.
 */
export class PagePrograms {
  readonly #sources: string[] = [];

  /** Runs in what is there, and from here on in what comes. Answers when the browser has it. */
  async add(source: string, targets: readonly BrowserTarget[]): Promise<void> {
    this.#sources.push(source);
    await Promise.all(targets.map((target) => withoutFailing(run(target, source), undefined, GONE)));
  }

  /** Takes in a target that has come and stands still: what is sent to it now is done before its first script. */
  begin(target: BrowserTarget): void {
    for (const source of this.#sources) mayFail(run(target, source), GONE);
  }
}

async function run({ session, kind }: BrowserTarget, source: string): Promise<void> {
  if (DOCUMENTS.has(kind))
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, runImmediately: true });
  else if (WORKERS.has(kind)) await session.send('Runtime.evaluate', { expression: source });
}
