import type { Change } from '../../../shared/domain/change';
import { isAtLeast } from '../../../shared/domain/risk';
import type { RequestFacts, RequestOutcome } from '../sandbox/requests/request-rule';
import type { ChangeLines, JudgedChange } from './change-lines';
import { contentOf } from './identity';

/** No request itself: it holds its whole body. */
type Sent = { readonly change: Change; readonly content: string; readonly judged: JudgedChange };

const MOST_REMEMBERED = 2000;

/** The changes that were let go: how often each was, and what becomes of those that are on their way. */
export class SentChanges {
  /** How often the very same was, by its digest. */
  readonly #times = new Map<string, number>();
  /** On their way, by the browser's name; one that its server sends on has several after each other. */
  readonly #underway = new Map<string, readonly Sent[]>();
  /** Which change a request is. */
  readonly #ids = new WeakMap<RequestFacts, string>();
  /** The last that was let go of each name, for what its server makes of it. */
  readonly #last = new Map<string, Sent>();

  constructor(private readonly lines: Pick<ChangeLines, 'ended'>) {}

  timesSent(digest: string): number {
    return this.#times.get(digest) ?? 0;
  }

  noteSent(request: RequestFacts, change: Change, judged: JudgedChange): void {
    bounded(this.#times).set(judged.digest, this.timesSent(judged.digest) + 1);
    const { networkId } = request;
    if (!networkId) return;
    const sent = { change, content: contentOf(request), judged };
    this.#ids.set(request, judged.changeId);
    bounded(this.#last).set(networkId, sent);
    bounded(this.#underway).set(networkId, [...(this.#underway.get(networkId) ?? []), sent]);
  }

  /** It was not sent after all. */
  forget(judged: JudgedChange): void {
    if (this.leave(judged)) this.#uncount(judged);
  }

  /** What becomes of it is not written. Answers whether it was on its way. */
  leave({ changeId }: JudgedChange): boolean {
    for (const [networkId, sent] of this.#underway) {
      const others = sent.filter(({ judged }) => judged.changeId !== changeId);
      if (others.length === sent.length) continue;
      this.#keep(networkId, others);
      return true;
    }
    return false;
  }

  /** Whether it is what was let go, as its server has sent it on to another place of the same site and no worse. */
  isSentOn(request: RequestFacts, change: Change): boolean {
    const { networkId } = request;
    const before = networkId ? this.#last.get(networkId) : undefined;
    if (before === undefined) return false;
    const isSameBody = before.content === contentOf(request);
    const { host, category, level } = before.change;
    return (
      isSameBody && host === change.host && category === change.category && isAtLeast(level, change.level)
    );
  }

  /** The browser had it no more when it was let go. */
  gaveUp(request: RequestFacts): void {
    const { networkId } = request;
    const sent = networkId ? (this.#underway.get(networkId) ?? []) : [];
    const id = this.#ids.get(request);
    const one = sent.find(({ judged }) => judged.changeId === id);
    if (!networkId || one === undefined) return;
    this.#keep(
      networkId,
      sent.filter((each) => each !== one),
    );
    const { changeId, cause } = one.judged;
    this.#uncount(one.judged);
    this.lines.ended({ changeId, end: 'gave-up', status: null }, cause);
  }

  /** What became of the one that has been on its way for longest. */
  end({ networkId, status }: RequestOutcome): void {
    const [first, ...rest] = this.#underway.get(networkId) ?? [];
    if (first === undefined) return;
    this.#keep(networkId, rest);
    const { changeId, cause } = first.judged;
    this.lines.ended({ changeId, end: status === null ? 'broken' : 'answered', status }, cause);
  }

  #uncount({ digest }: JudgedChange): void {
    this.#times.set(digest, Math.max(0, this.timesSent(digest) - 1));
  }

  #keep(networkId: string, sent: readonly Sent[]): void {
    if (sent.length === 0) this.#underway.delete(networkId);
    else this.#underway.set(networkId, sent);
  }
}

function bounded<V>(map: Map<string, V>): Map<string, V> {
  const [oldest] = map.keys();
  if (map.size >= MOST_REMEMBERED && oldest !== undefined) map.delete(oldest);
  return map;
}
