/** Below it cents are too coarse. */
const SMALL_USD = 0.1;

/** `$12.40`, `$0.42`, `$0.0042`: US dollars, given in billionths. What is less than can be said is said to be so. */
export function formatUsd(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  if (usd > 0 && usd < 0.0001) return 'under $0.0001';
  const digits = usd > 0 && usd < SMALL_USD ? 4 : 2;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
