/**
 * An expression for what a program answers that runs once in each document. Elements of the page are named like properties
 * of the window in every world, so only the window's own property counts.
 */
export function once(name: string, program: string): string {
  const made = `Object.defineProperty(globalThis, '${name}', { value: (() => { ${program} })() })`;
  return `(Object.hasOwn(globalThis, '${name}') || ${made}, globalThis.${name})`;
}
