import { beforeEach, describe, expect, it } from 'vitest';
import { GrantBook } from '../../../../electron/engine/desk/grant-book';
import type { Grant, GrantScope } from '../../../../shared/domain/grant';
import type { RiskFinding } from '../../../../shared/domain/risk';
import { sampleElement } from '../../../helpers/fake-desktop';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryRecord } from '../../../helpers/memory-record';

const CLICK = { member: 'left_click', input: { coordinate: [20, 20] } } as const;
const NEXT = sampleElement();
const DELETION: RiskFinding = { category: 'deletion', level: 'medium', why: 'it deletes' };
const SCOPE: GrantScope = {
  member: 'left_click',
  key: null,
  origin: 'https://app.example.com',
  role: 'button',
  name: 'Next page',
  path: null,
  maxUses: 3,
  minutes: null,
};

let clock: ManualClock;
let record: MemoryRecord;
let book: GrantBook;
let announced: (readonly Grant[])[];

beforeEach(() => {
  clock = new ManualClock();
  record = new MemoryRecord();
  book = new GrantBook({ sessionId: 's1', clock, record });
  announced = [];
  book.changed.on((grants) => announced.push(grants));
});

const make = (changes: Partial<GrantScope> = {}) => book.make({ ...SCOPE, ...changes }, [DELETION], 'ada');
const written = () => record.find('grant').map(({ detail }) => detail);
const uses = () => book.list().map((grant) => grant.uses);

describe('what is approved for a run', () => {
  it('keeps by whom, when, for what and with which findings it was made', async () => {
    const grant = await book.make(SCOPE, [DELETION, { ...DELETION, level: 'high' }], 'ada');
    expect(grant).toEqual({
      id: expect.any(String),
      sessionId: 's1',
      scope: SCOPE,
      by: 'ada',
      createdAt: clock.wallMs(),
      uses: 0,
      categories: ['deletion'],
      level: 'high',
      expiresAt: null,
    });
    expect(book.list()).toEqual([grant]);
    expect(announced).toEqual([[grant]]);
    expect(written()).toEqual([{ grantId: grant.id, change: 'made', scope: SCOPE, by: 'ada' }]);
  });

  it('is not in force when it can not be written down', async () => {
    record.failFrom = 0;
    await expect(make()).rejects.toMatchObject({ code: 'audit-failed' });
    expect([book.list(), announced]).toEqual([[], []]);
  });

  it('covers the same thing again and nothing else', async () => {
    const grant = await make();
    expect(book.covering(CLICK, [NEXT], [DELETION])).toEqual(grant);
    expect(book.covering(CLICK, [sampleElement({ name: 'Pay', text: 'Pay' })], [])).toBeNull();
  });

  it('is over at the minute that was said, whatever its uses', async () => {
    const grant = await make({ minutes: 2 });
    expect(grant.expiresAt).toBe(clock.wallMs() + 120_000);
    clock.advance(119_999);
    expect(book.list()).toHaveLength(1);
    clock.advance(1);
    expect([book.list(), book.covering(CLICK, [NEXT], [])]).toEqual([[], null]);
    expect(await book.use(grant)).toBe(false);
  });

  it('counts its uses, and its last use ends it', async () => {
    const grant = await make({ maxUses: 2 });
    expect([await book.use(grant), uses()]).toEqual([true, [1]]);
    expect(announced.at(-1)).toMatchObject([{ uses: 1 }]);
    expect([await book.use(grant), uses()]).toEqual([true, []]);
    expect(announced.at(-1)).toEqual([]);
    expect([await book.use(grant), announced.length]).toEqual([false, 3]);
    expect(written().map(({ change, by }) => [change, by])).toEqual([
      ['made', 'ada'],
      ['used-up', 'console'],
    ]);
  });

  it('is of no use once it is withdrawn, and that stands in the record', async () => {
    const grant = await make();
    await book.withdraw(grant.id, 'bob');
    expect([await book.use(grant), book.list(), announced.at(-1)]).toEqual([false, [], []]);
    expect(written().at(-1)).toEqual({ grantId: grant.id, change: 'withdrawn', scope: SCOPE, by: 'bob' });
    await expect(book.withdraw(grant.id, 'bob')).rejects.toMatchObject({
      code: 'not-found',
      message: 'This approval for the run is no longer in force.',
    });
  });

  it('covers nothing from the moment it is withdrawn, also while that is being written down', async () => {
    const grant = await make();
    const withdrawn = book.withdraw(grant.id, 'ada');
    expect(book.covering(CLICK, [NEXT], [])).toBeNull();
    await withdrawn;
  });

  it('ends with the run, which is announced when there was anything', async () => {
    book.clear();
    expect(announced).toEqual([]);
    const grant = await make();
    book.clear();
    expect([book.list(), announced.at(-1), await book.use(grant)]).toEqual([[], [], false]);
  });
});
