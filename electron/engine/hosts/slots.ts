const GIB = 1024 ** 3;
/** What a sandbox may use (container-spec.ts), and what is left to the engine's machine itself. */
const SANDBOX_BYTES = 2 * GIB;
const RESERVED_BYTES = GIB;
/** A sandbox is mostly still: two share a processor well. */
const SANDBOXES_PER_CPU = 2;

/** How many sandboxes fit on an engine at once. At least one: whether that one starts, the engine itself decides. */
export function countSlots(info: { readonly MemTotal?: number; readonly NCPU?: number }): number {
  const byMemory = Math.floor(((info.MemTotal ?? 0) - RESERVED_BYTES) / SANDBOX_BYTES);
  const byProcessors = (info.NCPU ?? 1) * SANDBOXES_PER_CPU;
  return Math.max(1, Math.min(byMemory, byProcessors));
}
