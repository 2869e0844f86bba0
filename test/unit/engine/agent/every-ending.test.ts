import { describe, expect, it } from 'vitest';
import type { AssistantTurn } from '../../../../electron/engine/practice/assistant-turn';
import { blocksOf, type MessagesRequest } from '../../../../electron/engine/practice/messages-request';
import { answer } from '../../../helpers/answer';
import { acted, finish, makeLoop, reply, use } from '../../../helpers/make-loop';
import { type Ending, FAULT_ENDINGS, STATUS_ENDINGS, STOP_ENDINGS } from '../../../helpers/model-endings';

const OPUS = 'claude-opus-5-5';
/** How long the model may be silent: where that is the ending, and where it is not. */
const stallLimitMs = ({ what }: Ending) => (what.startsWith('stall') ? 120 : 5000);

const summary: AssistantTurn = {
  kind: 'reply',
  content: [{ type: 'compaction', content: 'I looked.' }],
  stopReason: 'compaction',
};

/** What there is to be summed up. */
const earlierTurns = ({ next }: Ending) =>
  next === 'summary' ? [reply(use('screenshot', {})), reply(use('screenshot', {}))] : [];

/** Runs into an ending; whoever is asked for lets the run go on once, and answers what is asked. */
async function runThrough(ending: Ending) {
  const follows = ending.next === 'summary' ? [summary, finish()] : [finish()];
  const turns = [...earlierTurns(ending), ending.turn(), ...follows];
  const made = await makeLoop(turns, {}, 1, OPUS, { stallLimitMs: stallLimitMs(ending) });
  made.approvals.changed.on(([first]) => {
    if (first?.kind !== 'question') return;
    queueMicrotask(() =>
      answer(made.approvals, { approvalId: first.id, verdict: 'approve', reason: '', answer: 'Go on.' }),
    );
  });
  return { ...made, end: await made.run() };
}

/** What the request after an ending is, beside the one that ended so. */
function changeOf([first, second]: readonly MessagesRequest[]): Ending['next'] | null {
  if (first === undefined || second === undefined) return null;
  if (second.compaction) return 'summary';
  const before = first.messages.length;
  if (JSON.stringify(second.messages.slice(0, before)) !== JSON.stringify(first.messages)) return null;
  const added = second.messages.slice(before);
  const last = blocksOf(added.at(-1)).map(({ type }) => type);
  if (added.length === 0) return 'same';
  if (last.at(-1) === 'tool_result') return 'results';
  if (added[0]?.role === 'assistant') return added.length > 1 ? 'answer' : 'its own turn';
  return last.includes('image') ? 'screen' : 'words';
}

/** The lines of the n-th request, from 0, up to the next. */
function linesOf(n: number, kinds: readonly string[]): readonly string[] {
  const asked = kinds.flatMap((kind, index) => (kind === 'model-requested' ? [index] : []));
  return kinds.slice(asked[n], asked[n + 1]);
}

/** Runs into an ending and leaves the run where it then stands: before the operator, in back-off, or at its next request. */
async function standAfter(ending: Ending) {
  const silence: AssistantTurn = { kind: 'silence' };
  const turns = [ending.turn(), silence, silence];
  const options = { stallLimitMs: stallLimitMs(ending), stands: true };
  const made = await makeLoop(turns, {}, 0, OPUS, options);
  const end = made.run();
  const stands = () =>
    made.pauses.length > 0 ||
    made.impasses.length > 0 ||
    made.waits.length > 0 ||
    made.approvals.list().length > 0 ||
    made.requests.length > 1;
  while (!stands()) await new Promise((resolve) => setImmediate(resolve));
  return { ...made, end };
}

const ENDINGS = { 'a stop': STOP_ENDINGS, 'a refusal': STATUS_ENDINGS, 'a broken stream': FAULT_ENDINGS };

describe.each(Object.entries(ENDINGS))('a call that ends with %s', (_kind, endings) => {
  it.each(endings.map((ending) => [ending.what, ending] as const))(
    '%s: is recorded, said and gone on from as the table says',
    async (_what, ending) => {
      const { record, requests, pauses, impasses, desktop, end, retries } = await runThrough(ending);
      const isTriedAgain = ending.next === 'same' && ending.reads === null;
      const n = earlierTurns(ending).length;
      expect({
        end,
        kinds: linesOf(n, record.kinds),
        reads: pauses,
        ways: impasses,
        next: changeOf(requests.slice(n)),
        acted: acted(record).length - n,
        shown: retries,
      }).toEqual({
        end: expect.objectContaining({ kind: 'finished' }),
        kinds: ending.kinds,
        reads: ending.reads === null ? [] : [expect.stringContaining(ending.reads)],
        ways: ending.ways.length === 0 ? [] : [ending.ways],
        next: ending.next,
        acted: ending.runs,
        shown: isTriedAgain ? [expect.objectContaining({ attempt: 2 }), null] : [],
      });
      // What was said is there to be read, whatever comes of it.
      if (ending.kinds.includes('model-responded'))
        expect(record.find('model-responded')[n]?.detail.text).toBe('Hm.');
      // Nothing of a whole answer that doesn't count, and nothing of one that isn't whole.
      if (ending.runs === 0) expect(desktop.server.events).toEqual([]);
    },
  );

  it.each(endings.map((ending) => [ending.what, ending] as const))(
    '%s: is stopped at once wherever the run then stands',
    async (_what, ending) => {
      const { control, end } = await standAfter(ending);
      const start = performance.now();
      control.stop();
      expect(await end).toBe('cancelled');
      expect(performance.now() - start).toBeLessThan(100);
    },
  );
});
