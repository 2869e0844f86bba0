import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { NetworkPanel } from '../../../../../renderer/features/network/network-panel';
import { fakeConnections, fakeRefusals } from '../../../../../renderer/preview/fake-network';
import { fakeEntries } from '../../../../../renderer/preview/fake-record';
import { startReading } from '../../../../../shared/record/record-reader';

afterEach(cleanup);

function show(...drafts: ReturnType<typeof fakeRefusals>) {
  const { hosts } = startReading(fakeEntries(drafts)).reading.network;
  render(<NetworkPanel hosts={hosts} allowedHosts={['a.example.com']} />);
}

it('says so when nothing was reached and nothing refused', () => {
  show();
  expect(screen.getByText(/Nothing was reached.*lets one host through/)).toBeTruthy();
});

it('says of each host whether it was let through, how much passed and during which steps', () => {
  show(...fakeConnections(2, 2, 1), ...fakeRefusals(4));
  const rows = within(screen.getByRole('list', { name: 'Hosts' })).getAllByRole('listitem');
  const texts = rows.map((row) => row.querySelector('summary')?.textContent);
  expect(texts[0]).toMatch(/^Refused: larkspur-login\.example.*not in the allowed hosts · step 4$/);
  expect(texts[1]).toMatch(/Refused 4×/);
  expect(texts[2]).toMatch(
    /^Let through: billing\.practice\.test:802 connections · step 2.*9\.6 kB.*845 bytes/,
  );
});

it('writes hostile hosts and addresses as text with nothing hidden', () => {
  const [refusal] = fakeRefusals(1);
  if (refusal?.kind !== 'egress') throw new Error('not a refusal');
  const host = '<img src=x onerror=alert(1)>\u202egpj.exe';
  show({ ...refusal, detail: { ...refusal.detail, host } });
  expect(document.querySelector('img')).toBeNull();
  expect(document.body.textContent).toContain('⟦U+202E⟧');
});
