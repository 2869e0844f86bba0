import type { Part } from './parts';

/** Something that went wrong; `what` completes "The sandbox failed: …" or stands alone in the record. */
export type SandboxFault = { readonly where: 'container' | Part; readonly what: string };
