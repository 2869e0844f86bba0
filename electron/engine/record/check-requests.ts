import type { AuditEntry, EntryOf, SentRequest } from '../../../shared/domain/audit-entry';
import type { RecordedMessage } from '../../../shared/domain/recorded-message';
import { sha256Hex } from '../base/hashing';
import { withoutFailing } from '../base/may-fail';
import { BodyMeter } from '../history/body-meter';
import { rebuildRequest } from '../history/request-params';
import type { TurnMessage } from '../history/turn-message';
import { HEADS, readContent } from './content-store';
import { readFrame } from './frame-store';
import { readMessages } from './message-log';

/**
 * What is wrong with the requests to the model that a record names, a sentence each: every one is made once more from the
 * conversation as it is kept, and must come to the very bytes that were sent. So nothing in the conversation can have been
 * changed, taken out or put in.
 */
export async function checkRequests(folder: string, entries: readonly AuditEntry[]): Promise<string[]> {
  const asked = entries.filter((entry) => entry.kind === 'model-requested');
  if (asked.every(({ detail }) => detail.request === null)) return [];
  const reading = readMessages(folder);
  const kept = await withoutFailing(reading, null, 'a conversation that can not be read counts as missing');
  if (kept === null) return ['messages.jsonl is missing'];
  const problems: string[] = [];
  const meter = new BodyMeter();
  for (const { seq, detail } of asked) {
    const fault = await faultOf(detail, { folder, messages: kept.messages, meter });
    if (fault !== null) problems.push(`entry ${seq}: ${fault}`);
  }
  return problems;
}

type Against = {
  readonly folder: string;
  readonly messages: readonly RecordedMessage[];
  readonly meter: BodyMeter;
};

async function faultOf(
  { request }: EntryOf<'model-requested'>['detail'],
  { folder, messages: kept, meter }: Against,
): Promise<string | null> {
  if (request === null) return null;
  const head = await readContent(folder, HEADS, request.head);
  if (head === null) return 'what was said beside the conversation is missing';
  if (sha256Hex(head) !== request.head) return 'what was said beside the conversation was changed';
  const messages = messagesIn(request, kept);
  if (messages === null) return 'a part of the conversation that was sent is missing';
  const sent = { head: head.toString('utf8'), messages, previous: request.previous };
  const body = rebuildRequest(sent, async (name) => {
    const picture = await readFrame(folder, name);
    // Another picture than the one that was sent, or none: its bytes can't come to the same.
    return picture ?? Buffer.alloc(0);
  });
  const { bytes, sha256 } = await meter.measure(body);
  return bytes === request.bytes && sha256 === request.sha256
    ? null
    : 'the conversation is not the one that was sent to the model';
}

/** Null where one of them is not there. */
function messagesIn({ lines }: SentRequest, kept: readonly RecordedMessage[]): readonly TurnMessage[] | null {
  const isThere = lines.every(([first, last]) => first <= last && last < kept.length);
  // What was written was a message of this conversation; what is none any more does not come to the same bytes.
  return isThere ? lines.flatMap(([first, last]) => kept.slice(first, last + 1) as TurnMessage[]) : null;
}
