import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { CheckUpSection } from '../../../../../renderer/features/settings/check-up-section';
import { FAKE_MODEL_WAY } from '../../../../../renderer/preview/fake-check-up';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { useCheckUp } from '../../../../../renderer/stores/check-up-store';
import { AirlockError } from '../../../../../shared/airlock-error';
import type { CheckUpItem } from '../../../../../shared/domain/check-up';

let client: FakeClient;
let answer: (item: CheckUpItem) => void;

/** A service that takes its time. */
class SlowClient extends FakeClient {
  constructor() {
    super({ modelWay: new Promise((resolve) => (answer = resolve)) as never });
  }
}

async function show(given: FakeClient): Promise<void> {
  client = given;
  provideClient(client);
  render(<CheckUpSection />);
  await act(async () => undefined);
}

const results = () => within(screen.getByRole('list', { name: 'Check-up results' }));

beforeEach(() => useCheckUp.setState(useCheckUp.getInitialState(), true));
afterEach(cleanup);

describe('the way to the model in the check-up', () => {
  it('keeps nothing else waiting, and can be ended', async () => {
    await show(new SlowClient());
    expect(results().getByText('Docker 20.10.24, API 1.41')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('Asking…');
    fireEvent.click(screen.getByRole('button', { name: 'End the look' }));
    await act(async () => answer({ ...FAKE_MODEL_WAY, state: 'warning', found: 'The look was ended.' }));
    expect(results().getByText('The look was ended.')).toBeTruthy();
    expect(client.calls.map(({ name }) => name)).toContain('check-up:end-model-way');
    expect(screen.queryByRole('button', { name: 'End the look' })).toBeNull();
  });

  it('says what is wrong and what to do, and counts with the others', async () => {
    await show(new FakeClient());
    expect(results().getByText(/its certificate is signed by nobody/)).toBeTruthy();
    expect(results().getByText(/NODE_EXTRA_CA_CERTS/)).toBeTruthy();
    expect(screen.getByText('2 things are missing')).toBeTruthy();
  });

  it('says why it could not be looked at', async () => {
    const broken = new FakeClient();
    broken.failures.set('check-up:model-way', new AirlockError('internal', 'It broke\u202e.'));
    await show(broken);
    expect(results().getByText(/It broke⟦U\+202E⟧/)).toBeTruthy();
  });

  it('is looked at again with the rest', async () => {
    await show(new FakeClient());
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
    await act(async () => undefined);
    const looks = client.calls.filter(({ name }) => name === 'check-up:model-way');
    expect(looks).toHaveLength(2);
  });
});
