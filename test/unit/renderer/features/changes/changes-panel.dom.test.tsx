import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StepChanges } from '../../../../../renderer/components/step-changes';
import { ChangesPanel } from '../../../../../renderer/features/changes/changes-panel';
import { fakeChanges, judgedChange, sentChange } from '../../../../../renderer/preview/fake-changed-record';
import { fakeChange } from '../../../../../renderer/preview/fake-changes';
import { fakeEntries } from '../../../../../renderer/preview/fake-record';
import type { AuditDraft } from '../../../../../shared/domain/audit-entry';
import { startReading } from '../../../../../shared/record/record-reader';

afterEach(cleanup);

const reading = (drafts: readonly AuditDraft[]) => startReading(fakeEntries(drafts)).reading.changes;
function show(drafts: readonly AuditDraft[], isOver = false, onStep: ((step: number) => void) | null = null) {
  return render(<ChangesPanel changes={reading(drafts)} isOver={isOver} onStep={onStep} />);
}
const rows = () => [...screen.getByRole('list', { name: 'Changes' }).children] as HTMLElement[];
const whats = () => rows().map((row) => row.querySelector('.change-what')?.textContent);
const choose = (name: RegExp) => fireEvent.click(screen.getByRole('radio', { name }));

/** jsdom opens a `details` without telling. */
function openRow(index: number): HTMLElement {
  const details = rows()[index]?.querySelector('details');
  if (!details) throw new Error('no row');
  details.open = true;
  fireEvent(details, new Event('toggle'));
  return details;
}

describe('the changes of a run', () => {
  it('are told of in words where there are none', () => {
    show([]);
    expect(screen.getByText('This run has changed nothing so far.')).toBeDefined();
    cleanup();
    show([], true);
    expect(screen.getByText('This run has changed nothing.')).toBeDefined();
  });

  it('stand with what was altered first, then what was refused, then what came to nothing', () => {
    show(fakeChanges(), true);
    expect(whats()).toEqual([
      'Save a note',
      'Pay 1,480.00 EUR to DK50 0040 0440 1162 43',
      'Send 14 fields to the server',
      'Pay 20.00 EUR to SE12 3456',
      'Save a note',
      'Delete 24 invoices',
      'Delete invoice INV-2210',
      'Save a draft',
    ]);
  });

  it('stand with the newest first while the run goes on, and what waits before everything', () => {
    const waiting = judgedChange('w', { change: fakeChange({ does: 'wait' }), verdict: 'ask' });
    show([waiting, ...fakeChanges()]);
    expect(whats().slice(0, 3)).toEqual(['Wait', 'Save a note', 'Pay 20.00 EUR to SE12 3456']);
    expect(rows()[0]?.textContent).toContain('Needs you');
  });

  it('say of each where, by what, by whom and what came of it', () => {
    show(fakeChanges(), true);
    const texts = rows().map((row) => row.textContent ?? '');
    expect(texts[0]).toMatch(/billing\.practice\.test:80 · 1 s after step 6Let go unasked · answered 204/);
    expect(texts[1]).toMatch(/step 7Approved by root · answered 201/);
    expect(texts[2]).toMatch(/the page by itself.* · the same kind 12 times more/);
    expect(texts[3]).toMatch(/May have been sent.*nobody knows whether it arrived · sent twice\?/);
    expect(texts[4]).toMatch(/by handLet go: you had control · answered 403: not taken/);
    expect(texts[5]).toMatch(/Denied by root · nothing was sent/);
    expect(texts[6]).toMatch(/Denied by rule 2 of the policy/);
    expect(texts[7]).toMatch(/Page gave up.*Asked, and not answered/);
  });

  it('can be narrowed to what was sent and to what was denied, with their counts', () => {
    show(fakeChanges(), true);
    choose(/^Sent 17$/);
    expect(rows()).toHaveLength(5);
    choose(/^Denied 2$/);
    expect(whats()).toEqual(['Delete 24 invoices', 'Delete invoice INV-2210']);
    cleanup();
    show(sentOnly(1));
    choose(/^Denied/);
    expect(screen.getByText('Nothing was denied.')).toBeDefined();
  });

  it('show when opened what was sent, why, the answer of the operator, and lead to the step', () => {
    const onStep = vi.fn();
    show(fakeChanges(), true, onStep);
    const row = within(openRow(5));
    expect(row.getByRole('table', { name: 'What it sends' })).toBeDefined();
    expect(row.getByText('•••• (kept secret)')).toBeDefined();
    expect(row.getByText(/Its path says delete/)).toBeDefined();
    expect(row.getByText('Not part of the task')).toBeDefined();
    fireEvent.click(row.getByRole('button', { name: 'Show step 9' }));
    expect(onStep).toHaveBeenCalledExactlyOnceWith(9);
    expect(within(openRow(2)).queryByRole('button', { name: /Show step/ })).toBeNull();
  });

  it('are a hundred at a time of a thousand, and all can be had', () => {
    show(sentOnly(1000), true);
    expect(rows()).toHaveLength(100);
    fireEvent.click(screen.getByRole('button', { name: 'Show 100 more of 900' }));
    expect(rows()).toHaveLength(200);
  });

  it('show hostile words as text with nothing hidden', () => {
    const change = fakeChange({ does: '<img src=x> \u202Epay', host: 'evil\u200B.example:443' });
    show([judgedChange('c', { change, page: 'http://a/\u202E' }), ...sentChange('c')]);
    openRow(0);
    expect(document.querySelector('img')).toBeNull();
    expect(document.body.textContent).toContain('<img src=x> ⟦U+202E⟧pay');
    expect(document.body.textContent).not.toMatch(/\u202E|\u200B/);
  });

  it('can be used by assistive technology, open rows too', async () => {
    show(fakeChanges(), true, () => undefined);
    openRow(1);
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
      resultTypes: ['violations'],
    });
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  });
});

describe('the changes of a step', () => {
  it('are lines that say what it altered and what it was kept from', () => {
    render(<StepChanges changes={reading(fakeChanges()).bySteps.get(7) ?? []} />);
    const lines = [...document.querySelectorAll('.step-changes > p')].map(({ textContent }) => textContent);
    expect(lines).toEqual([
      'Changed: pay 1,480.00 EUR to DK50 0040 0440 1162 43 at billing.practice.test',
      'Kept from: delete invoice INV-2210 at billing.practice.test',
    ]);
  });

  it('never claim more than is known, and are three at most', () => {
    const { all } = reading(fakeChanges());
    render(<StepChanges changes={all} />);
    expect(screen.getByText('and 4 more')).toBeDefined();
    cleanup();
    render(<StepChanges changes={all.filter(({ id }) => id === 'c6' || id === 'c7' || id === 'c8')} />);
    const lines = [...document.querySelectorAll('.step-changes > p')].map(({ textContent }) => textContent);
    expect(lines).toEqual([
      'May have changed: pay 20.00 EUR to SE12 3456 at billing.practice.test',
      'Sent, answered 403: save a note at billing.practice.test',
    ]);
  });
});

function sentOnly(count: number): readonly AuditDraft[] {
  return Array.from({ length: count }, (_, index) => [
    judgedChange(`c${index}`, { change: fakeChange() }),
    ...sentChange(`c${index}`),
  ]).flat();
}
