import { describe, expect, it } from 'vitest';
import { answer } from '../../../helpers/answer';
import { makeBarrier } from '../../../helpers/make-barrier';
import { sampleAct, sampleRequest } from '../../../helpers/sample-change';
import { sampleCredential } from '../../../helpers/sample-vault';

type Made = ReturnType<typeof makeBarrier>;
const PASS = { kind: 'pass' };
const REFUSE = { kind: 'refuse' };
const HARMLESS = sampleAct({ agreed: null });

const approve = ({ queue }: Made, approvalId: string, more: object = {}) =>
  answer(queue, { approvalId, verdict: 'approve', reason: '', ...more });
const deny = ({ queue }: Made, approvalId: string) =>
  answer(queue, { approvalId, verdict: 'deny', reason: 'not that one' });
const verdicts = ({ record }: Made) =>
  record.find('change-judged').map(({ detail }) => [detail.verdict, detail.rule]);

describe('a change that nobody was asked about', () => {
  it('is held, asked about, and refused with the operator’s reason', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const decided = made.barrier.judge(sampleRequest());
    const card = await made.asked();
    expect(card).toMatchObject({
      kind: 'change',
      step: 1,
      level: card.change.level,
      acted: 'Click button “Save”.',
      beyond: [],
      sentBefore: 0,
      page: 'https://app.example.com/invoices',
      cause: { kind: 'step', step: 1, afterMs: 0 },
    });
    expect([made.control.isPaused, made.barrier.isHolding(1)]).toEqual([true, true]);
    deny(made, card.id);
    expect(await decided).toEqual(REFUSE);
    expect([made.control.isPaused, made.barrier.isHolding(1)]).toEqual([false, false]);
    expect(made.barrier.takeKeptFrom(1)).toEqual({
      now: [
        expect.stringMatching(
          /^the page was about to change something at app\.example\.com .*: not that one$/,
        ),
      ],
      before: [],
    });
    expect(made.record.kinds).toEqual(['change-judged', 'approval-requested', 'approval-settled']);
  });

  it('leaves only when what was said of it is on disk', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const decided = made.barrier.judge(sampleRequest());
    approve(made, (await made.asked()).id);
    expect(await decided).toEqual(PASS);
    expect(made.record.kinds).toEqual([
      'change-judged',
      'approval-requested',
      'approval-settled',
      'change-sent',
    ]);
    made.barrier.noteOutcome({ networkId: 'n1', status: 204 });
    expect(made.record.find('change-ended')[0]?.detail).toMatchObject({ end: 'answered', status: 204 });
  });

  it.each([0, 1, 2, 3])('is refused when line %i of the record can not be written', async (line) => {
    const made = makeBarrier();
    made.record.failFrom = line;
    made.act(HARMLESS);
    const decided = made.barrier.judge(sampleRequest());
    if (line > 1) approve(made, (await made.asked()).id);
    expect(await decided).toEqual(REFUSE);
  });

  it('is refused when the run is stopped while it waits', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const decided = made.barrier.judge(sampleRequest());
    await made.asked();
    made.control.stop();
    expect(await decided).toEqual(REFUSE);
    expect(made.record.find('change-sent')).toEqual([]);
  });

  it('is refused when nobody answers in time, and pauses the run where the policy says so', async () => {
    const made = makeBarrier({ on_no_answer: 'pause', approval_timeout_seconds: 60 });
    made.act(HARMLESS);
    const decided = made.barrier.judge(sampleRequest());
    await made.asked();
    made.clock.advance(60_000);
    expect(await decided).toEqual(REFUSE);
    expect(made.pauses).toEqual([expect.stringContaining('nobody answered within 60 s')]);
  });

  it('is taken back when the page gives up, and nothing was sent', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const decided = made.barrier.judge(sampleRequest());
    await made.asked();
    made.barrier.noteOutcome({ networkId: 'n1', status: null });
    expect(await decided).toEqual(REFUSE);
    expect(made.record.find('approval-settled')[0]).toMatchObject({ denial_reason: 'the page gave up' });
    expect(made.queue.list()).toEqual([]);
  });

  it('was not sent when the browser had it no more as it was let go', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const request = sampleRequest();
    const decided = made.barrier.judge(request);
    approve(made, (await made.asked()).id);
    await decided;
    made.barrier.noteReleased(request, false);
    expect(made.record.find('change-ended')[0]?.detail).toMatchObject({ end: 'gave-up', status: null });
  });
});

describe('the same again', () => {
  it('is another change, and the card says how often it was sent', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const first = made.barrier.judge(sampleRequest());
    approve(made, (await made.asked()).id);
    await first;
    made.barrier.noteOutcome({ networkId: 'n1', status: 200 });
    const second = made.barrier.judge(sampleRequest({ networkId: 'n2' }));
    const card = await made.asked();
    expect(card.sentBefore).toBe(1);
    deny(made, card.id);
    expect(await second).toEqual(REFUSE);
  });

  it('is not asked about right after it was denied, and is after the next action', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const first = made.barrier.judge(sampleRequest());
    deny(made, (await made.asked()).id);
    await first;
    expect(await made.barrier.judge(sampleRequest({ networkId: 'n2' }))).toEqual(REFUSE);
    expect(made.queue.list()).toEqual([]);
    made.act(sampleAct({ step: 2, agreed: null }));
    const third = made.barrier.judge(sampleRequest({ networkId: 'n3' }));
    approve(made, (await made.asked()).id);
    expect(await third).toEqual(PASS);
  });

  it('is asked about three times at most, however its body changes', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    for (const text of ['a=1', 'a=2', 'a=3']) {
      const decided = made.barrier.judge(sampleRequest({ text, networkId: text }));
      deny(made, (await made.asked()).id);
      await decided;
    }
    expect(await made.barrier.judge(sampleRequest({ text: 'a=4', networkId: 'a=4' }))).toEqual(REFUSE);
    expect(verdicts(made).at(-1)).toEqual(['deny', 'repeated']);
  });

  it('does not flood the record where a page sends it without end, and none goes uncounted', async () => {
    const made = makeBarrier({ changes: 'allow' });
    for (let index = 0; index < 100; index += 1)
      expect(await made.barrier.judge(sampleRequest({ networkId: `n${index}` }))).toEqual(PASS);
    made.barrier.writeCounts();
    expect(made.record.find('change-judged')).toHaveLength(3);
    expect(made.record.find('change-repeated').map(({ detail }) => [detail.verdict, detail.times])).toEqual([
      ['allow', 97],
    ]);
  });
});

