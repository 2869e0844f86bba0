import type { ErrorType } from '@anthropic-ai/sdk/resources';
import type { BetaStopReason } from '@anthropic-ai/sdk/resources/beta';
import type { AssistantTurn, StreamFault } from '../../electron/engine/practice/assistant-turn';
import type { WayOn } from '../../shared/domain/way-on';
import { say, use } from './make-loop';

/**
 * How a call to the model can end, and what becomes of the run. `reads`: why it was put aside, as the operator reads it;
 * null where nobody is asked. `ways`: what they can choose from. `next`: what the next request is, beside the one before.
 */
export type Ending = {
  readonly what: string;
  readonly turn: () => AssistantTurn;
  /** Lines of the record up to the next request. */
  readonly kinds: readonly string[];
  readonly reads: string | null;
  readonly ways: readonly WayOn[];
  readonly next: 'same' | 'results' | 'answer' | 'its own turn' | 'words' | 'screen' | 'summary';
  /** How many of its calls are carried out. */
  readonly runs: number;
};

const ALL: readonly WayOn[] = ['word', 'drop-turn', 'compact'];
const ANSWERED = ['model-requested', 'model-responded'];
const FAILED = ['model-requested', 'model-failed'];
/** What becomes of one answer or failure. */
type Fate = Omit<Ending, 'what' | 'turn'>;

const nobody = { reads: null, ways: [], runs: 0 } as const;
const AGAIN: Fate = { ...nobody, kinds: FAILED, next: 'same' };
const SUMMED_UP: Fate = { ...nobody, kinds: FAILED, next: 'summary' };
const pausedFor = (reads: string): Fate => ({ ...nobody, kinds: FAILED, reads, next: 'same' });
const refusedAs = (reads: string): Fate => ({ ...nobody, kinds: FAILED, reads, ways: ALL, next: 'screen' });
const oddFor = (reads: string): Fate => ({ ...pausedFor(reads), kinds: ANSWERED });
const UNKNOWN = oddFor('stopped for a reason this version does not know');
const ACTED: Fate = {
  ...nobody,
  kinds: [...ANSWERED, 'action-judged', 'action-started', 'action-finished'],
  next: 'results',
  runs: 1,
};
const CUT: Fate = { ...nobody, kinds: ANSWERED, next: 'words' };
const FULL: Fate = { ...nobody, kinds: ANSWERED, next: 'summary' };
const DECLINED: Fate = { ...refusedAs('the model declined to go on'), kinds: ANSWERED };
const HEARD: Fate = {
  ...nobody,
  kinds: [...ANSWERED, 'approval-requested', 'approval-settled'],
  next: 'answer',
};

const click = () => use('left_click', { coordinate: [20, 20] });
const stops = (stopReason: string, hasCall: boolean): AssistantTurn => ({
  kind: 'reply',
  content: [say('Hm.'), ...(hasCall ? [click()] : [])],
  stopReason,
});

/** With words alone, and with a call. */
type Stop = { readonly said: Fate; readonly called: Fate };

/** Every reason that the SDK knows: one more does not compile until it stands here. */
const STOPS: Readonly<Record<BetaStopReason, Stop>> = {
  end_turn: { said: HEARD, called: ACTED },
  stop_sequence: { said: HEARD, called: ACTED },
  tool_use: { said: oddFor('announced an action and named none'), called: ACTED },
  pause_turn: { said: { ...nobody, kinds: ANSWERED, next: 'its own turn' }, called: ACTED },
  max_tokens: { said: CUT, called: CUT },
  refusal: { said: DECLINED, called: DECLINED },
  model_context_window_exceeded: { said: FULL, called: FULL },
  compaction: { said: UNKNOWN, called: UNKNOWN },
};

export const STOP_ENDINGS: readonly Ending[] = [
  ...Object.entries(STOPS),
  ['future_reason', { said: UNKNOWN, called: UNKNOWN }] as const,
].flatMap(([reason, { said, called }]) => [
  { ...said, what: `${reason} after words`, turn: () => stops(reason, false) },
  { ...called, what: `${reason} after a call`, turn: () => stops(reason, true) },
]);

type Failure = Omit<Extract<AssistantTurn, { kind: 'error' }>, 'kind' | 'status'>;

const failing = (
  status: number,
  fate: Fate,
  { what = '', ...failure }: Failure & { what?: string } = {},
) => ({
  ...fate,
  what: `${status}${what === '' ? '' : `, ${what}`}`,
  turn: (): AssistantTurn => ({ kind: 'error', status, message: 'x', ...failure }),
});
const coded = (status: number, code: string, fate: Fate) =>
  failing(status, fate, { what: code, details: { error_code: code } });

const KEY = pausedFor('the API key was refused');
const TOO_LONG = 'prompt is too long: 1000001 tokens > 1000000 maximum';

