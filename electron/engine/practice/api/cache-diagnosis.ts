import { BoundedMap } from './bounded-map';
import { settingsHash } from './prompt-cache';
import { type RequestBlock, totalTokens } from './request-blocks';
import type { CheckedRequest } from './request-schema';
import { shortHash } from './seals';

/** So many answers can be asked about; of those before the API knows nothing either. */
const MAX_FINGERPRINTS = 500;

type MissReason =
  | {
      readonly type: 'model_changed' | 'system_changed' | 'tools_changed' | 'messages_changed';
      readonly cache_missed_input_tokens: number;
    }
  | { readonly type: 'previous_message_not_found' | 'unavailable' };

/** Why the cache could not be used again whole (Messages API, `diagnostics`). */
export type Diagnostics = { readonly cache_miss_reason: MissReason };

type Fingerprint = {
  readonly model: string;
  readonly system: string;
  readonly tools: string;
  readonly settings: string;
  readonly blocks: readonly { readonly prompt: string; readonly tokens: number }[];
};

/** Remembers what the requests were that had these answers, to tell what the next one changed. */
export class CacheDiagnosis {
  readonly #fingerprints = new BoundedMap<string, Fingerprint>(MAX_FINGERPRINTS);

  /** Keeps a request that asks for diagnosis, by the id of its answer. */
  remember(id: string, request: CheckedRequest, blocks: readonly RequestBlock[]): void {
    if (request.diagnostics) this.#fingerprints.set(id, fingerprintOf(request, blocks));
  }

  /** What a request changed since the one that it names; null where nothing did, or none is named. */
  explain(request: CheckedRequest, blocks: readonly RequestBlock[]): Diagnostics | null {
    const id = request.diagnostics?.previous_message_id ?? null;
    if (id === null) return null;
    const previous = this.#fingerprints.get(id);
    if (previous === undefined) return { cache_miss_reason: { type: 'previous_message_not_found' } };
    const reason = compare(previous, fingerprintOf(request, blocks));
    return reason === null ? null : { cache_miss_reason: reason };
  }
}

function fingerprintOf(request: CheckedRequest, blocks: readonly RequestBlock[]): Fingerprint {
  const partHash = (wanted: RequestBlock['part']) =>
    shortHash(
      blocks
        .filter(({ part }) => part === wanted)
        .map(({ meaning }) => meaning)
        .join(' '),
    );
  return {
    model: request.model,
    tools: partHash('tools'),
    system: partHash('system'),
    settings: settingsHash(request),
    blocks: blocks.map(({ prompt, tokens }) => ({ prompt, tokens })),
  };
}

function compare(previous: Fingerprint, current: Fingerprint): MissReason | null {
  const same = new Set(current.blocks.map(({ prompt }) => prompt));
  const missed = previous.blocks.filter(({ prompt }) => !same.has(prompt));
  const cache_missed_input_tokens = totalTokens(missed);
  if (previous.model !== current.model)
    return { type: 'model_changed', cache_missed_input_tokens: totalTokens(previous.blocks) };
  if (previous.system !== current.system) return { type: 'system_changed', cache_missed_input_tokens };
  if (previous.tools !== current.tools) return { type: 'tools_changed', cache_missed_input_tokens };
  if (missed.length > 0) return { type: 'messages_changed', cache_missed_input_tokens };
  return previous.settings === current.settings ? null : { type: 'unavailable' };
}
