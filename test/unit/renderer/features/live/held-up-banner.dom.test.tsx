import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { Composer } from '../../../../../renderer/features/live/composer';
import { HeldUpBanner } from '../../../../../renderer/features/live/held-up-banner';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { AirlockError } from '../../../../../shared/airlock-error';
import type { WayOn } from '../../../../../shared/domain/way-on';

let client: FakeClient;

beforeEach(() => {
  client = new FakeClient();
  provideClient(client);
  useNotices.setState({ notices: [] });
});
afterEach(cleanup);

function show(...waysOn: WayOn[]) {
  const session = fakeSession({ id: 's1', state: 'paused', stateReason: 'It declined.\u202E', waysOn });
  render(
    <>
      <HeldUpBanner session={session} />
      <Composer session={session} />
    </>,
  );
}
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })));
const ways = () => client.calls.filter(({ name }) => name === 'sessions:get-on').map(({ input }) => input);

it('offers what can be done and nothing else, and shows no hidden character of the reason', () => {
  show('drop-turn', 'compact');
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'Leave its last turn out',
    'Sum up and go on',
    'SendEnter',
  ]);
  expect(screen.getByRole('alert').textContent).not.toContain('\u202E');
});

it('goes on the way that is chosen', async () => {
  show('word', 'drop-turn', 'compact');
  await press('Leave its last turn out');
  await press('Sum up and go on');
  expect(ways()).toEqual([
    { sessionId: 's1', way: 'drop-turn' },
    { sessionId: 's1', way: 'compact' },
  ]);
});

it('leads to the field where something is said, which gets the run going', async () => {
  show('word');
  await press('Say something');
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  expect(ways()).toEqual([]);
});

it('says so where the run is not held up any more', async () => {
  client.failures.set('sessions:get-on', new AirlockError('conflict', 'This can not be done now.'));
  show('compact');
  await press('Sum up and go on');
  expect(useNotices.getState().notices.map(({ text }) => text)).toEqual(['This can not be done now.']);
});