/** Every status that means something of its own, and some that mean as much as their hundred. */
export const STATUS_ENDINGS: readonly Ending[] = [
  failing(400, refusedAs('the API refused the request (400)')),
  failing(400, SUMMED_UP, { what: 'for its length', message: TOO_LONG }),
  coded(400, 'image_dimensions_too_large', refusedAs('the API refused the request (400)')),
  coded(400, 'request_body_encoding_invalid', refusedAs('the API refused the request (400)')),
  coded(400, 'organization_on_hold', pausedFor('the account is on hold')),
  coded(400, 'cmek_key_disabled', pausedFor('own encryption key is disabled')),
  coded(400, 'cmek_key_network_blocked', pausedFor('own encryption key can not be reached')),
  coded(400, 'never_heard_of', refusedAs('the API refused the request (400)')),
  failing(401, KEY),
  failing(402, pausedFor('the account can not be billed (402)')),
  coded(402, 'linked_organization_billing_unavailable', pausedFor('linked account can not be billed')),
  coded(402, 'linked_organization_spend_limit_reached', pausedFor('limit of the linked account is reached')),
  failing(403, KEY),
  failing(404, pausedFor('the model is not known to the API (404)')),
  failing(408, AGAIN),
  failing(409, AGAIN),
  failing(413, SUMMED_UP),
  coded(413, 'request_body_too_large_after_decoding', SUMMED_UP),
  failing(422, refusedAs('the API refused the request (422)')),
  failing(429, AGAIN),
  failing(429, AGAIN, { what: 'asking for five seconds', headers: { 'retry-after': '5' } }),
  failing(429, pausedFor('the rate limit is reached (429)'), {
    what: 'asking for a day',
    headers: { 'retry-after': '86400' },
  }),
  coded(429, 'ramp_limit_exceeded', AGAIN),
  coded(429, 'enforced_spend_limit_reached', pausedFor('the spend limit of the account is reached')),
  coded(429, 'contract_spend_limit_reached', pausedFor('spend limit of the account’s contract is reached')),
  failing(500, AGAIN),
  failing(502, AGAIN, { what: 'from something in between', rawBody: '<html>Bad gateway</html>' }),
  failing(503, AGAIN),
  coded(503, 'cmek_key_unreachable', AGAIN),
  failing(504, AGAIN),
  failing(529, AGAIN),
  { ...AGAIN, what: 'a reset connection', turn: () => ({ kind: 'reset' }) },
  { ...AGAIN, what: 'stall of all of it', turn: () => ({ kind: 'silence' }) },
];

/** What an error event means by its type. Every one that the SDK knows, and what else comes. */
const EVENTS: Readonly<Record<ErrorType, Fate>> = {
  invalid_request_error: refusedAs('the API refused the request (400)'),
  authentication_error: KEY,
  billing_error: pausedFor('the account can not be billed (402)'),
  permission_error: KEY,
  not_found_error: pausedFor('the model is not known to the API (404)'),
  conflict_error: AGAIN,
  rate_limit_error: AGAIN,
  timeout_error: AGAIN,
  api_error: AGAIN,
  overloaded_error: AGAIN,
  // Of another part of the API: nothing that a conversation gets.
  memory_precondition_failed_error: refusedAs('the model reported an error'),
  memory_path_conflict_error: refusedAs('the model reported an error'),
};
const OTHER_EVENTS: readonly (readonly [string, Fate])[] = [
  ['request_too_large', SUMMED_UP],
  ['future_error', refusedAs('the model reported an error')],
];

/** Events of the answer below that come whole before it breaks. */
const PLACES = {
  'before anything': 0,
  'after its first event': 1,
  'before the input of a call': 6,
  'in the middle of it': 7,
  'at the end of it': 8,
  'after the call': 9,
  'after why it stopped': 10,
} as const;

const broken = (
  place: keyof typeof PLACES,
  kind: StreamFault['kind'],
  errorType?: string,
): (() => AssistantTurn) => {
  const fault = { kind, afterEvents: PLACES[place], ...(errorType !== undefined && { errorType }) };
  return () => ({ kind: 'reply', content: [say('Hm.'), click()], fault });
};

const BREAKS: Readonly<Record<Exclude<StreamFault['kind'], 'error-event'>, true>> = {
  cut: true,
  close: true,
  'half-event': true,
  stall: true,
};

const everywhere = Object.keys(PLACES) as (keyof typeof PLACES)[];
const faultKinds = Object.keys(BREAKS) as (keyof typeof BREAKS)[];
const AROUND_AN_INPUT = ['before the input of a call', 'in the middle of it', 'at the end of it'] as const;

export const FAULT_ENDINGS: readonly Ending[] = [
  ...everywhere.flatMap((place) =>
    faultKinds.map((kind) => ({ ...AGAIN, what: `${kind} ${place}`, turn: broken(place, kind) })),
  ),
  ...AROUND_AN_INPUT.flatMap((place) =>
    [...Object.entries(EVENTS), ...OTHER_EVENTS].map(([type, fate]) => ({
      ...fate,
      what: `${type} ${place}`,
      turn: broken(place, 'error-event', type),
    })),
  ),
];
