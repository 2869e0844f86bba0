import type { Change } from '../../../shared/domain/change';
import { isAtLeast, type RiskCategory } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { registrableHost } from '../../../shared/reach/registrable-host';
import type { Act, Agreed } from './act';

/** What nobody agrees to by agreeing to something else of the same level. */
const GRAVE: Partial<Record<RiskCategory, string>> = {
  payment: 'It would pay or order something, of which nothing was said.',
  deletion: 'It would delete something, of which nothing was said.',
  account: 'It would change an account or who may do what, of which nothing was said.',
  execution: 'It would run something, of which nothing was said.',
};

/**
 * A right that is taken away is deleted at its server, who closes an account deletes it, and whoever makes a key gives a right:
 * words and requests differ.
 */
const AS_GOOD_AS: Partial<Record<RiskCategory, readonly RiskCategory[]>> = {
  deletion: ['account'],
  account: ['deletion', 'credentials'],
};

/** In what a change is more than its action was agreed to for, in sentences of ours; empty where it is not. Pure. */
export function beyondAgreed(change: Change, act: Act, agreed: Agreed): readonly string[] {
  const found: string[] = [];
  if (!goesWhereSaid(change, act)) found.push('It goes to another site than was shown.');
  if (!isAtLeast(agreed.level, change.level))
    found.push(`It is of level ${change.level}; what was agreed to was ${agreed.level}.`);
  const spokenOf = [change.category, ...(AS_GOOD_AS[change.category] ?? [])];
  const grave = agreed.categories.some((category) => spokenOf.includes(category))
    ? undefined
    : GRAVE[change.category];
  if (grave !== undefined) found.push(grave);
  return found;
}

/** To the site of what was acted on, or to where its form or link says that it leads. */
function goesWhereSaid({ host }: Change, { targets, signsInto }: Act): boolean {
  const to = siteOf(`https://${host}`);
  const said = [...targets.flatMap(addressesOf), ...signsInto];
  return to !== null && said.some((address) => siteOf(address) === to);
}

function addressesOf(target: Target): readonly string[] {
  if (target.kind !== 'element') return target.url === null ? [] : [target.url];
  const { url, frameUrl, href, form } = target;
  return [frameUrl ?? url, href, form?.action].filter((address) => typeof address === 'string');
}

/** Whose site an address is of: its registrable host, or where it has none its host and port. */
function siteOf(address: string): string | null {
  try {
    const { hostname, host } = new URL(address);
    return registrableHost(hostname) ?? host;
  } catch {
    return null;
  }
}
