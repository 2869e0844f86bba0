import { USUAL_SHAPE } from '../vault/codes/code-shape';
import { codeOf } from '../vault/codes/one-time-code';
import { PRACTICE_LOGIN, practiceSeed } from './practice-login';

/** What the portal shows: one step of signing in after the other, then the account. */
export type PortalStep = 'name' | 'password' | 'code' | 'account';

/** Somebody on their way into the portal. `problem`: what to correct; empty when nothing is. */
export type PortalVisit = { readonly step: PortalStep; readonly name: string; readonly problem: string };

export const NOBODY: PortalVisit = { step: 'name', name: '', problem: '' };

/** Wrong at any step begins anew, and does not say what of it was wrong. */
const WRONG: PortalVisit = { ...NOBODY, problem: 'That did not match. Begin again.' };

/** Where a posted form leads; null for a form that the portal does not have at this step. */
export function signIn(
  visit: PortalVisit,
  path: string,
  form: URLSearchParams,
  nowMs: number,
): PortalVisit | null {
  const given = (field: string) => (form.get(field) ?? '').trim();
  if (path === '/portal/out') return NOBODY;
  if (path === '/portal/name') return { step: 'password', name: given('name').slice(0, 200), problem: '' };
  if (path === '/portal/password' && visit.step === 'password') {
    const isRight = visit.name === PRACTICE_LOGIN.name && given('password') === PRACTICE_LOGIN.password;
    return isRight ? { ...visit, step: 'code', problem: '' } : WRONG;
  }
  if (path === '/portal/code' && visit.step === 'code')
    return codesAround(nowMs).includes(given('code')) ? { ...visit, step: 'account' } : WRONG;
  return null;
}

/** The code of now and the one before, as clocks differ (RFC 6238, 5.2). */
function codesAround(nowMs: number): readonly string[] {
  const counter = Math.floor(nowMs / 1000 / USUAL_SHAPE.periodSeconds);
  return [counter, counter - 1].map((at) => codeOf(practiceSeed(), at, USUAL_SHAPE).toString('ascii'));
}
