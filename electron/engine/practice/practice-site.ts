import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { colourStyleSheet } from './practice-colours';
import { PracticePages } from './practice-pages';
import { signIn } from './practice-portal';
import { applyEvent, initialState, type PracticeState } from './practice-state';
import { readPayment } from './read-payment';
import {
  type Answer,
  file,
  OTHER_METHOD,
  ownFrames,
  ownRequests,
  page,
  pathOf,
  readForm,
  seeOther,
  serveWith,
  TOO_LARGE,
} from './site-answer';

/** The name under which the egress broker serves the practice site, over plain HTTP on port 80. */
export const PRACTICE_HOST = 'billing.practice.test';
/** Somebody else's copy of it, to the letter, under a name that looks right. */
export const COPY_HOST = 'billing.practice-portal.test';

export type PracticeSiteDeps = {
  /** `assets/practice-site`. */
  readonly folder: string;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
};

export type PracticeSite = {
  /** Serves one request; answers every one, also a broken one, and never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  state(): PracticeState;
};

/**
 * Larkspur Billing, the invented company whose application the practice scenarios work on. Each instance has a state
 * of its own and lives as long as one session. Throws when a file of its folder is missing.
 */
export function createPracticeSite({ folder, now }: PracticeSiteDeps): PracticeSite {
  const pages = new PracticePages(folder);
  const styleSheet = readFileSync(join(folder, 'style.css'), 'utf8');
  const bankStyleSheet = readFileSync(join(folder, 'bank.css'), 'utf8');
  const archiveScript = readFileSync(join(folder, 'archive.js'), 'utf8');
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
      case '/archive':
        return ownRequests(page(pages.archive(state)));
      case '/archive.js':
        return file('text/javascript', archiveScript);
      case '/portal':
        return page(pages.portal(state.portal));
      case '/bank':
        return ownFrames(page(pages.bank('bank')));
      case '/bank/savings':
        return ownFrames(page(pages.bank('bank-savings')));
      case '/bank/loan':
        return ownFrames(page(pages.bank('bank-loan')));
      case '/bank.css':
        return file('text/css', bankStyleSheet);
      case '/style.css':
        return file('text/css', styleSheet);
      case '/colours.css':
        return file('text/css', colourStyleSheet());
      case '/icon.svg':
        return file('image/svg+xml', icon);
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
    const path = pathOf(request);
    if (request.method === 'GET' || request.method === 'HEAD') return show(path);
    if (request.method !== 'POST') return OTHER_METHOD;
    const form = await readForm(request);
    if (form === null) return TOO_LARGE;
    if (path === '/exports/delete') {
      state = applyEvent(state, { kind: 'deleted-all' });
      return seeOther('/exports');
    }
    if (path === '/payments') return pay(form);
    const archived = state.archive.find(({ number }) => path === `/archive/${number}/delete`);
    if (archived !== undefined) {
      state = applyEvent(state, { kind: 'deleted-archived', number: archived.number });
      return seeOther('/archive');
    }
    const visit = signIn(state.portal, path, form, now());
    if (visit === null) return page(pages.notFound(), 404);
    state = applyEvent(state, { kind: 'visited-portal', visit });
    return seeOther('/portal');
  }

  return { handle: serveWith(answer), state: () => state };
}
