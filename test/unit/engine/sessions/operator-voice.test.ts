import { expect, it } from 'vitest';
import { RunControl } from '../../../../electron/engine/control/run-control';
import { ApprovalQueue } from '../../../../electron/engine/desk/approval-queue';
import { GuidanceBook } from '../../../../electron/engine/dialogue/guidance-book';
import { Impasse } from '../../../../electron/engine/dialogue/impasse';
import { OperatorWords } from '../../../../electron/engine/dialogue/operator-words';
import { OperatorVoice } from '../../../../electron/engine/sessions/operator-voice';
import type { SessionProgress } from '../../../../electron/engine/sessions/session-progress';
import type { WayOn } from '../../../../shared/domain/way-on';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryCredentials } from '../../../helpers/memory-credentials';
import { MemoryRecord } from '../../../helpers/memory-record';

/** The voice of an operator whose run is held up with these ways on. */
async function heldUp(...ways: readonly WayOn[]) {
  const control = new RunControl();
  const clock = new ManualClock();
  const record = new MemoryRecord();
  const guidance = new GuidanceBook({ clock, record, words: new OperatorWords() });
  const putAside = async () => control.pause();
  const impasse = new Impasse({ control, putAside, show: () => undefined });
  const wentOn: string[] = [];
  const voice = new OperatorVoice({
    operator: 'ada',
    credentials: new MemoryCredentials(),
    approvals: new ApprovalQueue(clock, 'ada'),
    guidance,
    impasse,
    progress: { state: 'paused', view: { id: 's1', state: 'paused' } } as SessionProgress,
    goOn: async (why) => {
      wentOn.push(why);
      control.resume();
    },
  });
  const chosen = impasse.raise('it is refused', ways);
  return { voice, guidance, chosen, wentOn };
}

it('a word where no word alone is a way on is kept, is no error, and lets nothing go on', async () => {
  const { voice, guidance, chosen, wentOn } = await heldUp('drop-turn', 'compact');
  await voice.guide('Leave the drafts.');
  expect([guidance.hasUnread, wentOn]).toEqual([true, []]);
  await expect(voice.resume()).rejects.toMatchObject({ code: 'conflict' });
  await expect(voice.getOn('word')).rejects.toMatchObject({ code: 'conflict' });
  await voice.getOn('compact');
  expect(await chosen).toBe('compact');
});

it('a word that is a way on lets the run go on', async () => {
  const { voice, chosen, wentOn } = await heldUp('word', 'compact');
  await voice.guide('They are mine.');
  expect([await chosen, wentOn.length]).toEqual(['word', 1]);
  await expect(voice.getOn('word')).rejects.toMatchObject({ code: 'conflict' });
});
