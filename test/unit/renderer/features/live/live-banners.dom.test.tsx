import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { LiveBanners } from '../../../../../renderer/features/live/live-banners';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import type { Session } from '../../../../../shared/domain/session';

afterEach(cleanup);

const DECLINED = 'Paused: the model declined to go on. Resume asks the model again; stop ends the run.';

function show(change: Partial<Session>, closingWords: string): string {
  const { container } = render(
    <LiveBanners
      session={fakeSession({ id: 'run', ...change })}
      recordLoad={undefined}
      wrongCertificates={[]}
      honeytokens={[]}
      conversationFault={null}
      closingWords={closingWords}
    />,
  );
  return container.textContent ?? '';
}

it('says what the model said as it declined, with nothing hidden', () => {
  const paused = { state: 'paused', stateBy: 'console', stateReason: DECLINED } as const;
  expect(show(paused, 'I can’t \u202ehelp with that.')).toBe(
    `The run needs you. ${DECLINED}The agent says: I can’t ⟦U+202E⟧help with that.`,
  );
  expect(screen.getByRole('alert')).toBeTruthy();
});

it('quotes nobody where a run paused without a word of the agent', () => {
  const paused = { state: 'paused', stateBy: 'console', stateReason: DECLINED } as const;
  expect(show(paused, '')).toBe(`The run needs you. ${DECLINED}`);
});

it('says nothing of a run that the operator paused', () => {
  expect(show({ state: 'paused', stateBy: 'ada' }, 'Next I delete it.')).toBe('');
});
