import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { PlanProgress } from '../../../../renderer/components/plan-progress';
import { beginPlan, markStep } from '../../../../shared/domain/plan';

afterEach(cleanup);

const steps = ['Look.', 'Export all.', 'Clear the old ones.', 'Report.'];

it('says of each step what the agent says, as its claim', () => {
  let plan = beginPlan({ steps, by: 'ada', changed: true });
  plan = markStep(plan, { step: 1, state: 'done' });
  plan = markStep(plan, { step: 2, state: 'begun' });
  plan = markStep(plan, { step: 3, state: 'left_out', note: 'Not\u202e allowed.' });
  render(<PlanProgress plan={plan} isOpen={false} />);
  const lines = within(screen.getByRole('list', { name: 'Steps of the plan' })).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    '1Look.says done',
    '2Export all.says under way',
    '3Clear the old ones.Not⟦U+202E⟧ allowed.says left out',
    '4Report.nothing said yet',
  ]);
  expect(lines.map((line) => line.getAttribute('aria-current'))).toEqual([null, 'step', null, null]);
  const summary = screen.getByText('says 1 of 4 done').closest('summary');
  expect(summary?.textContent).toBe('Plansays 1 of 4 doneat 2: Export all.');
  expect(screen.getByText(/Changed and approved by ada.*the agent’s claim/)).toBeTruthy();
});
