import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { LiveBanners } from '../../../../../renderer/features/live/live-banners';
import { LiveSide } from '../../../../../renderer/features/live/live-side';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { useNavigation } from '../../../../../renderer/stores/navigation-store';
import type { Session } from '../../../../../shared/domain/session';
import { NOTHING_READ } from '../../../../../shared/record/record-reader';

const paused = (stateReason: string): Session =>
  fakeSession({ id: 'one', state: 'paused', stateBy: 'console', stateReason });

function show(session: Session, closingWords = ''): void {
  render(
    <>
      <LiveBanners
        session={session}
        recordLoad={undefined}
        wrongCertificates={[]}
        honeytokens={[]}
        conversationFault={null}
        closingWords={closingWords}
      />
      <LiveSide session={session} reading={{ ...NOTHING_READ, closingWords }} />
    </>,
  );
}

beforeEach(() => {
  useNavigation.setState(useNavigation.getInitialState(), true);
  provideClient(new FakeClient());
});
afterEach(cleanup);

it('a run that was refused its key leads to Settings, and says of its steps that nothing is done', () => {
  show(
    paused('Paused: the API key was refused (401); put another into Settings. Resume asks the model again.'),
  );
  expect(screen.getByRole('alert').textContent).toContain('the API key was refused');
  expect(screen.getByRole('region', { name: 'What the agent did' }).textContent).toBe(
    'Nothing was done yet, and nothing is until the run goes on.',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Open Settings' }));
  expect(useNavigation.getState().view).toBe('settings');
});

it('a run whose model declined shows what the model said, with hidden characters written out', () => {
  show(
    paused('Paused: the model declined to go on. Resume asks the model again.'),
    'I won’t\u202e delete these.',
  );
  expect(screen.getByRole('alert').textContent).toContain('the model declined');
  expect(screen.queryByRole('button', { name: 'Open Settings' })).toBeNull();
  expect(screen.getByRole('region', { name: 'What the agent did' }).textContent).toContain(
    'I won’t⟦U+202E⟧ delete these.',
  );
});
