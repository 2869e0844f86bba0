import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { SERVED_ORIGIN } from '../../../shared/reach/served-host';
import { colourStyleSheet } from './practice-colours';
import { PRACTICE_LOGIN } from './practice-login';
import { PracticePages } from './practice-pages';
import { registeredPasskey } from './practice-passkey';
import type { PracticeSiteDeps } from './practice-site';
import { type Assertion, RelyingParty } from './relying-party';
import {
  type Answer,
  file,
  OTHER_METHOD,
  ownScripts,
  page,
  pathOf,
  plain,
  readForm,
  seeOther,
  serveWith,
  TOO_LARGE,
} from './site-answer';

/** Who is in front of the portal: nobody yet, somebody whose passkey did not match, or the one whose account it is. */
type Visitor = 'nobody' | 'mismatched' | 'signed-in';

export type PasskeyPortal = {
  /** Serves one request; answers every one, also a broken one, and never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void;
};

/**
 * The supplier's portal for those who sign in with a passkey, on a host of its own: browsers have passkeys on secure
 * origins alone. Each instance has one visitor and lives as long as one session. Throws when a file of its folder is
 * missing.
 */
export function createPasskeyPortal({ folder, now }: PracticeSiteDeps): PasskeyPortal {
  const pages = new PracticePages(folder);
  const party = new RelyingParty({ origin: SERVED_ORIGIN, passkey: registeredPasskey(), now });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const files: Readonly<Record<string, Answer>> = {
    '/style.css': file('text/css', read('style.css')),
    '/colours.css': file('text/css', colourStyleSheet()),
    '/icon.svg': file('image/svg+xml', read('icon.svg')),
    '/portal/passkey.js': file('text/javascript', read('portal-passkey.js')),
  };
  let visitor: Visitor = 'nobody';

  function showPortal(): Answer {
    if (visitor === 'signed-in') return page(pages.portalAccount(PRACTICE_LOGIN.name));
    const problem = visitor === 'mismatched' ? 'That did not match. Try again.' : '';
    return ownScripts(page(pages.passkeyPortal(party.challenge(), problem)));
  }

  function show(path: string): Answer {
    if (path === '/') return seeOther('/portal');
    if (path === '/portal') return showPortal();
    return files[path] ?? plain(404, 'There is no such page.');
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const path = pathOf(request);
    if (request.method === 'GET' || request.method === 'HEAD') return show(path);
    if (request.method !== 'POST') return OTHER_METHOD;
    const form = await readForm(request);
    if (form === null) return TOO_LARGE;
    if (path === '/portal/out') visitor = 'nobody';
    else if (path === '/portal/passkey')
      visitor = party.whyNot(assertionIn(form)) === null ? 'signed-in' : 'mismatched';
    else return plain(404, 'There is no such page.');
    return seeOther('/portal');
  }

  return { handle: serveWith(answer) };
}

function assertionIn(form: URLSearchParams): Assertion {
  const given = (field: string) => Buffer.from(form.get(field) ?? '', 'base64');
  return {
    id: given('id'),
    account: given('account'),
    clientData: given('client-data'),
    authenticatorData: given('authenticator-data'),
    signature: given('signature'),
  };
}
