import { describe, expect, it } from 'vitest';
import { Conversation } from '../../../../electron/engine/agent/conversation';
import { framePicture, type TurnMessage } from '../../../../electron/engine/agent/turn-message';
import { MemoryRecord } from '../../../helpers/memory-record';

const result = (frame: string, id = 't1'): TurnMessage => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content: [framePicture(frame)] }],
});
const task: TurnMessage = { role: 'user', content: [{ type: 'text', text: 'Export all invoices.' }] };

describe('a conversation', () => {
  it('takes nothing that is not on disk', async () => {
    const record = new MemoryRecord();
    record.saveMessage = async () => {
      throw new Error('the disk is full');
    };
    const conversation = new Conversation(record);
    await expect(conversation.append(task)).rejects.toThrow('the disk is full');
    expect(await conversation.asRequest()).toEqual([]);
  });

  it('reads the bytes of a picture when a request is built, each time anew, and keeps its name alone', async () => {
    const record = new MemoryRecord();
    const png = Buffer.from('a picture');
    const name = await record.saveFrame(png);
    const read: string[] = [];
    const readFrame = record.readFrame.bind(record);
    record.readFrame = (frame) => {
      read.push(frame);
      return readFrame(frame);
    };
    const conversation = new Conversation(record);
    await conversation.append(result(name));
    expect(read).toEqual([]);
    expect(JSON.stringify(record.messages)).not.toContain(png.toString('base64'));
    for (const times of [1, 2]) {
      expect(JSON.stringify(await conversation.asRequest())).toContain(png.toString('base64'));
      expect(read).toEqual(Array(times).fill(name));
    }
  });

  it('is not sent without a picture that is gone from the record', async () => {
    const conversation = new Conversation(new MemoryRecord());
    await conversation.append(result('0'.repeat(64)));
    await expect(conversation.asRequest()).rejects.toMatchObject({ code: 'audit-failed' });
  });

  it('marks the newest three results for the cache, in the request alone', async () => {
    const record = new MemoryRecord();
    const name = await record.saveFrame(Buffer.from('a picture'));
    const conversation = new Conversation(record);
    await conversation.append(task);
    for (const id of ['t1', 't2', 't3', 't4']) await conversation.append(result(name, id));
    const marked = (await conversation.asRequest()).map(({ content }) =>
      JSON.stringify(content).includes('ephemeral'),
    );
    expect(marked).toEqual([false, false, true, true, true]);
    expect(JSON.stringify(record.messages)).not.toContain('ephemeral');
  });
});
