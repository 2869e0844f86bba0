import { type AnyScope, type ChangeScope, type GrantScope, isChangeScope } from '../../shared/domain/grant';

const VERBS: Partial<Record<GrantScope['member'], string>> = {
  left_click: 'Click',
  right_click: 'Right-click',
  middle_click: 'Middle-click',
  double_click: 'Double-click',
  triple_click: 'Triple-click',
  type: 'Type into',
};

/** What an approval for the run covers, in one sentence. Quotes the page: escape before showing. */
export function grantWords(scope: AnyScope): string {
  const { maxUses, minutes } = scope;
  const time = minutes === null ? 'until this run ends' : `for ${minutes} minutes`;
  return `${grantTitle(scope)}, at most ${maxUses} times, ${time}. Anything riskier than now, and anything critical, is still asked for.`;
}

/** What it covers, and where: `Click the button “Delete”, only on https://app.example.com/files`. Quotes the page. */
export function grantTitle(scope: AnyScope): string {
  if (isChangeScope(scope)) return changeTitle(scope);
  const { member, key, role, name, origin, path } = scope;
  const verb = key === null ? (VERBS[member] ?? member) : `Press ${key} in`;
  const where = path === null ? `anywhere on ${origin}` : `only on ${origin}${path}`;
  return `${verb} the ${role} “${name}”, ${where}`;
}

/** `Send DELETE billing.example:443/invoices/:id`. */
function changeTitle({ method, host, path, operation }: ChangeScope): string {
  const called = operation === null ? '' : `, and of it only “${operation}”`;
  return `Send ${method} ${host}${path}${called}`;
}
