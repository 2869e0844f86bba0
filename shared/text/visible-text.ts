/**
 * Characters that an operator can't see or that reorder what they see: controls, format characters (bidi, zero width,
 * tags, soft hyphen), private use, unassigned, lone surrogates, line and paragraph separators, spaces other than
 * U+0020, variation selectors and the Hangul fillers. See Trojan Source (CVE-2021-42574).
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Variation_Selector}\u115F\u1160\u3164\uFFA0]|(?! )\p{Zs}/gu;

/** Untrusted text with every hidden character written out as `⟦U+202E⟧`; a line break becomes `↵`. One line. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, (char) => {
    if (char === '\n') return '↵';
    const hex = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟦U+${hex}⟧`;
  });
}

/** Whether a text holds anything that `escapeHidden` would write out. */
export function hasHidden(text: string): boolean {
  return text.search(HIDDEN) >= 0;
}

/** Untrusted text for a label: hidden characters escaped, cut to `limit` code points with `…`. */
export function shortLabel(text: string, limit = 80): string {
  const points = Array.from(text.trim());
  const cut = points.length > limit ? `${points.slice(0, limit - 1).join('')}…` : points.join('');
  return escapeHidden(cut);
}
