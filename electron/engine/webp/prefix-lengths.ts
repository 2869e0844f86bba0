/**
 * How many bits each symbol gets in a prefix code (Huffman) that none exceeds `limit` in: 0 for one that never occurs, 1
 * for the only one that does. Counts are raised until the limit holds, which needs at least log2 of the symbols.
 */
export function prefixLengths(counts: Uint32Array, limit: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const used: number[] = [];
  counts.forEach((count, symbol) => {
    if (count > 0) used.push(symbol);
  });
  const [only] = used;
  if (used.length < 2) {
    if (only !== undefined) lengths[only] = 1;
    return lengths;
  }
  used.sort((a, b) => (counts[a] as number) - (counts[b] as number));
  for (let least = 1; ; least *= 2) {
    const depths = leafDepths(used.map((symbol) => Math.max(counts[symbol] as number, least)));
    if (depths.every((depth) => depth <= limit)) {
      used.forEach((symbol, at) => {
        lengths[symbol] = depths[at] as number;
      });
      return lengths;
    }
  }
}

/** How deep each leaf of the Huffman tree of these weights lies; they must be two at least, and rise. */
function leafDepths(leaves: readonly number[]): number[] {
  const count = leaves.length;
  const nodes = 2 * count - 1;
  const weights = new Float64Array(nodes);
  weights.set(leaves);
  const parents = new Int32Array(nodes);
  let leaf = 0;
  let inner = count;
  for (let made = count; made < nodes; made += 1) {
    for (let child = 0; child < 2; child += 1) {
      const takesLeaf =
        leaf < count && (inner >= made || (weights[leaf] as number) <= (weights[inner] as number));
      const taken = takesLeaf ? leaf++ : inner++;
      parents[taken] = made;
      weights[made] = (weights[made] as number) + (weights[taken] as number);
    }
  }
  const depths = new Array<number>(nodes).fill(0);
  for (let node = nodes - 2; node >= 0; node -= 1)
    depths[node] = (depths[parents[node] as number] as number) + 1;
  return depths.slice(0, count);
}
