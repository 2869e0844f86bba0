import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { SandboxPanel } from '../../../../../renderer/features/sandbox/sandbox-panel';
import { FAKE_LEAK_REPORT } from '../../../../../renderer/preview/fake-network';
import type { LeakReport } from '../../../../../shared/domain/leak-report';

afterEach(cleanup);

function show(report: LeakReport | null) {
  const leakTest = report && { report, timestamp: '2026-01-01T10:00:00.000Z' };
  render(<SandboxPanel facts={{ ready: null, leakTest }} />);
}

it('says that nothing was tested before the test has run', () => {
  show(null);
  expect(screen.getByText('Not tested yet')).toBeTruthy();
});

it('counts what could not be tried apart from what held', () => {
  show(FAKE_LEAK_REPORT);
  expect(screen.getByText('Nothing gets out').parentElement?.textContent).toMatch(
    /5 attempts from inside failed, as they must; 1 could not be tried\./,
  );
});

it('puts what leaked first, opened', () => {
  const [first, ...rest] = FAKE_LEAK_REPORT.findings;
  if (first === undefined) throw new Error('no finding');
  show({
    ...FAKE_LEAK_REPORT,
    passed: false,
    findings: [...rest, { ...first, outcome: 'leaked', got: 'open' }],
  });
  expect(screen.getByText('It leaks')).toBeTruthy();
  const items = screen.getAllByRole('listitem');
  expect(items[0]?.textContent).toBe('Connect to 1.1.1.1 port 443openLEAKED');
  expect(document.querySelector('details')?.open).toBe(true);
});

it('never calls a report proof that failed without a leak', () => {
  show({ ...FAKE_LEAK_REPORT, passed: false });
  expect(screen.getByText('Not proved')).toBeTruthy();
});
