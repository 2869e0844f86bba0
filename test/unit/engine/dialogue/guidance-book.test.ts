import { expect, it } from 'vitest';
import { GuidanceBook } from '../../../../electron/engine/dialogue/guidance-book';
import { OperatorWords } from '../../../../electron/engine/dialogue/operator-words';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryRecord } from '../../../helpers/memory-record';

function makeBook() {
  const record = new MemoryRecord();
  return { record, book: new GuidanceBook({ record, clock: new ManualClock(), words: new OperatorWords() }) };
}

it('sends nothing that is not on disk', async () => {
  const { record, book } = makeBook();
  record.failFrom = 0;
  await expect(book.write('Hurry.', 'ada')).rejects.toMatchObject({ code: 'audit-failed' });
  expect([book.hasUnread, await book.take()]).toEqual([false, []]);
});

it('gives out each word once, in the order in which they were said', async () => {
  const { book } = makeBook();
  for (const text of ['One.', 'Two.']) await book.write(text, 'ada');
  const [first, second] = await Promise.all([book.take(), book.take()]);
  expect([first?.map(({ text }) => text), second]).toEqual([['One.', 'Two.'], []]);
});

it('either sends a word or takes it back, whichever comes first, and never both', async () => {
  const { record, book } = makeBook();
  const { id } = await book.write('One.', 'ada');
  const [taken, refused] = await Promise.allSettled([book.take(), book.takeBack(id, 'ada')]);
  expect([taken.status, refused.status]).toEqual(['fulfilled', 'rejected']);
  expect(record.find('guidance').map(({ detail }) => detail.change)).toEqual(['written', 'sent']);
});

it('counts a word as read that may have been, when the record fails half way', async () => {
  const { record, book } = makeBook();
  await book.write('One.', 'ada');
  record.failFrom = 1;
  await expect(book.take()).rejects.toMatchObject({ code: 'audit-failed' });
  expect(book.hasUnread).toBe(false);
});
