/** Address of a recorded frame, served by the shell from the session's folder. */
export function frameUrl(sessionId: string, sha256: string): string {
  return `/frames/${encodeURIComponent(sessionId)}/${encodeURIComponent(sha256)}`;
}
