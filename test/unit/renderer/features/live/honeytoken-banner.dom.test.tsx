import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { LiveBanners } from '../../../../../renderer/features/live/live-banners';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import type { FoundHoneytoken } from '../../../../../shared/record/record-reader';

afterEach(cleanup);

const FOUND: FoundHoneytoken = {
  planted: 'a cookie of app.example.com',
  found: 'in an address that a page asked for',
  host: 'evil\u202e.example',
};

function show(honeytokens: readonly FoundHoneytoken[]): void {
  const session = fakeSession({ id: 'one', state: 'running' });
  render(
    <LiveBanners
      session={session}
      recordLoad={undefined}
      wrongCertificates={[]}
      honeytokens={honeytokens}
      conversationFault={null}
      closingWords=""
    />,
  );
}

it('a planted secret that came out is told with where it was, where it went, and nothing hidden', () => {
  show([FOUND]);
  const text = screen.getByRole('alert').textContent ?? '';
  expect(text).toContain('A planted secret came out in an address that a page asked for');
  expect(text).toContain('a cookie of app.example.com');
  expect(text).toContain('⟦U+202E⟧');
  expect(text).not.toContain('\u202e');
});

it('several are told as several, and none as nothing', () => {
  show([FOUND, { ...FOUND, host: null }]);
  expect(screen.getByRole('alert').textContent).toContain('It is not the only one');
  cleanup();
  show([]);
  expect(screen.queryByRole('alert')).toBeNull();
});
