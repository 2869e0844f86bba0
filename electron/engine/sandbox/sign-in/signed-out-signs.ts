import { withLimit } from '../../base/limits';
import { withoutFailing } from '../../base/may-fail';
import { whyNotBound } from './bound-origin';
import { COLLECT_FUNCTION, FACTS_OF_COLLECTED } from './collect-source';
import { findForms } from './find-form';
import type { DocumentFacts } from './form-facts';
import type { FrontPage, SignInDocument, SignInPage } from './sign-in-page';

/**
 * Whether something in the page in front says that nobody is signed in there. `name` tells one such thing from another.
 * `unasked`: nobody can tell; the page may say so yet.
 */
export type SignedOutSign =
  | { readonly kind: 'none' }
  | { readonly kind: 'sign'; readonly name: string }
  | { readonly kind: 'unasked' };

export type SignedOutSignsDeps = {
  readonly front: () => Promise<FrontPage>;
  /** Of the documents that may be in front. */
  readonly mark: () => string;
};

/** A page that does not answer within this is asked again later. */
const LOOK_LIMIT_MS = 1500;
const UNASKED: SignedOutSign = { kind: 'unasked' };

/**
 * What in a browser gives reason to doubt that a sign-in still is one: a form for a password or a code, or an answer that
 * says so (RFC 9110: 401, 403). A reason to look closer, and no more: sites also ask for a password of those who are
 * signed in.
 */
export class SignedOutSigns {
  constructor(private readonly deps: SignedOutSignsDeps) {}

  /** Another as soon as there may be something new to see. No page is asked for it. */
  get mark(): string {
    return this.deps.mark();
  }

  /**
   * Looks at the page in front as it is now, if it is of these origins, and in its frames of these origins. Nothing is
   * waited for but its answer, and nothing moves in it. Never rejects.
   */
  find(origins: readonly string[]): Promise<SignedOutSign> {
    const look = this.deps.front().then((front) => signOf(front, origins));
    return withLimit(withoutFailing(look, UNASKED, 'it is asked again later'), LOOK_LIMIT_MS, UNASKED);
  }
}

async function signOf(front: FrontPage, origins: readonly string[]): Promise<SignedOutSign> {
  if (front.kind === 'none') return UNASKED;
  const { page } = front;
  const documents = await page.documents(origins);
  try {
    const bound = documents.filter(({ chain }) => whyNotBound(chain, origins) === null);
    const asking = await Promise.all(bound.map(nameIfAsking));
    const names = [await nameIfRefused(page, bound), ...asking].filter((name) => name !== null);
    return names.length === 0 ? { kind: 'none' } : { kind: 'sign', name: names.sort().join(' ') };
  } finally {
    for (const document of documents) document.letGo();
  }
}

/** Only what stands for the page itself was answered: the outermost document. */
async function nameIfRefused(page: SignInPage, bound: readonly SignInDocument[]): Promise<string | null> {
  const outermost = bound.find(({ chain }) => chain.length === 1);
  if (outermost === undefined) return null;
  const status = await page.status();
  return status === 401 || status === 403 ? `${outermost.name} ${status}` : null;
}

/** Also of a form that would not be filled, such as one with a third field: that it asks is enough. */
async function nameIfAsking(document: SignInDocument): Promise<string | null> {
  const handle = await document.collect(COLLECT_FUNCTION);
  const facts = await document.run<DocumentFacts>(handle, FACTS_OF_COLLECTED);
  if (facts === null) throw new Error('what was collected can not be read');
  const own = document.chain[0]?.own ?? '';
  const asks =
    facts.fields.some(({ type, isShown }) => isShown && type === 'password') ||
    findForms(facts, 'login', own).plans.length > 0 ||
    findForms(facts, 'code', own).plans.length > 0;
  return asks ? document.name : null;
}
