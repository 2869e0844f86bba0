import type { CacheWarmth } from '../../shared/domain/cache-warmth';
import { formatUsd } from './format-money';

/** What keeping the service's cache warm has come to, in a sentence; null where nothing of it is settled yet. */
export function warmthWords({ reads, savedNanoUsd }: CacheWarmth): string | null {
  if (reads === 0) return null;
  const saved = savedNanoUsd > 0 ? `saved about ${formatUsd(savedNanoUsd)}` : 'saved nothing';
  return `Cache kept warm: ${saved} (${reads === 1 ? '1 read' : `${reads} reads`})`;
}
