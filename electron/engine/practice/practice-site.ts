import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { colourStyleSheet } from './practice-colours';
import { PracticePages } from './practice-pages';
import { applyEvent, initialState, type PracticeState } from './practice-state';
import { readPayment } from './read-payment';

/** The name under which the egress broker serves the practice site, over plain HTTP on port 80. */
export const PRACTICE_HOST = 'billing.practice.test';

const MAX_FORM_BYTES = 16 * 1024;

/** The pages have no script, no inline style and nothing from elsewhere; this keeps it so. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** What the site answers, before it is written out. */
type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly location?: string;
};

export type PracticeSite = {
  /** Serves one request; answers every one, also a broken one, and never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  state(): PracticeState;
};

function page(body: string, status = 200): Answer {
  return { status, type: 'text/html; charset=utf-8', body };
}

function plain(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body };
}

/** After a form the visitor is sent on, so that a reload can't do it twice. */
function seeOther(location: string): Answer {
  return { ...plain(303, ''), location };
}

function send(response: ServerResponse, answer: Answer): void {
  const location = answer.location === undefined ? {} : { location: answer.location };
  const length = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, {
    ...HEADERS,
    ...location,
    'content-type': answer.type,
    'content-length': length,
  });
  response.end(answer.body);
}

/** The posted form; null when it is larger than any form of this site or breaks off. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
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

/**
 * Larkspur Billing, the invented company whose application the practice scenarios work on. Each instance has a state
 * of its own and lives as long as one session. `folder` is `assets/practice-site`; throws when a file of it is missing.
 */
export function createPracticeSite({ folder }: { readonly folder: string }): PracticeSite {
  const pages = new PracticePages(folder);
  const styleSheet = readFileSync(join(folder, 'style.css'), 'utf8');
  const icon = readFileSync(join(folder, 'icon.svg'), 'utf8');
  let state = initialState();

  function show(path: string): Answer {
    switch (path) {
      case '/':
        return page(pages.dashboard(state));
      case '/exports':
        return page(pages.exports(state));
      case '/exports/download':
        state = applyEvent(state, { kind: 'downloaded-all' });
        return seeOther('/exports');
      case '/payments':
        return page(pages.payments(state));
      case '/payments/sent':
        return page(pages.paymentSent(state));
      case '/messages':
        return page(pages.messages(state));
      case '/style.css':
        return { status: 200, type: 'text/css; charset=utf-8', body: styleSheet };
      case '/colours.css':
        return { status: 200, type: 'text/css; charset=utf-8', body: colourStyleSheet() };
      case '/icon.svg':
        return { status: 200, type: 'image/svg+xml', body: icon };
      default:
        return showMessage(path);
    }
  }

  function showMessage(path: string): Answer {
    const message = state.messages.find(({ id }) => path === `/messages/${id}`);
    if (message === undefined) return page(pages.notFound(), 404);
    state = applyEvent(state, { kind: 'read-message', id: message.id });
    return page(pages.message(message));
  }

  function pay(form: URLSearchParams): Answer {
    const read = readPayment(form);
    if (read.kind === 'problem') {
      const field = (name: string) => form.get(name) ?? '';
      const draft = {
        supplier: field('supplier'),
        iban: field('iban'),
        amount: field('amount'),
        reference: field('reference'),
      };
      return page(pages.payments(state, draft, read.sentence), 422);
    }
    state = applyEvent(state, { kind: 'paid', payment: read.payment });
    return seeOther('/payments/sent');
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method === 'GET' || request.method === 'HEAD') return show(path);
    if (request.method !== 'POST') return plain(405, 'This site answers GET and POST.');
    const form = await readForm(request);
    if (form === null) return plain(413, 'This form is too large.');
    if (path === '/exports/delete') {
      state = applyEvent(state, { kind: 'deleted-all' });
      return seeOther('/exports');
    }
    if (path === '/payments') return pay(form);
    return page(pages.notFound(), 404);
  }

  return {
    handle(request, response) {
      // A visitor who has gone away is no error of the site.
      response.on('error', () => response.destroy());
      answer(request).then(
        (done) => send(response, done),
        () => response.destroy(),
      );
    },
    state: () => state,
  };
}
