import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { LiveBanners } from '../../../../../renderer/features/live/live-banners';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';

afterEach(cleanup);

function show(conversationFault: string | null): void {
  render(
    <LiveBanners
      session={fakeSession({ id: 'one', state: 'running' })}
      recordLoad={undefined}
      wrongCertificates={[]}
      honeytokens={[]}
      conversationFault={conversationFault}
      closingWords=""
    />,
  );
}

it('a conversation that the model did not get as it was is an alarm, with nothing hidden', () => {
  show('messages\u202e were not the same any more');
  const text = screen.getByRole('alert').textContent ?? '';
  expect(text).toContain('The model did not get the conversation as it was.');
  expect(text).toContain('Messages⟦U+202E⟧ were not the same any more.');
  cleanup();
  show(null);
  expect(screen.queryByRole('alert')).toBeNull();
});
