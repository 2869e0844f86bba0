import type { History } from '../../electron/engine/history/history';
import { PictureSlots } from '../../electron/engine/history/picture-slots';
import { RequestBody } from '../../electron/engine/history/request-body';
import type { SessionRecord } from '../../electron/engine/record/session-record';

/** The messages of a conversation as the model is sent them, as text. */
export async function sentText(history: History, record: Pick<SessionRecord, 'readFrame'>): Promise<string> {
  const slots = new PictureSlots();
  const parts = slots.partsOf(JSON.stringify(history.asRequest(slots)));
  const body = new RequestBody(parts, (name) => record.readFrame(name));
  let text = '';
  for await (const piece of body.pieces()) text += piece.toString('utf8');
  return text;
}
