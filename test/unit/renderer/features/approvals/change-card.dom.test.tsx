import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import {
  fakeBeyondChange,
  fakeChange,
  fakeChangeApproval,
  fakeCriticalChange,
  fakeField,
  fakePagesOwnChange,
  fakeRepeatedChange,
} from '../../../../../renderer/preview/fake-changes';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeWaitingRecord } from '../../../../../renderer/preview/fake-record';
import { fakeApproval, fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import { READY } from '../../../../../renderer/stores/load-state';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { useRecords } from '../../../../../renderer/stores/records-store';
import { useSessions } from '../../../../../renderer/stores/sessions-store';
import type { Approval, ChangeApproval } from '../../../../../shared/domain/approval';

let client: FakeClient;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'setInterval', 'Date'] });
  for (const store of [useApprovals, useNotices, useRecords])
    (store as typeof useApprovals).setState((store as typeof useApprovals).getInitialState(), true);
  const sessions = [fakeSession({ id: 'waiting', state: 'waiting-for-approval' })];
  useSessions.setState({ sessions, load: READY });
  client = new FakeClient({ sessions, records: { waiting: fakeWaitingRecord() } });
  client.on('approvals:changed', receiveApprovals);
  provideClient(client);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  useSessions.setState(useSessions.getInitialState(), true);
});

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
function show(...approvals: readonly Approval[]): void {
  client.data = { ...client.data, approvals };
  render(<ApprovalsDock />);
  act(() => receiveApprovals(approvals));
  pass(700);
}
const card = () => within(screen.getByRole('article', { name: 'Change to decide' }));
/** What is seen of the heading; to a screen reader it is the sentence. */
const heading = (): Element => {
  const seen = card().getAllByRole('heading', { level: 3 })[0]?.querySelector('.change-heading') ?? null;
  if (seen === null) throw new Error('no heading to see');
  return seen;
};
const fields = () => within(card().getByRole('region', { name: 'What would be sent' }));
const rows = () =>
  fields()
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
const withChange = (change: Partial<ChangeApproval['change']>): ChangeApproval =>
  fakeChangeApproval({ change: fakeChange(change) });
const decision = () => client.calls.find(({ name }) => name === 'approvals:decide')?.input;

describe('the card of a change', () => {
  it('writes out whatever is hidden in what a page sends, and takes none of it for markup', () => {
    show(
      withChange({
        does: 'delete \u202Eselif 42',
        url: 'http://billing.practice.test/a\u200Bb?<img src=x onerror=alert(1)>',
        operation: '<script>alert(1)</script>',
        fields: [
          fakeField('na\u202Eme', 'ev\u200Bil'),
          fakeField('to', 'p\u0430yee', { meaning: 'receiver' }),
          fakeField('\u200B', ''),
        ],
        files: [{ name: 'cv\u202Efdp.exe', type: 'text/html', bytes: null }],
      }),
    );
    const article = screen.getByRole('article');
    expect(article.querySelector('script, img[src="x"]')).toBeNull();
    expect(heading().textContent).toContain('delete ⟦U+202E⟧selif 42');
    expect(rows()[0]).toBe('na⟦U+202E⟧meev⟦U+200B⟧il');
    expect(rows()[1]).toContain('U+0430 looks like “a”');
    expect(rows()[2]).toBe('without a nameempty');
    expect(fields().getByText(/cv⟦U\+202E⟧fdp\.exe/)).toBeDefined();
    expect(article.textContent).toContain('/a⟦U+200B⟧b?<img src=x onerror=alert(1)>');
  });

  it('says first what would be altered and where, with the registered part of the host set off', () => {
    show(fakePagesOwnChange());
    expect(heading().textContent).toBe(
      'The page, by itself, is about to change something at collect.larkspur-metrics.examplesend something to the server',
    );
    expect(heading().querySelector('strong')?.textContent).toBe('larkspur-metrics.example');
    expect(card().getByText('No action of the agent: the page does it by itself.')).toBeDefined();
    expect(card().getByText('The browser does not tell what it sends.')).toBeDefined();
    expect(card().getByRole('note').textContent).toContain('could not tell what it does');
  });

  it('shows method and address, and the fields in the order in which they are to be read', () => {
    show(fakeCriticalChange());
    expect(rows().slice(0, 3)).toEqual([
      'input.amount1480.00',
      'input.currencyEUR',
      'input.receiver.ibanDK50 0040 0440 1162 43',
    ]);
    expect(rows()).toContain('input.pin•••• (kept secret)');
    expect(card().getByText('SendPayment')).toBeDefined();
    expect(rows()).toHaveLength(8);
    fireEvent.click(fields().getByRole('button', { name: 'Show 9 more fields' }));
    expect(rows()).toHaveLength(17);
  });

  it('never shows what stands in a field for a secret', () => {
    show(withChange({ fields: [fakeField('pin', '4711', { meaning: 'secret', isSecret: true })] }));
    expect(document.body.textContent).not.toContain('4711');
  });

  it('says that more is sent than was read', () => {
    show(withChange({ isCut: true }));
    expect(fields().getByText(/Only the beginning of it was read/)).toBeDefined();
  });

  it('says what was approved and what is about to happen instead', () => {
    show(fakeBeyondChange());
    const alarm = within(card().getByRole('region', { name: 'More than was approved' }));
    expect(alarm.getByText(/Click the button “Archive”/)).toBeDefined();
    expect(alarm.getByText('delete 24 invoices')).toBeDefined();
    expect(alarm.getAllByRole('listitem')).toHaveLength(2);
  });

  it('says how often the very same was sent, and how long after which step it comes', () => {
    show(fakeRepeatedChange());
    expect(card().getByRole('region', { name: 'Sent twice?' }).textContent).toBe(
      'Sent twice? The very same was sent 2 times before in this run.',
    );
    expect(heading().textContent).toMatch(/^5 s after step 9, the page is about to/);
  });

  it('shows what was pressed as it looked then, from the record, and the screen while it waits', async () => {
    show(fakeChangeApproval());
    vi.useRealTimers();
    await waitFor(() => card().getByRole('img', { name: '“Delete all” as it was pressed, enlarged' }));
    expect(card().getByRole('img', { name: 'The same spot, live' })).toBeDefined();
    expect(card().getByRole('img', { name: 'The screen when the request was held' })).toBeDefined();
  });

  it('has no picture of a press where none led to it', () => {
    show(fakePagesOwnChange());
    expect(card().queryByRole('img', { name: /pressed/ })).toBeNull();
  });
});

