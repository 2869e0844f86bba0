import type {
  BetaContentBlockParam,
  BetaDiagnosticsParam,
  BetaImageBlockParam,
  BetaMessageParam,
} from '@anthropic-ai/sdk/resources/beta';
import { withCacheBreakpoints } from './cache-breakpoints';
import { PictureSlots } from './picture-slots';
import { RequestBody } from './request-body';
import { type FramePicture, isPicture, isResult, type TurnBlock, type TurnMessage } from './turn-message';

/** Messages as the API takes them, with marks for its cache and a slot for the bytes of each picture. */
export function requestParams(
  messages: readonly TurnMessage[],
  slots: Pick<PictureSlots, 'slotFor'>,
): readonly BetaMessageParam[] {
  const pictureParam = ({ source: { frame } }: FramePicture): BetaImageBlockParam => ({
    type: 'image',
    source: { type: 'base64', media_type: 'image/webp', data: slots.slotFor(frame) },
    // The agent points at pixels of what it is sent: it must never be sent something smaller without our knowing.
    transformations: { oversized_image: 'error' },
  });
  const blockParam = (block: TurnBlock): BetaContentBlockParam => {
    if (isPicture(block)) return pictureParam(block);
    if (!isResult(block)) return block;
    return { ...block, content: block.content.map((part) => (isPicture(part) ? pictureParam(part) : part)) };
  };
  return withCacheBreakpoints(messages).map((message) => {
    if (message.role === 'system') return { role: 'system', content: [...message.content] };
    return { role: message.role, content: message.content.map(blockParam) };
  });
}

/** What a record keeps of a request: all of it but its messages, as JSON, and the messages that it held. */
export type KeptRequest = {
  readonly head: string;
  readonly messages: readonly TurnMessage[];
  /** As the record has it. */
  readonly previous?: string | null | undefined;
};

/** What a request says of the one before it; nothing where nothing is to be compared. Stands after the messages. */
export function diagnosticsOf(previous: string | null | undefined): {
  readonly diagnostics?: BetaDiagnosticsParam;
} {
  return previous === undefined ? {} : { diagnostics: { previous_message_id: previous } };
}

/**
 * A request made once more from what the record kept of it, byte for byte as it went out: JSON (RFC 8259) as the SDK writes
 * it. `readFrame` answers the bytes of a frame. Throws where the head is no JSON.
 */
export function rebuildRequest(
  { head, messages, previous }: KeptRequest,
  readFrame: (name: string) => Promise<Buffer>,
): RequestBody {
  const slots = new PictureSlots();
  const beside = JSON.parse(head) as { readonly max_tokens?: unknown };
  const body = {
    ...beside,
    messages: requestParams(messages, slots),
    ...diagnosticsOf(previous),
    // What asks for no answer is not streamed.
    ...(beside.max_tokens !== 0 && { stream: true }),
  };
  return new RequestBody(slots.partsOf(JSON.stringify(body)), readFrame);
}
