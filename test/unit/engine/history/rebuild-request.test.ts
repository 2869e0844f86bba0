import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { BodyMeter } from '../../../../electron/engine/history/body-meter';
import { History } from '../../../../electron/engine/history/history';
import { PictureSlots } from '../../../../electron/engine/history/picture-slots';
import { RequestBody } from '../../../../electron/engine/history/request-body';
import { framePicture, type TurnMessage, wordsOf } from '../../../../electron/engine/history/turn-message';
import { readAudit } from '../../../../electron/engine/record/audit-reader';
import { checkRequests } from '../../../../electron/engine/record/check-requests';
import { SessionFolder } from '../../../../electron/engine/record/session-folder';
import { ManualClock } from '../../../helpers/manual-clock';
import { samplePolicy } from '../../../helpers/sample-policy';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'airlock-history-'));
});

const HEAD = {
  model: 'claude-opus-5-5',
  max_tokens: 16,
  system: [{ type: 'text', text: 'Rules “as said”.' }],
};

/** A conversation in a folder, of which requests go out. */
async function makeConversation(id = 's1', head: object = HEAD, streamed: object = { stream: true }) {
  const folder = await SessionFolder.create(root, id, samplePolicy(), new ManualClock());
  const history = new History(folder);
  const meter = new BodyMeter();
  let turn = 0;
  /** Notes a request as the console does, from the body as the SDK writes it. */
  const send = async (previous?: string | null) => {
    const slots = new PictureSlots();
    const body = JSON.stringify({
      ...head,
      messages: history.asRequest(slots),
      ...(previous !== undefined && { diagnostics: { previous_message_id: previous } }),
      ...streamed,
    });
    const request = new RequestBody(slots.partsOf(body), (name) => folder.readFrame(name));
    const size = await meter.measure(request);
    const named = await folder.saveHead(JSON.stringify(head));
    turn += 1;
    await folder.append({
      kind: 'model-requested',
      detail: {
        turn,
        attempt: 1,
        model: HEAD.model,
        purpose: 'turn',
        request: { head: named, lines: history.lines, ...(previous !== undefined && { previous }), ...size },
      },
    });
  };
  const problems = async () => checkRequests(folder.path, (await readAudit(folder.path)).entries);
  return { folder, history, send, problems };
}

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'frame:',
    '","data":"',
    '\\u0000',
    'stream":true',
    '“”',
    '\u2028',
    'e\u0301',
    '😀',
    '\ud800',
    'x\udfff',
  ),
);
const previously = fc.constantFrom(undefined, null, 'msg_1', '"}');
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('turn' as const), text: hostileText }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('say' as const), text: hostileText }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('anew' as const), text: hostileText }) },
);

describe('any request', () => {
  it('can be made once more from the record, byte for byte', async () => {
    let session = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), previously, async (steps, previous) => {
        session += 1;
        const { folder, history, send, problems } = await makeConversation(`s${session}`);
        await history.append(wordsOf('Export all invoices.'));
        for (const [index, one] of steps.entries()) {
          if (one.kind === 'turn') {
            const id = `t${index}`;
            const call = { type: 'tool_use' as const, id, name: 'type', input: { text: one.text } };
            await history.append({ role: 'assistant', content: [call] });
            const frame = await folder.saveFrame(Buffer.from(`picture ${index % 3}`));
            await history.append({
              role: 'user',
              content: [{ type: 'tool_result', tool_use_id: id, content: [framePicture(frame)] }],
            });
          } else if (one.kind === 'say') await history.say(one.text, true);
          else if (one.kind === 'drop') history.dropTurn();
          else {
            history.beginAnew();
            const block = { type: 'compaction' as const, content: one.text, encrypted_content: 'e' };
            await history.append({ role: 'assistant', content: [block] });
            await history.append(wordsOf('Go on.'));
          }
          await send(previous);
        }
        expect(await problems()).toEqual([]);
        await folder.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe('a request that asks for nothing', () => {
  it.each([
    ['can be made once more as it was, which is not streamed', {}, 0],
    ['is found out where it was streamed', { stream: true }, 1],
    ['is found out where it asked for something', { max_tokens: 16 }, 1],
  ])('%s', async (_what, sent, problems) => {
    const made = await makeConversation('s1', { ...HEAD, max_tokens: 0 }, sent);
    await made.history.append(wordsOf('Export all invoices.'));
    await made.send();
    expect(await made.problems()).toHaveLength(problems);
    await made.folder.close();
  });
});

describe('a conversation that was touched afterwards', () => {
  const messagesOf = (folder: SessionFolder) => path.join(folder.path, 'messages.jsonl');

  async function makeSent() {
    const made = await makeConversation();
    const frame = await made.folder.saveFrame(Buffer.from('a picture'));
    const result: TurnMessage = {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 't1', content: [framePicture(frame)] }],
    };
    await made.history.append(wordsOf('Export all invoices.'));
    await made.history.append(result);
    await made.send();
    expect(await made.problems()).toEqual([]);
    onTestFinished(() => made.folder.close());
    return { ...made, frame };
  }

  it.each([
    ['a word of it was changed', (text: string) => text.replace('all', 'no')],
    ['a message was taken out', (text: string) => text.slice(text.indexOf('\n') + 1)],
    ['a message was put in', (text: string) => `${text.split('\n')[0]}\n${text}`],
    [
      'two messages changed places',
      (text: string) => text.trim().split('\n').reverse().join('\n').concat('\n'),
    ],
    ['it is empty', () => ''],
  ])('is found out: %s', async (_what, change) => {
    const { folder, problems } = await makeSent();
    await writeFile(messagesOf(folder), change(await readFile(messagesOf(folder), 'utf8')));
    expect(await problems()).toHaveLength(1);
  });

  it('is found out where a picture of it, or what was said beside it, is another or missing', async () => {
    const { folder, frame, problems } = await makeSent();
    const heads = path.join(folder.path, 'heads', `${await folder.saveHead(JSON.stringify(HEAD))}.json`);
    const frames = path.join(folder.path, 'frames', `${frame}.webp`);
    for (const file of [heads, frames]) {
      const before = await readFile(file);
      await writeFile(file, Buffer.from('{}'));
      expect(await problems()).toHaveLength(1);
      await writeFile(file, before);
    }
    expect(await problems()).toEqual([]);
  });
});
