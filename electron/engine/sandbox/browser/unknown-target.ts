import type { UnknownTarget } from '../../../../shared/domain/target';

/** A target of which nothing is known, and why. `reason` is a fixed phrase of ours. */
export function unknownTarget(reason: string, url: string | null = null): UnknownTarget {
  return { kind: 'unknown', reason, url, host: url === null ? null : hostOf(url) };
}

/** The host of a URL, `file:` and the like included as an empty string; null when it is no URL. */
export function hostOf(url: string): string | null {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
}
