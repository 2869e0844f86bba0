import { z } from 'zod';

export const ThemeChoice = z.enum(['system', 'dark', 'light']);
export type ThemeChoice = z.infer<typeof ThemeChoice>;

/** Where the API key comes from. The key itself never leaves the engine. */
export const KeyStatus = z
  .object({
    /** `unreadable`: one is saved and can't be read, and there is no other. */
    source: z.enum(['none', 'unreadable', 'environment', 'vault', 'memory']),
    /** Last four characters, to tell keys apart; empty when there is none. */
    ending: z.string(),
    /** False where the system offers no secret store: then a key is kept for this start only. */
    canPersist: z.boolean(),
  })
  .readonly();
export type KeyStatus = z.infer<typeof KeyStatus>;

/** What the window needs to know once, at start. */
export const AppInfo = z
  .object({
    version: z.string(),
    electron: z.string(),
    /** `npm-fallback`: an old runtime for evaluation only; the window says so. */
    runtime: z.enum(['official', 'npm-fallback']),
    platform: z.string(),
    operator: z.string(),
    dataFolder: z.string(),
    defaultModel: z.string(),
  })
  .readonly();
export type AppInfo = z.infer<typeof AppInfo>;
