import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { RunModel } from '../../../../../renderer/components/run-model';
import { ModelAddressSection } from '../../../../../renderer/features/settings/model-address-section';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { usePreferences } from '../../../../../renderer/stores/preferences-store';
import { USUAL_PREFERENCES } from '../../../../../shared/domain/preferences';

let client: FakeClient;
beforeEach(() => {
  usePreferences.setState(usePreferences.getInitialState(), true);
  client = new FakeClient();
  provideClient(client);
});
afterEach(cleanup);

const saved = () => client.calls.filter(({ name }) => name === 'preferences:save').map(({ input }) => input);
const field = () =>
  screen.getByLabelText<HTMLInputElement>('Address of a service that speaks the Messages API');

function save(text: string): void {
  fireEvent.change(field(), { target: { value: text } });
  fireEvent.click(screen.getByRole('button', { name: 'Save address' }));
}

it('an address that the key must not go to is not saved, and stays to be corrected', () => {
  render(<ModelAddressSection />);
  save('http://models.example.com');
  expect(screen.getByRole('alert').textContent).toContain('plain http is for this machine alone');
  expect([field().value, saved()]).toEqual(['http://models.example.com', []]);
});

it('another address is saved in its canonical form and said to be in use', async () => {
  render(<ModelAddressSection />);
  save('https://Models.example.com/claude/');
  const modelAddress = 'https://models.example.com/claude';
  await waitFor(() => expect(saved()).toEqual([{ ...USUAL_PREFERENCES, modelAddress }]));
  await screen.findByText(modelAddress);
  expect(field().value).toBe(modelAddress);
});

it('the official one is said to be it, typed or one click away', async () => {
  usePreferences.setState({ preferences: { ...USUAL_PREFERENCES, modelAddress: 'https://a.example' } });
  render(<ModelAddressSection />);
  save('https://api.anthropic.com/');
  await screen.findByText('The official one is in use');
  save('https://a.example');
  fireEvent.click(await screen.findByRole('button', { name: 'Use the official one' }));
  await screen.findByText('The official one is in use');
  expect(saved()).toMatchObject([
    { modelAddress: 'https://api.anthropic.com' },
    { modelAddress: 'https://a.example' },
    { modelAddress: 'https://api.anthropic.com' },
  ]);
});

it.each([
  ['https://models.example.com', 'Model at https://models.example.com'],
  ['https://models.example.com/\u202egro', 'Model at https://models.example.com/⟦U+202E⟧gro'],
])('a run that asks at %j says so', (modelAddress, words) => {
  const session = fakeSession({ id: 'a', modelAddress });
  const settings = { ...session.settings, model: { kind: 'claude', model: 'claude-opus-5-5' } as const };
  const { container } = render(<RunModel session={{ ...session, settings }} />);
  expect(container.textContent).toContain('claude-opus-5-5');
  expect(container.textContent).toContain(words);
});

it.each([null, 'https://api.anthropic.com'])('a run at %s shows the model alone', (modelAddress) => {
  const session = fakeSession({ id: 'a', modelAddress });
  const settings = { ...session.settings, model: { kind: 'claude', model: 'claude-opus-5-5' } as const };
  const { container } = render(<RunModel session={{ ...session, settings }} />);
  expect(container.textContent).toBe('claude-opus-5-5');
});
