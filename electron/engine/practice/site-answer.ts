import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_FORM_BYTES = 16 * 1024;

/** The pages have no script, no inline style and nothing from elsewhere; this keeps it so. */
const CONTENT_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const FRAMED = `${CONTENT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")}; frame-src 'self'`;
const SCRIPTED = `${CONTENT_POLICY}; script-src 'self'`;
const SENDING = `${SCRIPTED}; connect-src 'self'`;

/** What a practice site answers, before it is written out. */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly location?: string;
  /** What the document may hold (CSP): nothing that runs or frames, unless said. */
  readonly contentPolicy?: string;
};

export function page(body: string, status = 200): Answer {
  return file('text/html', body, status);
}

/** A text of a kind that browsers know. */
export function file(type: string, body: string, status = 200): Answer {
  return { status, type: `${type}; charset=utf-8`, body };
}

export function plain(status: number, body: string): Answer {
  return file('text/plain', body, status);
}

/** A page that shows others of its site in frames. */
export function ownFrames(answer: Answer): Answer {
  return { ...answer, contentPolicy: FRAMED };
}

/** A page that runs scripts which are files of its site. */
export function ownScripts(answer: Answer): Answer {
  return { ...answer, contentPolicy: SCRIPTED };
}

/** A page whose scripts also send something to its site. */
export function ownRequests(answer: Answer): Answer {
  return { ...answer, contentPolicy: SENDING };
}

/** After a form the visitor is sent on, so that a reload can't do it twice. */
export function seeOther(location: string): Answer {
  return { ...plain(303, ''), location };
}

export const TOO_LARGE = plain(413, 'This form is too large.');
export const OTHER_METHOD = plain(405, 'This site answers GET and POST.');

/** The path of what is asked for, without what follows a question mark. */
export function pathOf({ url }: IncomingMessage): string {
  return (url ?? '/').split('?', 1)[0] ?? '/';
}

/** The posted form; null when it is larger than 16 KiB or breaks off. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_FORM_BYTES) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/** Serves one request with what `answer` comes to; answers every one, also a broken one, and never throws. */
export function serveWith(
  answer: (request: IncomingMessage) => Promise<Answer>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    // A visitor who has gone away is no error of the site.
    response.on('error', () => response.destroy());
    answer(request).then(
      (done) => send(response, done),
      () => response.destroy(),
    );
  };
}

function send(response: ServerResponse, answer: Answer): void {
  const location = answer.location === undefined ? {} : { location: answer.location };
  response.writeHead(answer.status, {
    ...HEADERS,
    ...location,
    'content-security-policy': answer.contentPolicy ?? CONTENT_POLICY,
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}
