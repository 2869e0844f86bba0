import type {
  BetaMessageParam,
  BetaTextBlockParam,
  BetaToolUnion,
  MessageCreateParams,
} from '@anthropic-ai/sdk/resources/beta/messages';
import type { ModelRow } from '../../../shared/domain/model-row';
import { type ModelWishes, NO_WISHES } from '../../../shared/domain/model-wishes';
import type { BodyMeter } from '../history/body-meter';
import type { PictureSlots } from '../history/picture-slots';
import { modelRow } from '../models/model-table';
import { requestBetas, requestOptions } from '../models/request-options';
import { SUMMARY_INSTRUCTIONS } from './summary-words';

/**
 * What the model is asked for: its next turn; a summary of the messages so far, `signed` in a block that the API takes
 * in their place, or in plain words; or nothing, so that the service goes on keeping what it has read.
 */
export type Purpose =
  | { readonly kind: 'turn' | 'warm' }
  | { readonly kind: 'summary'; readonly form: 'signed' | 'words' };

export type ModelRequest = {
  readonly purpose: Purpose;
  readonly system: readonly BetaTextBlockParam[];
  readonly tools: readonly BetaToolUnion[];
  readonly messages: readonly BetaMessageParam[];
  /** The answer to the request that this one goes on from, to be compared with; null: none; undefined: nothing is compared. */
  readonly previous?: string | null | undefined;
  /** Where in the messages the pictures stand. */
  readonly slots: PictureSlots;
  /** Measures what is sent in this run. */
  readonly meter: BodyMeter;
  /** The bytes of a frame. Rejects with `audit-failed`. */
  readonly readFrame: (name: string) => Promise<Buffer>;
};

/** All of a request but its messages. */
export type RequestHead = Omit<MessageCreateParams, 'messages' | 'stream' | 'betas'>;

/** The model, and how it is asked for the whole of a run. */
type Asked = { readonly model: string; readonly row?: ModelRow; readonly wishes?: ModelWishes };

/** The same for every turn of a run, so that the service reads it from its cache and binds thinking to nothing that changes. */
export function headOf(
  { model, row = modelRow(model), wishes = NO_WISHES }: Asked,
  { purpose, system, tools }: ModelRequest,
): RequestHead {
  return {
    model,
    ...requestOptions(row, wishes),
    ...(purpose.kind === 'warm' && { max_tokens: 0 }),
    system: [...system],
    tools: [...tools],
    ...summaryFields(purpose),
  };
}

function summaryFields(purpose: Purpose): Pick<RequestHead, 'compaction' | 'tool_choice'> {
  if (purpose.kind !== 'summary') return {};
  if (purpose.form === 'words') return { tool_choice: { type: 'none' } };
  return { compaction: { type: 'summarize', instructions: SUMMARY_INSTRUCTIONS } };
}

/**
 * The features that a request says it uses: those of the run, and for a summary on demand, and what holds one, that of it
 * (Messages API, "Compaction on demand").
 */
export function betasOf(
  { model, row = modelRow(model), wishes = NO_WISHES }: Asked,
  { purpose, messages, previous }: ModelRequest,
): readonly string[] {
  const [first] = messages;
  const hasSummary =
    typeof first?.content === 'object' && first.content.some(({ type }) => type === 'compaction');
  const isSummary = purpose.kind === 'summary' && purpose.form === 'signed';
  return [
    ...requestBetas(row, wishes),
    ...(isSummary || hasSummary ? [COMPACTION] : []),
    ...(previous === undefined ? [] : [CACHE_DIAGNOSIS]),
  ];
}

const CACHE_DIAGNOSIS = 'cache-diagnosis-2026-04-07';
const COMPACTION = 'compact-2026-09-04';
