import { z } from 'zod';
import { Member } from './action';
import { RiskCategory, RiskLevel } from './risk';

const Pattern = z.string().min(1).max(300);
const ClockTime = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time such as 08:30');
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function list<T extends z.ZodType>(item: T) {
  return z.array(item).min(1).max(100).readonly().optional();
}

/** What a rule asks of a request that would change something. Everything named must hold; of a list, one entry. */
export const RequestCondition = z
  .object({
    method: list(z.string().regex(/^[A-Z]{1,20}$/, 'must be in capitals, such as POST')).describe(
      'What the server is asked to do: POST, PUT, DELETE …',
    ),
    host: list(Pattern).describe(
      'Host it goes to: app.example.com, or *.example.com for the names below it.',
    ),
    path: list(Pattern).describe('Its path; * stands for any characters.'),
    operation: list(Pattern).describe(
      'Name of what is called, of GraphQL, JSON-RPC or SOAP; * stands for any.',
    ),
    field: list(Pattern).describe('Name of a field that it sends; * stands for any characters.'),
    above_kb: z
      .number()
      .min(0)
      .max(1_000_000)
      .optional()
      .describe('Its body has more kilobytes (10³ bytes) than this, or nobody can tell how many.'),
  })
  .strict()
  .readonly();
export type RequestCondition = z.infer<typeof RequestCondition>;

/** What has to be so for a rule to decide. Everything named must hold; of a list, one entry. */
export const RuleCondition = z
  .object({
    member: list(Member).describe('The actions it is about.'),
    host: list(Pattern).describe(
      'Host of the target: app.example.com, or *.example.com for the names below it.',
    ),
    path: list(Pattern).describe('Path of the address the target is in; * stands for any characters.'),
    role: list(Pattern).describe('Role of the element: button, link, textbox …'),
    name: list(Pattern).describe(
      'Accessible name of the element; * stands for any characters. Case and spacing do not matter.',
    ),
    text: list(Pattern).describe('Text that would be typed; * stands for any characters, at either end too.'),
    risk: list(RiskCategory).describe('A category of risk that was found.'),
    request: RequestCondition.optional().describe(
      'Makes the rule one about requests that would change something, in place of actions; beside it only risk, level and time.',
    ),
    level: RiskLevel.optional().describe('The lowest level of risk for which the rule holds.'),
    time: z
      .object({
        from: ClockTime.describe('The first minute, as in 08:30.'),
        to: ClockTime.describe('The first minute after it. Equal to `from`: a whole day.'),
        days: z
          .array(z.enum(WEEKDAYS))
          .min(1)
          .max(7)
          .readonly()
          .optional()
          .describe('Days on which it begins: mon, tue … Left out: every day.'),
      })
      .strict()
      .readonly()
      .optional()
      .describe(
        'Local time of day; past midnight when `to` is earlier. `days` are those on which it begins.',
      ),
  })
  .strict()
  .readonly();
export type RuleCondition = z.infer<typeof RuleCondition>;

const RULE_VERDICTS = ['allow', 'ask', 'deny'] as const;

/** The first rule whose condition holds decides. */
export const PolicyRule = z
  .object({
    when: RuleCondition.describe('When the rule holds. Empty: always.'),
    then: z.enum(RULE_VERDICTS).describe('What happens then.'),
    reason: z.string().min(1).max(200).describe('Why, in words for the agent, the operator and the record.'),
  })
  .strict()
  .readonly();
export type PolicyRule = z.infer<typeof PolicyRule>;

const MAX_WORDS = 300;

/** A condition in plain words: `name Delete*, host app.example.com`. */
export function describeCondition({ time, level, request, ...lists }: RuleCondition): string {
  const words = describeLists(lists);
  if (request !== undefined) words.unshift(describeRequest(request));
  if (level !== undefined) words.push(`level ${level} or higher`);
  if (time !== undefined) words.push(`time ${time.from} to ${time.to}`);
  const text = words.length === 0 ? 'always' : words.join(', ');
  return text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS - 1)}…` : text;
}

function describeRequest({ above_kb, ...lists }: RequestCondition): string {
  const words = describeLists(lists);
  if (above_kb !== undefined) words.push(`above ${above_kb} kB`);
  return `request ${words.length === 0 ? 'of any kind' : words.join(', ')}`;
}

function describeLists(lists: Readonly<Record<string, readonly string[] | undefined>>): string[] {
  return Object.entries(lists).map(([field, values]) => `${field} ${(values ?? []).join(' or ')}`);
}
