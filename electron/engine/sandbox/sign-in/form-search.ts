import { createHash } from 'node:crypto';
import type { ElementTarget } from '../../../../shared/domain/target';
import { isProtected, whyNotBound } from './bound-origin';
import { buttonOf, COLLECT_FUNCTION, FACTS_OF_COLLECTED, fieldOf } from './collect-source';
import { PLACES_FUNCTION } from './fill-source';
import { type FormPlan, findForms, type PlannedField, whyNone } from './find-form';
import type { DocumentFacts } from './form-facts';
import type { Refusal } from './refusals';
import type { SignInForm, SignInWith } from './sign-in-form';
import type { FrontPage, Places, SignInDocument } from './sign-in-page';

export type Wanted = { readonly with: SignInWith; readonly origins: readonly string[] };

/** A plan as the page gets it: what it must find to be so before it is filled. No value is in it. */
export type PagePlan = {
  readonly origin: string;
  readonly group: number;
  readonly groupSign: string;
  readonly fields: readonly (PlannedField & { readonly sign: string })[];
  readonly submit: number;
  readonly submitSign: string;
  /** Fields of the document that could not be seen. */
  readonly hidden: readonly number[];
};

/** A form that may be filled, where it is. `handle` is what was collected of its document. */
export type FoundForm = {
  readonly kind: 'form';
  readonly form: SignInForm;
  readonly document: SignInDocument;
  readonly handle: string;
  readonly plan: PagePlan;
};
export type SearchResult = FoundForm | { readonly kind: 'none'; readonly why: Refusal };

type Candidate = {
  readonly document: SignInDocument;
  readonly handle: string;
  readonly facts: DocumentFacts;
  readonly plan: FormPlan;
};

const none = (why: Refusal): SearchResult => ({ kind: 'none', why });

/** Looks for the one form to sign in with. Let go of its document. Rejects when the page does not answer. */
export async function searchForm(front: FrontPage, wanted: Wanted): Promise<SearchResult> {
  if (front.kind === 'none') return none(front.why);
  const { page } = front;
  const documents = await page.documents(wanted.origins);
  const reasons: Refusal[] = [];
  const candidates: Candidate[] = [];
  for (const document of documents) {
    const why =
      whyNotBound(document.chain, wanted.origins) ??
      (page.isCertified || isPlain(document) ? null : 'not-secure');
    if (why !== null) reasons.push(why);
    else await collect(document, wanted.with, candidates, reasons);
  }
  if (documents.length === 0) return none('other-origin');
  const found = await choose(candidates, whyNoneOf(reasons, wanted.with));
  const kept = found.kind === 'form' ? found.document : null;
  for (const document of documents) if (document !== kept) document.letGo();
  return found;
}

/** Of a page of which nothing could be asked that alone is said. */
function whyNoneOf(reasons: readonly Refusal[], wanted: SignInWith): Refusal {
  const [first] = reasons;
  const isBarred =
    first !== undefined && reasons.every((reason) => reason === 'other-origin' || reason === 'not-secure');
  return isBarred ? first : whyNone(reasons, wanted);
}

const isPlain = ({ chain }: SignInDocument): boolean =>
  chain.every(({ own }) => !own.startsWith('https:') && isProtected(own));

async function collect(
  document: SignInDocument,
  wanted: SignInWith,
  candidates: Candidate[],
  reasons: Refusal[],
): Promise<void> {
  const handle = await document.collect(COLLECT_FUNCTION);
  const facts = await document.run<DocumentFacts>(handle, FACTS_OF_COLLECTED);
  if (facts === null) throw new Error('what was collected can not be read');
  const { plans, reasons: found } = findForms(facts, wanted, document.chain[0]?.own ?? '');
  candidates.push(...plans.map((plan) => ({ document, handle, facts, plan })));
  reasons.push(...found);
}

/** Of several forms the one that lies on top of the others, where only one does. */
async function choose(candidates: readonly Candidate[], otherwise: Refusal): Promise<SearchResult> {
  const [first, ...others] = candidates;
  if (first === undefined) return none(otherwise);
  if (others.length === 0) return describeForm(first, await placesOf(first, true));
  const seen = await Promise.all(
    candidates.map(async (candidate) => ({ candidate, places: await placesOf(candidate, false) })),
  );
  const onTop = seen.filter(({ places }) => places !== null);
  const [only] = onTop;
  return only !== undefined && onTop.length === 1
    ? describeForm(only.candidate, only.places)
    : none('two-forms');
}

const placesOf = (candidate: Candidate, mayScroll: boolean): Promise<Places | null> =>
  candidate.document.run<Places>(candidate.handle, PLACES_FUNCTION, [pagePlanOf(candidate), mayScroll]);

async function describeForm(candidate: Candidate, places: Places | null): Promise<SearchResult> {
  const { document, handle, plan } = candidate;
  if (places === null) return none('not-visible');
  if (!(await document.isOnTop(places)))
    return none(document.chain.length > 1 ? 'frame-hidden' : 'not-visible');
  const read = await Promise.all(plan.fields.map(({ index }) => document.target(handle, fieldOf(index))));
  const fields = read.flatMap((target) => (target === null ? [] : [target]));
  const submit = plan.submit === -1 ? null : await document.target(handle, buttonOf(plan.submit));
  const isWhole = fields.length === read.length && (submit !== null || plan.submit === -1);
  if (!isWhole) return none('changed');
  return {
    kind: 'form',
    form: formOf(candidate, fields, submit),
    document,
    handle,
    plan: pagePlanOf(candidate),
  };
}

function formOf(
  candidate: Candidate,
  fields: readonly ElementTarget[],
  submit: ElementTarget | null,
): SignInForm {
  const { chain, name } = candidate.document;
  const { step, submitsTo } = candidate.plan;
  const [origin, topOrigin] = [chain[0]?.own ?? '', chain.at(-1)?.own ?? ''];
  const { groupSign, submitSign, fields: planned } = pagePlanOf(candidate);
  const nodes = [...fields, submit].map((target) => target?.fingerprint ?? null);
  const signs = planned.map(({ part, at, sign }) => [part, at, sign]);
  const parts = [name, origin, topOrigin, submitsTo, step, groupSign, submitSign, signs, nodes];
  const fingerprint = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return { step, origin, topOrigin, submitsTo, fields, submit, fingerprint };
}

function pagePlanOf({ document, facts, plan }: Candidate): PagePlan {
  return {
    origin: document.chain[0]?.own ?? '',
    group: plan.group,
    groupSign: facts.groups[plan.group]?.sign ?? '',
    fields: plan.fields.map((field) => ({ ...field, sign: facts.fields[field.index]?.sign ?? '' })),
    submit: plan.submit,
    submitSign: facts.buttons[plan.submit]?.sign ?? '',
    hidden: facts.fields.flatMap(({ isShown }, index) => (isShown ? [] : [index])),
  };
}
