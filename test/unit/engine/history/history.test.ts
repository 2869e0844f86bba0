import { describe, expect, it } from 'vitest';
import { History } from '../../../../electron/engine/history/history';
import { framePicture, type TurnMessage, wordsOf } from '../../../../electron/engine/history/turn-message';
import { MemoryRecord } from '../../../helpers/memory-record';
import { sentText } from '../../../helpers/sent-text';

const result = (frame: string, id = 't1'): TurnMessage => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content: [framePicture(frame)] }],
});
const task = wordsOf('Export all invoices.');
const says = (text: string): TurnMessage => ({ role: 'assistant', content: [{ type: 'text', text }] });

async function historyOf(...messages: TurnMessage[]) {
  const record = new MemoryRecord();
  const history = new History(record);
  for (const message of messages) await history.append(message);
  const sent = async () => JSON.parse(await sentText(history, record)) as TurnMessage[];
  return { record, history, sent };
}

describe('a conversation', () => {
  it('takes nothing that is not on disk', async () => {
    const record = new MemoryRecord();
    record.saveMessage = async () => {
      throw new Error('the disk is full');
    };
    const history = new History(record);
    await expect(history.append(task)).rejects.toThrow('the disk is full');
    expect([history.extent.messages, history.lines]).toEqual([0, []]);
  });

  it('sends no half of a character, which the API refuses, and keeps what it sends', async () => {
    const { record, sent } = await historyOf(wordsOf('Half \ud800 of one.'));
    expect(await sent()).toEqual([wordsOf('Half \ufffd of one.')]);
    expect(record.messages).toEqual(await sent());
  });

  it('reads the bytes of a picture when a request is sent, each time anew, and keeps its name alone', async () => {
    const record = new MemoryRecord();
    const picture = Buffer.from('a picture');
    const name = await record.saveFrame(picture);
    const read: string[] = [];
    const readFrame = record.readFrame.bind(record);
    record.readFrame = (frame) => {
      read.push(frame);
      return readFrame(frame);
    };
    const history = new History(record);
    await history.append(result(name));
    expect(read).toEqual([]);
    expect(JSON.stringify(record.messages)).not.toContain(picture.toString('base64'));
    for (const times of [1, 2]) {
      expect(await sentText(history, record)).toContain(picture.toString('base64'));
      expect(read).toEqual(Array(times).fill(name));
    }
  });

  it('says of each picture that it is WebP, and that the API must not scale it down unseen', async () => {
    const record = new MemoryRecord();
    const history = new History(record);
    const picture = Buffer.from('a picture');
    await history.append(result(await record.saveFrame(picture)));
    const source = { type: 'base64', media_type: 'image/webp', data: picture.toString('base64') };
    const image = { type: 'image', source, transformations: { oversized_image: 'error' } };
    expect(await sentText(history, record)).toContain(JSON.stringify(image));
  });

  it('is not sent without a picture that is gone from the record', async () => {
    const record = new MemoryRecord();
    const history = new History(record);
    await history.append(result('0'.repeat(64)));
    await expect(sentText(history, record)).rejects.toMatchObject({ code: 'audit-failed' });
  });

  it('marks the newest three results for the cache, in the request alone', async () => {
    const record = new MemoryRecord();
    const name = await record.saveFrame(Buffer.from('a picture'));
    const history = new History(record);
    await history.append(task);
    for (const id of ['t1', 't2', 't3', 't4']) await history.append(result(name, id));
    const sent = JSON.parse(await sentText(history, record)) as unknown[];
    expect(sent.map((message) => JSON.stringify(message).includes('ephemeral'))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(JSON.stringify(record.messages)).not.toContain('ephemeral');
  });

  it('says something as the system only after a user, and as a user where a model takes no such message', async () => {
    const { history, sent } = await historyOf(task);
    for (const takesSystem of [true, true, false]) await history.say('Hurry.', takesSystem);
    expect((await sent()).map(({ role }) => role)).toEqual(['user', 'system', 'user', 'user']);
  });

  it('can be spoken into after what the console said, never in a turn of the model', async () => {
    const { history } = await historyOf(task);
    expect(history.isOurTurn).toBe(true);
    await history.say('Hurry.', true);
    expect(history.isOurTurn).toBe(true);
    await history.append(says('I look.'));
    expect(history.isOurTurn).toBe(false);
  });
});

describe('what is left out of a conversation', () => {
  it('is the newest turn of the model with all that followed it, and stays in the record', async () => {
    const { record, history, sent } = await historyOf(task, says('One.'), wordsOf('Go on.'), says('Two.'));
    await history.say('Hurry.', true);
    expect(history.dropTurn().map(({ role }) => role)).toEqual(['assistant', 'user']);
    await history.append(wordsOf('Your last turn was left out.'));
    expect((await sent()).length).toBe(4);
    expect(record.messages).toHaveLength(6);
    expect(history.lines).toEqual([
      [0, 2],
      [5, 5],
    ]);
  });

  it('is never the task, nor the summary that it goes on from', async () => {
    const { history } = await historyOf(task);
    expect(history.dropTurn()).toEqual([]);
    history.beginAnew();
    await history.append(says('A summary.'));
    await history.append(wordsOf('Go on.'));
    expect([history.dropTurn(), history.extent.messages]).toEqual([[], 2]);
  });

  it('is everything where it begins anew, and is given back', async () => {
    const { history, sent } = await historyOf(task, says('One.'));
    expect(history.beginAnew()).toEqual([task, says('One.')]);
    await history.append(says('A summary.'));
    expect([await sent(), history.lines]).toEqual([[says('A summary.')], [[2, 2]]]);
  });
});
