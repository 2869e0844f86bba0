import type { Clock } from '../../base/clock';
import { findRequestFault, MessagesRequest } from '../messages-request';
import { type Betas, findMissingBeta, findUnknownBeta } from './betas';
import { findBreakpointFault } from './breakpoints';
import { CacheDiagnosis, type Diagnostics } from './cache-diagnosis';
import { findSummaryFault } from './compaction-block';
import { Conversations, type DroppedThinking } from './conversations';
import { findCombinationFault, findOldTool, findUnsummarisable } from './message-rules';
import { type CacheUse, PromptCache } from './prompt-cache';
import { invalid, type Refusal } from './refusal';
import { type RequestBlock, requestBlocks, totalTokens } from './request-blocks';
import { findImageFault } from './request-limits';
import { type CheckedRequest, CountRequest, CreateRequest, describeIssue } from './request-schema';
import { Seals } from './seals';

export type MessagesApiOptions = {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Tokens of a conversation and its answer together. */
  readonly contextTokens: number;
  /** What proves to the server that it has signed something. With the same key one server knows what another has signed. */
  readonly signingKey: string;
  readonly isKnownModel: (model: string) => boolean;
};

/** A request that the API would take. */
export type Admission = {
  readonly kind: 'admitted';
  /** As it was sent, for whoever plays the model. */
  readonly request: MessagesRequest;
  readonly checked: CheckedRequest;
  readonly betas: Betas;
  readonly blocks: readonly RequestBlock[];
  readonly inputTokens: number;
  readonly dropped: readonly DroppedThinking[];
};

export type Refused = { readonly kind: 'refused'; readonly refusal: Refusal };

/** What a request is for: an answer, or the number of its tokens. */
export type Purpose = 'answer' | 'count';

type Found = Refusal | null;

/** The rules of the Messages API, and what it has to remember for them. */
export class MessagesApi {
  readonly seals: Seals;
  readonly #conversations: Conversations;
  readonly #cache: PromptCache;
  readonly #diagnosis = new CacheDiagnosis();

  constructor(private readonly options: MessagesApiOptions) {
    this.seals = new Seals(options.signingKey);
    this.#conversations = new Conversations(this.seals);
    this.#cache = new PromptCache(options.clock);
  }

  /** Checks a request as strictly as the real API does, in its stricter reading. */
  admit(json: unknown, purpose: Purpose, betas: Betas): Admission | Refused {
    const read = readRequest(json, purpose, betas);
    if ('status' in read) return { kind: 'refused', refusal: read };
    const { checked } = read;
    const fault = this.#findFault(checked, betas);
    if (fault !== null) return { kind: 'refused', refusal: fault };
    const blocks = requestBlocks(checked, this.seals);
    const binding = this.#conversations.check(blocks, isDropping(checked));
    if (binding.kind === 'refused') return binding;
    const inputTokens = totalTokens(blocks);
    const { contextTokens } = this.options;
    if (purpose === 'answer' && inputTokens > contextTokens) {
      const refusal = invalid(`prompt is too long: ${inputTokens} tokens > ${contextTokens} maximum`);
      return { kind: 'refused', refusal };
    }
    return { ...read, kind: 'admitted', betas, blocks, inputTokens, dropped: binding.dropped };
  }

  #findFault(request: CheckedRequest, betas: Betas): Found {
    const { model } = request;
    if (!this.options.isKnownModel(model)) return { status: 404, message: `model: ${model}` };
    return (
      findMissingBeta(request, betas) ??
      findCombinationFault(request) ??
      findBreakpointFault(request) ??
      findImageFault(request) ??
      findSummaryFault(this.seals, request)
    );
  }

  /** Binds an answer to its conversation, as it leaves. */
  sign<T extends { readonly type: string }>({ blocks }: Admission, content: readonly T[]): readonly T[] {
    const signed = this.#conversations.sign(blocks, content);
    this.#conversations.remember(blocks, signed);
    return signed;
  }

  /** What the answer with this id costs of its input, and why it was not less. */
  account({ checked, blocks }: Admission, id: string): { use: CacheUse; diagnostics: Diagnostics | null } {
    const diagnostics = this.#diagnosis.explain(checked, blocks);
    this.#diagnosis.remember(id, checked, blocks);
    return { use: this.#cache.use(checked, blocks), diagnostics };
  }
}

function isDropping({ thinking }: CheckedRequest): boolean {
  if (thinking?.type !== 'adaptive' && thinking?.type !== 'enabled') return false;
  return thinking.block_binding?.prefix_mismatch_behavior === 'drop_block';
}

type Read = { readonly request: MessagesRequest; readonly checked: CheckedRequest };

/** The request by itself: the order of its turns first, then every field. */
function readRequest(json: unknown, purpose: Purpose, betas: Betas): Read | Refusal {
  const early = findUnknownBeta(betas) ?? findEarlyFault(json, betas);
  if (early !== null) return early;
  const loose = MessagesRequest.safeParse(json);
  if (!loose.success) return invalid(describeIssue(loose.error));
  const fault = findRequestFault(loose.data);
  if (fault !== null) return invalid(fault);
  const strict = (purpose === 'count' ? CountRequest : CreateRequest).safeParse(json);
  if (!strict.success) return invalid(describeIssue(strict.error));
  return { request: strict.data as MessagesRequest, checked: strict.data };
}

function findEarlyFault(json: unknown, betas: Betas): Found {
  if (typeof json !== 'object' || json === null) return invalid('The request body must be an object');
  return findUnsummarisable(json) ?? findOldTool(json, betas);
}
