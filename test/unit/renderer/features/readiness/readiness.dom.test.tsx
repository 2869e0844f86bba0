import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { Readiness } from '../../../../../renderer/features/readiness/readiness';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { useCheckUp } from '../../../../../renderer/stores/check-up-store';
import { useNavigation } from '../../../../../renderer/stores/navigation-store';
import type { CheckUpItem } from '../../../../../shared/domain/check-up';

let client: FakeClient;

const item = (id: CheckUpItem['id'], state: CheckUpItem['state'], found = 'None'): CheckUpItem => ({
  id,
  state,
  label: id,
  found,
  remedy: '',
});

async function show(items: readonly CheckUpItem[]): Promise<void> {
  client = new FakeClient({ checkUp: { items, checkedAt: 0 } });
  provideClient(client);
  render(<Readiness parts={['engine', 'image']} />);
  await act(async () => undefined);
}

beforeEach(() => useCheckUp.setState(useCheckUp.getInitialState(), true));
afterEach(cleanup);

it('is silent where nothing that is asked about is missing', async () => {
  await show([item('engine', 'ok'), item('image', 'warning'), item('key', 'missing')]);
  expect(screen.queryByRole('region')).toBeNull();
});

it('says what is missing, with nothing hidden, and leads to the check-up', async () => {
  await show([item('engine', 'missing', 'No engine\u202e answers'), item('image', 'missing')]);
  expect(screen.getByRole('region', { name: 'Not ready to run' }).textContent).toContain('⟦U+202E⟧');
  expect(screen.queryByRole('button', { name: 'Build image' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Open the check-up' }));
  expect(useNavigation.getState().view).toBe('settings');
});

it('builds the image where that alone is missing', async () => {
  await show([item('engine', 'ok'), item('image', 'missing')]);
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Build image' })));
  expect(client.calls.map(({ name }) => name)).toContain('image:build');
});
