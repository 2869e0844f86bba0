const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const;

/** Bytes in decimal units with at most one decimal: `812 bytes`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // From 999.5 on, it would print as 1000 of the unit.
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 || value >= 100 ? Math.round(value).toString() : value.toFixed(1);
  return `${text} ${unit === 0 && value === 1 ? 'byte' : UNITS[unit]}`;
}