describe('the answer to a change', () => {
  it.each([
    [/Approve once/, 'The request leaves now if the page still wants it.'],
    [/Take over/, 'Nothing was sent, and the agent was told why.'],
  ])('by %s is told in words of what was sent', async (name, told) => {
    show(fakeChangeApproval());
    vi.useRealTimers();
    fireEvent.click(card().getByRole('button', { name }));
    await waitFor(() => expect(useNotices.getState().notices.at(-1)?.text).toContain(told));
  });
});

describe('a change for the rest of the run', () => {
  it('is offered by its kind, with uses and minutes, and says what :id stands for', () => {
    show(fakeChangeApproval());
    fireEvent.click(card().getByRole('button', { name: 'For this run' }));
    const form = within(screen.getByRole('group', { name: 'Approve for this run' }));
    expect(form.getByText(/Send POST billing\.practice\.test:80\/exports\/:id\/delete/)).toBeDefined();
    expect(form.getByText(/any one thing of that kind/)).toBeDefined();
    expect(form.queryByRole('checkbox')).toBeNull();
    fireEvent.change(form.getByRole('combobox', { name: 'At most' }), { target: { value: '5' } });
    fireEvent.change(form.getByRole('combobox', { name: 'For' }), { target: { value: '15' } });
    pass(700);
    fireEvent.click(form.getByRole('button', { name: /Approve for this run/ }));
    expect(decision()).toMatchObject({
      verdict: 'approve',
      scope: 'run',
      grant: {
        method: 'POST',
        host: 'billing.practice.test:80',
        path: '/exports/:id/delete',
        operation: null,
        maxUses: 5,
        minutes: 15,
      },
    });
    expect((decision() as { grant: object }).grant).not.toHaveProperty('member');
  });

  it('is not offered for a critical one, by no button and by no key', () => {
    show(fakeCriticalChange());
    expect(card().queryByRole('button', { name: 'For this run' })).toBeNull();
    fireEvent.keyDown(screen.getByRole('article'), { code: 'KeyG', key: 'g' });
    expect(screen.queryByRole('group', { name: 'Approve for this run' })).toBeNull();
  });
});

describe('a change that leaves before it was decided', () => {
  const leave = (approval: Approval): string => {
    show(approval);
    act(() => receiveApprovals([]));
    return useNotices.getState().notices.at(-1)?.text ?? '';
  };

  it('was given up by its page: nothing was sent', () => {
    expect(leave(fakeChangeApproval())).toMatch(/^The page gave up: nothing was sent\. Delete 24 invoices/);
  });

  it('was denied where its time was up', () => {
    const late = fakeChangeApproval({ expiresAt: Date.now() - 1 });
    expect(leave(late)).toMatch(/^No answer in time: it was denied, and nothing was sent/);
  });

  it('is withdrawn where its run is over, as any other approval is', () => {
    useSessions.setState({ sessions: [fakeSession({ id: 'waiting', state: 'stopped' })] });
    expect(leave(fakeChangeApproval())).toMatch(/^Withdrawn: nothing was sent/);
    expect(leave(fakeApproval())).toMatch(/^Withdrawn\. /);
  });
});
