import type { z } from 'zod';
import { notify } from './notices-store';

/** Keeps a text over a reload. False where there is no room for it, or the storage is blocked: nothing else fails. */
export function keep(key: string, text: string): boolean {
  try {
    window.localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** The same for what the operator would miss: `complaint` is said once, until it can be kept again. */
export function keeper(key: string, complaint: string): (value: unknown) => void {
  let isKept = true;
  return (value) => {
    const wasKept = isKept;
    isKept = keep(key, JSON.stringify(value));
    if (wasKept && !isKept) notify('attention', complaint);
  };
}

/** Null where nothing was kept, or the storage is blocked. */
export function keptText(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What was kept, when it is still of the shape it had; damaged or of an older shape it counts as nothing. */
export function keptJson<T>(key: string, shape: z.ZodType<T>): T | null {
  const text = keptText(key);
  if (text === null) return null;
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
