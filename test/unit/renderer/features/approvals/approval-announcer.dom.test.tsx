import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApprovalAnnouncer } from '../../../../../renderer/features/approvals/approval-announcer';
import { fakeApproval, fakeSession, hostileApproval } from '../../../../../renderer/preview/fake-sessions';
import { useApprovals } from '../../../../../renderer/stores/approvals-store';
import { useSessions } from '../../../../../renderer/stores/sessions-store';
import type { Approval } from '../../../../../shared/domain/approval';

const wait = (...pending: readonly Approval[]): void => act(() => useApprovals.setState({ pending }));
const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
const [arrived, running] = [0, 1];
const said = (which: number): string => screen.getAllByRole('alert')[which]?.textContent ?? '';

describe('what is said to a screen reader of what waits', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    useApprovals.setState(useApprovals.getInitialState(), true);
    useSessions.setState({
      sessions: [fakeSession({ id: 'supplier' }), fakeSession({ id: 'waiting' })],
    });
    render(<ApprovalAnnouncer />);
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it('is said in a place that was there before, since a new one stays silent', () => {
    const places = screen.getAllByRole('alert');
    expect(places.map(({ textContent }) => textContent)).toEqual(['', '']);
    wait(fakeApproval());
    expect(screen.getAllByRole('alert')).toEqual(places);
  });

  it('names the run, the risk, what would happen and how long there is', () => {
    wait(fakeApproval({ expiresAt: Date.now() + 120_000 }));
    expect(said(arrived)).toBe(
      'Run 1. critical risk: Click the button “Delete all” on billing.practice.test, which sends a form. 2 minutes to decide.',
    );
  });

  it('names the newest of several, and how many more came with it', () => {
    wait(fakeApproval(), hostileApproval());
    expect(said(arrived)).toMatch(/^Run 2\. high risk: Press Return.*1 more came with it\.$/);
  });

  it('says nothing again of what was said', () => {
    const first = fakeApproval();
    wait(first);
    wait(first, hostileApproval());
    wait(first);
    expect(said(arrived)).not.toContain('Delete all');
    wait();
    expect(said(arrived)).toBe('');
  });

  it('says when 15 seconds are left', () => {
    wait(fakeApproval({ expiresAt: Date.now() + 60_000 }));
    pass(44_900);
    expect(said(running)).toBe('');
    pass(200);
    expect(said(running)).toMatch(/^15 seconds left: Click the button “Delete all”/);
  });
});
