import { SeenText } from './text-pattern';

export type SeenPath = {
  /** As the browser has it, and with every escape resolved. */
  readonly forms: readonly SeenText[];
  /** Servers may read it in more than one way: as another path than it looks like. */
  readonly isAmbiguous: boolean;
};

/** The path of an address; null where it is none. */
export function readPath(address: string): SeenPath | null {
  let path: string;
  try {
    path = new URL(address).pathname;
  } catch {
    return null;
  }
  const decoded = decodeFully(path);
  return {
    forms: decoded === path ? [new SeenText(path)] : [new SeenText(path), new SeenText(decoded)],
    isAmbiguous: /%2f|%5c|%25|%00|\/\/|\\|;/i.test(path) || /(^|\/)\.\.?(\/|$)/.test(decoded),
  };
}

/** Escapes resolved until none is left, as a server behind a proxy may do; at most a few times. */
function decodeFully(path: string): string {
  let text = path;
  for (let round = 0; round < 4; round += 1) {
    let next: string;
    try {
      next = decodeURIComponent(text);
    } catch {
      return text;
    }
    if (next === text) return text;
    text = next;
  }
  return text;
}
