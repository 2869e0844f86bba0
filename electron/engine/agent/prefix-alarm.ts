import type { BetaMessage } from '@anthropic-ai/sdk/resources/beta';
import { CacheMiss } from '../../../shared/domain/audit-entry';

/** What the service says of how a request went on from the one before. */
export type PrefixReport = {
  /** Why its cache could not be read whole, as far as it says; null where it could, or where nobody knows yet. */
  readonly cacheMiss: CacheMiss | null;
  /** How many blocks of thinking did not stand in the conversation that they were thought in. */
  readonly misplaced: number;
};

/** Reads what the service says (Messages API, `diagnostics.cache_miss_reason` and `input_transformations`). */
export function readPrefixReport({
  diagnostics,
  input_transformations: transformations,
}: Pick<BetaMessage, 'diagnostics' | 'input_transformations'>): PrefixReport {
  const said: { readonly type?: unknown } | null = diagnostics?.cache_miss_reason ?? null;
  const known = CacheMiss.safeParse(said?.type);
  const misplaced = (Array.isArray(transformations) ? transformations : []).filter(
    (entry: { readonly reason?: unknown } | null) => String(entry?.reason).endsWith('_binding_mismatch'),
  );
  return {
    // One that is not known says that something was missed, and not what.
    cacheMiss: said === null ? null : known.success ? known.data : 'unavailable',
    misplaced: misplaced.length,
  };
}

const CHANGED: Readonly<Partial<Record<CacheMiss, string>>> = {
  messages_changed: 'messages that had been sent before were not the same any more',
  system_changed: 'the rules were not the same as in the request before',
  tools_changed: 'the tools were not the same as in the request before',
};

/**
 * What is wrong with a conversation that was to grow at its end alone, for the operator; null where nothing is. It would be
 * a fault of ours, or of whatever stands between the console and the service.
 */
export function prefixAlarm({ cacheMiss, misplaced }: PrefixReport): string | null {
  const changed = CHANGED[cacheMiss ?? 'unavailable'];
  const words = [
    ...(changed === undefined ? [] : [changed]),
    ...(misplaced > 0 ? ['thinking of the agent did not stand in the conversation it belongs to'] : []),
  ];
  return words.length === 0 ? null : words.join(', and ');
}
