import type { MaskKind, RedactionNote } from '../../shared/domain/redaction';
import { MASK_NAMES, UNSURE_WORDS } from './mask-names';

/** What is black in a picture and why, in a sentence. */
export function maskWords({ masks, more, unsure }: RedactionNote): string {
  if (unsure?.cover === 'page') return `Everything that pages show is masked: ${UNSURE_WORDS[unsure.cause]}.`;
  const counts = new Map<MaskKind, number>();
  for (const { kind } of masks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts].map(([kind, count]) => `${MASK_NAMES[kind]} (${count})`);
  const others = more > 0 ? [`${more} more`] : [];
  const wide = unsure === null ? '' : ` Masked wide, since ${UNSURE_WORDS[unsure.cause]}.`;
  return kinds.length === 0
    ? `Nothing is masked.${wide}`
    : `Masked: ${[...kinds, ...others].join(', ')}.${wide}`;
}
