import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { frameType } from '../engine/record/frame-type';
import { APP_HOST, APP_SCHEME } from './app-url';
import { SECURITY_HEADERS } from './content-security-policy';
import { resolveAppFile } from './resolve-app-file';

/** `/frames/<session>/<sha256>`: a screenshot of a record. */
const FRAME_PATH = /^\/frames\/([a-z0-9-]{1,80})\/([0-9a-f]{64})$/;

export type FrameReader = (sessionId: string, name: string) => Promise<Buffer | null>;

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the window's files and the records' screenshots, and nothing else. */
export function serveAppProtocol(session: Session, rendererFolder: string, readFrame: FrameReader): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== APP_HOST) return notFound();
    const frame = FRAME_PATH.exec(url.pathname);
    if (frame) return answerFrame(await readFrame(frame[1] ?? '', frame[2] ?? ''));
    const found = await resolveAppFile(rendererFolder, url.pathname);
    if (found === null) return notFound();
    const headers = { ...SECURITY_HEADERS, 'content-type': found.type };
    return new Response(await readFile(found.file), { headers });
  });
}

function answerFrame(picture: Buffer | null): Response {
  if (picture === null) return notFound();
  // A frame is named by its content, so it never changes.
  const caching = 'private, max-age=31536000, immutable';
  return new Response(picture, {
    headers: { ...SECURITY_HEADERS, 'content-type': frameType(picture), 'cache-control': caching },
  });
}

function notFound(): Response {
  return new Response('Not found', {
    status: 404,
    headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain' },
  });
}
