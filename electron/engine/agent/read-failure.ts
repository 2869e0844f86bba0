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
  if (error instanceof APIError) return fromStatus(error, because, wallMs);
  return new ModelFailure('transient', 'the answer broke off', because);
}

/** What no waiting mends, by the API's `error_code`. A limit comes as 429 without a time to wait. */
const ACCOUNT_FAULTS: Readonly<Record<string, string>> = {
  enforced_spend_limit_reached: 'the spend limit of the account is reached',
  contract_spend_limit_reached: 'the spend limit of the account’s contract is reached',
  organization_on_hold: 'the account is on hold',
};

const TRANSIENT_TYPES = new Set(['overloaded_error', 'api_error', 'rate_limit_error', 'timeout_error']);

function fromStatus(
  error: APIError,
  because: Pick<Standing, 'isPartial' | 'usage'> & { readonly cause: unknown },
  wallMs: number,
): ModelFailure {
  const status: number | undefined = error.status;
  if (status === undefined) {
    // An error event inside a stream that had begun with 200.
    const isTransient = error.type === null || error.type === undefined || TRANSIENT_TYPES.has(error.type);
    return new ModelFailure(isTransient ? 'transient' : 'request', 'the model reported an error', because);
  }
  const told = { ...because, requestId: error.requestID ?? null };
  if (status === 401 || status === 403)
    return new ModelFailure('key', `the API key was refused (${status}); put another into Settings`, told);
  if (status === 404)
    return new ModelFailure(
      'key',
      'the model is not known to the API (404); it and its address stand in Settings',
      told,
    );
  const account = ACCOUNT_FAULTS[error.errorCode ?? ''];
  if (account !== undefined) return new ModelFailure('key', `${account} (${status})`, told);
  if (status === 408 || status === 409 || status === 429 || status >= 500) {
    const retryAfterMs = retryWish(error.headers, wallMs);
    return new ModelFailure('transient', describeStatus(status), { ...told, retryAfterMs });
  }
  if (status === 413 || isTooLong(error))
    return new ModelFailure('too-large', `the conversation is larger than the API takes (${status})`, told);
  return new ModelFailure('request', `the API refused the request (${status})`, told);
}

/** A conversation over the model's context is a 400 with these words, and no code of its own. */
function isTooLong({ status, apiMessage }: APIError): boolean {
  return status === 400 && /prompt is too long/i.test(apiMessage ?? '');
}

function describeStatus(status: number): string {
  if (status === 429) return 'the rate limit is reached (429)';
  if (status === 529) return 'the model is overloaded (529)';
  return `the API is not available (${status})`;
}
