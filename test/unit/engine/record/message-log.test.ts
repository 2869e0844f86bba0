import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MessageLog, readMessages } from '../../../../electron/engine/record/message-log';
import type { RecordedMessage } from '../../../../shared/domain/recorded-message';
import { OLD_RECORDS, oldRecord } from '../../../helpers/old-records';
import { tempFolder } from '../../../helpers/temp-folder';

const FRAME = 'a'.repeat(64);
/** A message of blocks as the API has them. */
const message = (role: string, ...content: object[]) => ({ role, content }) as RecordedMessage;
const say = (text: string) => message('user', { type: 'text', text });
const image = (source: object) =>
  message('user', { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'image', source }] });

async function write(...messages: RecordedMessage[]): Promise<string> {
  const folder = await tempFolder();
  const log = await MessageLog.open(folder);
  try {
    for (const one of messages) await log.append(one);
  } finally {
    await log.close();
  }
  return folder;
}

describe('the conversation on disk', () => {
  it.each([
    ['the bytes of a picture', image({ type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' })],
    ['a frame without its name', image({ type: 'frame', frame: '../policy.json' })],
    ['a block without a type', message('user', { text: 'x' })],
    ['another author', message('operator', { type: 'text', text: 'x' })],
  ])('refuses %s, and writes no line of it', async (_what, refused) => {
    const folder = await tempFolder();
    const log = await MessageLog.open(folder);
    await expect(log.append(refused)).rejects.toThrow();
    await log.append(say('after'));
    await log.close();
    expect(await readMessages(folder)).toEqual({ messages: [say('after')], damage: null });
  });

  it('keeps pictures by the name of their frame, and blocks of types that are not known yet', async () => {
    const messages = [
      image({ type: 'frame', frame: FRAME }),
      message('assistant', { type: 'not_known_yet', signature: 'x', inner: [{ a: null }] }),
    ];
    expect(await readMessages(await write(...messages))).toEqual({ messages, damage: null });
  });

  it('keeps whatever a model asks for, also what looks like a picture', async () => {
    const input = { type: 'base64', data: 'x', frame: 1, inner: { type: 'frame' } };
    const asked = message('assistant', { type: 'tool_use', id: 't1', name: 'type', input });
    expect((await readMessages(await write(asked))).messages).toEqual([asked]);
  });

  it('replaces what JSON can not hold, and lets no text end its line', async () => {
    const folder = await write(say('a\ud800b\n{"role":"user"}\u2028'), say('after'));
    expect(await readMessages(folder)).toEqual({
      messages: [say('a\ufffdb\n{"role":"user"}\u2028'), say('after')],
      damage: null,
    });
  });

  it('keeps messages in order and whole when several are written at once', async () => {
    const folder = await tempFolder();
    const log = await MessageLog.open(folder);
    const messages = Array.from({ length: 20 }, (_, index) => say(`${index}`.repeat(10_000)));
    await Promise.all(messages.map((one) => log.append(one)));
    await log.close();
    expect(await readMessages(folder)).toEqual({ messages, damage: null });
  });

  it('writes nothing after its first failure, and says why', async () => {
    const folder = await tempFolder();
    const log = await MessageLog.open(folder);
    await log.append(say('one'));
    await log.close();
    await expect(log.append(say('two'))).rejects.toMatchObject({ code: 'audit-failed' });
    await expect(log.append(say('three'))).rejects.toThrow('nothing may run unrecorded');
    expect((await readMessages(folder)).messages).toEqual([say('one')]);
  });

  it('is read up to a line that a crash left half written', async () => {
    const folder = await write(say('one'));
    await appendFile(path.join(folder, 'messages.jsonl'), '{"role":"us');
    expect(await readMessages(folder)).toEqual({ messages: [say('one')], damage: 'torn-tail' });
  });

  it('is read up to a line that is no message', async () => {
    const folder = await write(say('one'));
    await appendFile(path.join(folder, 'messages.jsonl'), '{"role":"user"}\n{"role":"user","content":[]}\n');
    expect(await readMessages(folder)).toEqual({ messages: [say('one')], damage: 'bad-line' });
  });

  it.each(OLD_RECORDS)('is read as an earlier version wrote it: %s', async (name) => {
    const { messages, damage } = await readMessages(oldRecord(name));
    const lines = (await readFile(path.join(oldRecord(name), 'messages.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n');
    expect(damage).toBeNull();
    expect(messages).toEqual(lines.map((line) => JSON.parse(line)));
  });
});
