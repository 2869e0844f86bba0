import { MEMBERS } from '../../shared/domain/action';

/** What decides an action or a connection, in an operator's words instead of the document's. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  allow_click: 'clicking',
  allow_type: 'typing',
  allow_key: 'pressing keys',
  allow_scroll: 'scrolling',
  allowed_key_combos: 'the allowed keys',
  blocked_regions: 'the blocked regions',
  allowed_regions: 'the allowed regions',
  screen_area: 'the screen area',
  max_steps: 'the limit of steps',
  max_tokens: 'the limit of tokens',
  max_cost_usd: 'the limit of cost',
  max_actions_per_minute: 'the limit of actions a minute',
  rate_limits: 'the limits of single actions',
  allowed_hosts: 'the allowed hosts',
  unknown_hosts: 'what is done about other hosts',
  refused_sockets: 'the refused sockets',
  max_connections: 'the limit of connections',
  max_download_mb: 'the limit of downloads',
  max_upload_mb: 'the limit of uploads',
  ask_upload_above_kb: 'the limit of what is sent unasked',
  on_risk: 'the risk',
  confirm: 'asking before every action',
  changes: 'what is done about changes',
  changes_from: 'the level from which changes are asked about',
  approved: 'the action that was approved',
  operator: 'the operator in control',
  repeated: 'an answer to the same before',
  honeytokens: 'the planted secrets',
  credentials: 'the credentials',
  coordinate: 'the edges of the screen',
  input: 'the action’s own input',
  member: 'the kinds of action there are',
  changed: 'a change since it was approved',
  edited: 'the operator’s change',
  batch: 'an approval of several steps',
  grant: 'an approval for this run',
  plan: 'no plan approved yet',
  policy: 'nothing in the policy against it',
  internal: 'a fault in Airlock',
};

/** The field or rule of a policy that decided. One that this version does not know is named as it is: escape it. */
export function ruleName(rule: string): string {
  const number = /^rules\[(\d+)\]$/.exec(rule)?.[1];
  if (number !== undefined) return `rule ${Number(number) + 1} of the policy`;
  const member = /^rate_limits\.(.+)$/.exec(rule)?.[1];
  if (member !== undefined) return `the limit of ${memberName(member)}`;
  return (Object.hasOwn(FIELD_NAMES, rule) ? FIELD_NAMES[rule] : undefined) ?? rule;
}

const DOCUMENT_NAMES = [...Object.keys(FIELD_NAMES), ...MEMBERS].filter((name) => name.includes('_'));
const DOCUMENT_NAME = new RegExp(`\\b(?:${DOCUMENT_NAMES.join('|')})\\b`, 'g');

/** A reason of the console's without the document's names in it; the agent and the record have it as it was. */
export function plainReason(reason: string): string {
  return reason.replace(DOCUMENT_NAME, (name) => FIELD_NAMES[name] ?? memberName(name));
}

/** `left_click` as `left click`. */
function memberName(member: string): string {
  return member.replaceAll('_', ' ');
}

/** The first letter large, as a sentence has it. */
export function asSentence(phrase: string): string {
  return `${phrase.slice(0, 1).toUpperCase()}${phrase.slice(1)}`;
}