describe('a change that was agreed to', () => {
  it('with its action is let go once, and said to be', async () => {
    const made = makeBarrier();
    made.act(sampleAct({ agreed: { level: 'critical', categories: ['deletion'] } }));
    expect(await made.barrier.judge(sampleRequest())).toEqual(PASS);
    expect(verdicts(made)).toEqual([['allow', 'approved']]);
    const again = made.barrier.judge(sampleRequest({ networkId: 'n2' }));
    expect((await made.asked()).sentBefore).toBe(1);
    made.control.stop();
    await again;
  });

  it('as something less is asked about, with what it is more than that', async () => {
    const made = makeBarrier();
    made.act(sampleAct({ agreed: { level: 'low', categories: ['sending'] } }));
    const decided = made.barrier.judge(sampleRequest());
    expect((await made.asked()).beyond).toEqual([
      expect.stringContaining('what was agreed to was low'),
      expect.stringContaining('It would delete something'),
    ]);
    made.control.stop();
    await decided;
  });

  it('stays so where its server sends it on, and is another on another host', async () => {
    const made = makeBarrier();
    made.act(sampleAct({ agreed: { level: 'critical', categories: ['deletion'] } }));
    await made.barrier.judge(sampleRequest());
    const on = { isRedirect: true, url: 'https://app.example.com/v2/invoices/3/delete' };
    expect(await made.barrier.judge(sampleRequest(on))).toEqual(PASS);
    const away = made.barrier.judge(sampleRequest({ ...on, url: 'https://evil.test/invoices/3/delete' }));
    deny(made, (await made.asked()).id);
    expect(await away).toEqual(REFUSE);
  });

  it('for the run is let go until its uses are over', async () => {
    const made = makeBarrier();
    made.act(HARMLESS);
    const first = made.barrier.judge(sampleRequest());
    const card = await made.asked();
    const grant = card.grantable && { ...card.grantable, maxUses: 1 };
    approve(made, card.id, { scope: 'run', grant });
    await first;
    const other = { url: 'https://app.example.com/invoices/4/delete', networkId: 'n2' };
    expect(await made.barrier.judge(sampleRequest(other))).toEqual(PASS);
    expect(verdicts(made).at(-1)).toEqual(['allow', 'grant']);
    const third = made.barrier.judge(sampleRequest({ ...other, networkId: 'n3' }));
    await made.asked();
    made.control.stop();
    await third;
  });
});

describe('what the policy says of changes', () => {
  it('denies each whatever was clicked', async () => {
    const made = makeBarrier({ changes: 'deny' });
    made.act(sampleAct({ agreed: { level: 'critical', categories: ['deletion'] } }));
    expect(await made.barrier.judge(sampleRequest())).toEqual(REFUSE);
    expect(verdicts(made)).toEqual([['deny', 'changes']]);
    expect(made.barrier.takeKeptFrom(1).now).toEqual([expect.stringContaining("this session's policy")]);
  });

  it('lets reading go without a word', () => {
    const made = makeBarrier({ changes: 'deny' });
    const reading = sampleRequest({ method: 'GET', url: 'https://app.example.com/invoices', text: '' });
    expect(made.barrier.judge(reading)).toEqual(PASS);
    expect(made.record.kinds).toEqual([]);
  });
});

describe('what the operator does by hand', () => {
  it('is let go under any policy, and nothing of what they typed is kept', async () => {
    const made = makeBarrier({ changes: 'deny' });
    made.hand.isTakenOver = true;
    const request = sampleRequest({
      url: 'https://app.example.com/reset/k3y',
      text: 'password=hunter2&note=mine',
    });
    expect(await made.barrier.judge(request)).toEqual(PASS);
    const text = JSON.stringify(made.record.drafts);
    for (const typed of ['hunter2', 'mine', 'k3y']) expect(text).not.toContain(typed);
    expect(made.record.find('change-judged')[0]?.detail).toMatchObject({
      rule: 'operator',
      cause: { kind: 'operator' },
      change: { host: 'app.example.com:443' },
    });
  });
});

describe('a secret of the vault', () => {
  it('is in no card and no line, under whatever name a page sends it', async () => {
    const made = makeBarrier();
    made.credentials.add(sampleCredential(), { password: 'correct-horse' });
    made.act(HARMLESS);
    const request = sampleRequest({
      text: 'note=correct-horse',
      url: 'https://app.example.com/delete/correct-horse',
    });
    const decided = made.barrier.judge(request);
    expect(JSON.stringify(await made.asked())).not.toContain('correct-horse');
    expect(JSON.stringify(made.record.drafts)).not.toContain('correct-horse');
    made.control.stop();
    await decided;
  });
});
