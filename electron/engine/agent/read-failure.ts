import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import type { TokenUsage } from '../../../shared/domain/token-usage';
import { connectionFaultOf } from '../egress/reaching/connection-fault';
import { proxyFaultOf } from '../egress/reaching/proxy-fault';
import { ModelFailure, retryWish } from './model-failure';

/** How a call stood when it failed. */
type Standing = {
  readonly isPartial: boolean;
  readonly usage: TokenUsage | null;
  readonly hasStalled: boolean;
  readonly wallMs: number;
};

/** Why a call failed, and what to do about it, by what the SDK or the way to the service threw. */
export function toFailure(error: unknown, { isPartial, usage, hasStalled, wallMs }: Standing): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const because = { isPartial, usage, cause: error };
  if (hasStalled) return new ModelFailure('transient', 'the model stopped answering', because);
  if (error instanceof APIUserAbortError)
    return new ModelFailure('transient', 'the call was cancelled', because);
  const fault = proxyFaultOf(error);
  if (fault !== null)
    return new ModelFailure(fault.kind === 'unusable' ? 'proxy' : 'transient', fault.message, because);
  const connection = connectionFaultOf(error);
  // No waiting makes a certificate good, and trying again only asks whoever stands in the way once more.
  if (connection?.kind === 'certificate')
    return new ModelFailure(
      'certificate',
      `the model’s address was not asked: ${connection.reason}`,
      because,
    );
  if (error instanceof APIConnectionError)
    return new ModelFailure('transient', 'the model could not be reached', because);
  if (error instanceof APIError) return fromApi(error, because, wallMs);
  return new ModelFailure('transient', 'the answer broke off', because);
}

/** What no waiting mends and no change of the conversation, by the API's `error_code`. A limit comes as 429 without a time to wait. */
const ACCOUNT_FAULTS: Readonly<Record<string, string>> = {
  enforced_spend_limit_reached: 'the spend limit of the account is reached',
  contract_spend_limit_reached: 'the spend limit of the account’s contract is reached',
  linked_organization_spend_limit_reached: 'the spend limit of the linked account is reached',
  linked_organization_billing_unavailable: 'the linked account can not be billed',
  organization_on_hold: 'the account is on hold',
  cmek_key_disabled: 'the account’s own encryption key is disabled',
  cmek_key_network_blocked: 'the account’s own encryption key can not be reached',
};

/** The status that an error has by its type: inside a stream that has begun with 200 the type is all that is said (Messages API, "Errors"). */
const STATUS_OF_TYPE: ReadonlyMap<string, number> = new Map([
  ['invalid_request_error', 400],
  ['authentication_error', 401],
  ['billing_error', 402],
  ['permission_error', 403],
  ['not_found_error', 404],
  ['conflict_error', 409],
  ['request_too_large', 413],
  ['rate_limit_error', 429],
  ['api_error', 500],
  ['timeout_error', 504],
  ['overloaded_error', 529],
]);

/** What no other request mends either, but the operator can. */
const SETTINGS_FAULTS: ReadonlyMap<number, string> = new Map([
  [401, 'the API key was refused (401); put another into Settings'],
  [402, 'the account can not be billed (402)'],
  [403, 'the API key was refused (403); put another into Settings'],
  [404, 'the model is not known to the API (404); it and its address stand in Settings'],
]);

function fromApi(
  error: APIError,
  because: Pick<Standing, 'isPartial' | 'usage'> & { readonly cause: unknown },
  wallMs: number,
): ModelFailure {
  const status: number | undefined = error.status ?? STATUS_OF_TYPE.get(error.type ?? '');
  if (status === undefined) {
    // One without a type is none of the API's own.
    const isTransient = error.type === null || error.type === undefined;
    return new ModelFailure(isTransient ? 'transient' : 'request', 'the model reported an error', because);
  }
  const told = { ...because, requestId: error.requestID ?? null };
  const account = ACCOUNT_FAULTS[error.errorCode ?? ''];
  if (account !== undefined) return new ModelFailure('key', `${account} (${status})`, told);
  const setting = SETTINGS_FAULTS.get(status);
  if (setting !== undefined) return new ModelFailure('key', setting, told);
  if (status === 408 || status === 409 || status === 429 || status >= 500) {
    const retryAfterMs = retryWish(error.headers, wallMs);
    return new ModelFailure('transient', describeStatus(status), { ...told, retryAfterMs });
  }
  if (status === 413 || isTooLong(error, status))
    return new ModelFailure('too-large', `the conversation is larger than the API takes (${status})`, told);
  return new ModelFailure('request', `the API refused the request (${status})`, told);
}

/** A conversation over the model's context is a 400 with these words, and no code of its own. */
function isTooLong({ apiMessage }: APIError, status: number): boolean {
  return status === 400 && /prompt is too long/i.test(apiMessage ?? '');
}

function describeStatus(status: number): string {
  if (status === 429) return 'the rate limit is reached (429)';
  if (status === 529) return 'the model is overloaded (529)';
  return `the API is not available (${status})`;
}
