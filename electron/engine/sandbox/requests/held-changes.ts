import type { RequestDecision, RequestFacts, RequestRule } from './request-rule';

/** Whoever decides about requests that would change something at the other end. */
export interface ChangeHolder {
  /** Answers when it is decided, however long that takes. Never rejects. */
  judge(request: RequestFacts): Promise<RequestDecision> | RequestDecision;
  noteReleased(request: RequestFacts, isSent: boolean): void;
}

/** Every kind that can have a method of its own or a body, and the address of a page. */
const KINDS = ['Document', 'XHR', 'Fetch', 'Ping', 'CSPViolationReport', 'Other'] as const;
/** A day: an answer of the operator's has a limit of its own. */
const LIMIT_MS = 86_400_000;

/**
 * Holds what would change something until its holder has decided. Pictures, styles, fonts, scripts and media can only be
 * asked for: they are paused where their address says that it changes something, and cost nothing otherwise.
 */
export class HeldChanges implements RequestRule {
  readonly types = KINDS;
  readonly limitMs = LIMIT_MS;
  /** Null: nobody decides, and nothing is held. */
  holder: ChangeHolder | null = null;

  /** Asked of every request, and so made once. */
  readonly addresses: readonly string[];

  /** `words`: of addresses that say that they change something, in small letters. */
  constructor(words: readonly string[]) {
    // The browser tells small letters from capitals.
    const written = words.flatMap((word) => [word, capitalised(word), word.toUpperCase()]);
    this.addresses = [...new Set(written)].map((one) => `*${one}*`);
  }

  get isOn(): boolean {
    return this.holder !== null;
  }

  judge(request: RequestFacts): RequestDecision | Promise<RequestDecision> {
    return this.holder?.judge(request) ?? { kind: 'pass' };
  }

  noteReleased(request: RequestFacts, isSent: boolean): void {
    this.holder?.noteReleased(request, isSent);
  }
}

function capitalised(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
