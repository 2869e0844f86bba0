import type { BetaContentBlock } from '@anthropic-ai/sdk/resources/beta';
import type { TokenUsage } from '../../../shared/domain/token-usage';
import type { Clock } from '../base/clock';
import type { Credentials } from '../vault/credentials';
import { ModelFailure } from './model-failure';

/** What tells secrets of the vault in a text. */
export type Secrets = Pick<Credentials, 'foundIn' | 'begunIn'>;

/** An answer that holds a secret of the vault, which is thrown away whole. */
export class KnownSecret extends ModelFailure {
  constructor(
    readonly credential: string,
    usage: TokenUsage,
  ) {
    super(
      'request',
      `the agent’s answer held a secret of the credential “${credential}”, which it must not know; nothing of it was kept or done`,
      { usage },
    );
    this.name = 'KnownSecret';
  }
}

/**
 * Name of a credential of which a secret stands in what the model said or asked for; null for none. The pieces are looked
 * at one by one and end to end, since a secret may come in several calls.
 */
export function secretInTurn(content: readonly BetaContentBlock[], secrets: Secrets): string | null {
  const texts = content.flatMap(textsIn);
  return secrets.foundIn(texts.join('\n')) ?? secrets.foundIn(texts.join(''));
}

function textsIn(block: BetaContentBlock): readonly string[] {
  switch (block.type) {
    case 'text':
      return [block.text];
    case 'thinking':
      return [block.thinking];
    case 'tool_use':
      return stringsIn(block.input);
    case 'compaction':
      return [block.content ?? ''];
    default:
      return [];
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** The words of an answer that comes in pieces, as far as they can't be the beginning of a secret; none where one is in them. */
function wordsToShow(words: string, secrets: Secrets): string {
  return secrets.foundIn(words) === null ? words.slice(0, words.length - secrets.begunIn(words)) : '';
}

/** Of the time that an answer takes to come, so much at most goes into looking through its words. */
const MOST_SHARE = 0.1;
/** What takes no longer is done for each piece, in milliseconds. */
const QUICK_MS = 8;

/**
 * The same for an answer as it comes: null where it is left out this time, since looking through a large vault took so long
 * the last time. What is left out comes with the next piece.
 */
export function wordsAsTheyCome(secrets: Secrets, clock: Clock): (words: string) => string | null {
  let notBefore = 0;
  return (words) => {
    const begun = clock.monotonicMs();
    if (begun < notBefore) return null;
    const shown = wordsToShow(words, secrets);
    const end = clock.monotonicMs();
    const tookMs = end - begun;
    notBefore = tookMs <= QUICK_MS ? end : end + tookMs * (1 / MOST_SHARE - 1);
    return shown;
  };
}
