import { z } from 'zod';
import { CredentialName } from './credential';
import { MAX_PLAN_NOTE, MAX_PLAN_STEPS, MAX_STEP_NOTE, PlanSteps, SAID_STATES } from './plan';

/** The members of `computer_toolset_20260801`. */
export const COMPUTER_MEMBERS = [
  'key',
  'hold_key',
  'type',
  'cursor_position',
  'mouse_move',
  'left_mouse_down',
  'left_mouse_up',
  'left_click',
  'left_click_drag',
  'right_click',
  'middle_click',
  'double_click',
  'triple_click',
  'scroll',
  'wait',
  'screenshot',
  'zoom',
] as const;

export type ComputerMember = (typeof COMPUTER_MEMBERS)[number];

/** What a model can do with the vault: names go in and out, secrets never do. */
export const CREDENTIAL_MEMBERS = [
  'list_credentials',
  'fill_login',
  'fill_otp',
  'use_passkey',
  'use_session',
] as const;
export type CredentialMember = (typeof CREDENTIAL_MEMBERS)[number];

/** What a model says to its operator by a call, and not on the screen. */
export const DIALOGUE_MEMBERS = ['ask_operator', 'propose_plan', 'mark_step', 'finish'] as const;
export type DialogueMember = (typeof DIALOGUE_MEMBERS)[number];

const OWN_MEMBERS = [...CREDENTIAL_MEMBERS, ...DIALOGUE_MEMBERS] as const;

/** Whether an action is a tool of the console's own, which belongs to no toolset. */
export function isOwnMember(name: string): boolean {
  return (OWN_MEMBERS as readonly string[]).includes(name);
}

/** Every action a model can ask for. */
export const MEMBERS = [...COMPUTER_MEMBERS, ...OWN_MEMBERS] as const;

export const Member = z.enum(MEMBERS);
export type Member = z.infer<typeof Member>;

const coordinate = z.tuple([z.number().int(), z.number().int()]).readonly();
const modifiers = z.string().max(100).nullish();
const clickInput = z.object({ coordinate: coordinate.nullish(), text: modifiers }).strict();
const noInput = z.object({}).strict();
const keyText = z.string().min(1).max(100);
const withCredential = z.object({ credential: CredentialName }).strict();
/** The toolset's own limit for `wait` and `hold_key`, in seconds. */
const duration = z.number().min(0).max(300);

/** How far a task has come, as somebody says. */
export const TaskOutcome = z.enum(['done', 'partly', 'not_done']);
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/** The most characters of a question and of one of its options, and the most options. */
export const MAX_QUESTION = 4000;
export const MAX_OPTION = 200;
export const MAX_OPTIONS = 6;

/** What each member takes, in screenshot pixels and seconds. Anything else is refused before the gate. */
export const memberInputs = {
  key: z.object({ text: keyText, repeat: z.number().int().min(1).max(100).nullish() }).strict(),
  hold_key: z.object({ text: keyText, duration }).strict(),
  type: z.object({ text: z.string().max(10_000) }).strict(),
  cursor_position: noInput,
  mouse_move: z.object({ coordinate }).strict(),
  left_mouse_down: noInput,
  left_mouse_up: noInput,
  left_click: clickInput,
  left_click_drag: z.object({ start_coordinate: coordinate, coordinate, text: modifiers }).strict(),
  right_click: clickInput,
  middle_click: clickInput,
  double_click: clickInput,
  triple_click: clickInput,
  scroll: z
    .object({
      scroll_direction: z.enum(['up', 'down', 'left', 'right']),
      scroll_amount: z.number().int().min(0).max(100),
      coordinate: coordinate.nullish(),
      text: modifiers,
    })
    .strict(),
  wait: z.object({ duration }).strict(),
  screenshot: noInput,
  zoom: z
    .object({
      region: z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()]).readonly(),
    })
    .strict(),
  list_credentials: noInput,
  fill_login: withCredential,
  fill_otp: withCredential,
  use_passkey: withCredential.extend({ coordinate }),
  use_session: withCredential,
  ask_operator: z
    .object({
      question: z.string().trim().min(1).max(MAX_QUESTION),
      options: z.array(z.string().trim().min(1).max(MAX_OPTION)).max(MAX_OPTIONS).readonly().nullish(),
    })
    .strict(),
  propose_plan: z.object({ steps: PlanSteps, note: z.string().trim().max(MAX_PLAN_NOTE).nullish() }).strict(),
  mark_step: z
    .object({
      step: z.number().int().min(1).max(MAX_PLAN_STEPS),
      state: z.enum(SAID_STATES),
      note: z.string().trim().max(MAX_STEP_NOTE).nullish(),
    })
    .strict(),
  finish: z.object({ report: z.string().trim().min(1).max(20_000), outcome: TaskOutcome }).strict(),
} as const satisfies Record<Member, z.ZodType>;

export type MemberInputs = { [M in Member]: z.infer<(typeof memberInputs)[M]> };
/** One parsed action: the member and an input that fits it. */
export type Action = { [M in Member]: { readonly member: M; readonly input: MemberInputs[M] } }[Member];

/** An action as it stands in a record: the input exactly as the model sent it, whether or not it parsed. */
export const RecordedAction = z
  .object({ member: z.string(), input: z.record(z.string(), z.unknown()) })
  .readonly();
export type RecordedAction = z.infer<typeof RecordedAction>;

/**
 * The groups of actions. A policy switches all on and off but two: `observe` changes nothing on the screen and is always
 * allowed, and to `sign-in` it is each credential that says under which policies it may be used.
 */
const MEMBER_GROUPS = ['click', 'type', 'key', 'scroll', 'observe', 'sign-in'] as const;
export type MemberGroup = (typeof MEMBER_GROUPS)[number];

export const memberGroup: Readonly<Record<Member, MemberGroup>> = {
  key: 'key',
  hold_key: 'key',
  type: 'type',
  cursor_position: 'observe',
  mouse_move: 'click',
  left_mouse_down: 'click',
  left_mouse_up: 'click',
  left_click: 'click',
  left_click_drag: 'click',
  right_click: 'click',
  middle_click: 'click',
  double_click: 'click',
  triple_click: 'click',
  scroll: 'scroll',
  wait: 'observe',
  screenshot: 'observe',
  zoom: 'observe',
  list_credentials: 'observe',
  fill_login: 'sign-in',
  fill_otp: 'sign-in',
  use_passkey: 'sign-in',
  use_session: 'sign-in',
  ask_operator: 'observe',
  propose_plan: 'observe',
  mark_step: 'observe',
  finish: 'observe',
};
