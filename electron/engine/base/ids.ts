import { randomBytes } from 'node:crypto';

/** A short id that can't be guessed, safe in file names, labels and URLs. */
export function createId(): string {
  return randomBytes(8).toString('hex');
}

/** A session id that sorts by time in a folder listing: `20261123-150312-1a2b3c`. UTC. */
export function createSessionId(wallMs: number): string {
  const stamp = new Date(wallMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}
