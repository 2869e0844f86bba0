import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsSection } from '../../../../../renderer/features/settings/approvals-section';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { connectStores } from '../../../../../renderer/stores/connect-stores';
import { useIdleDetection } from '../../../../../renderer/stores/idle-detection-store';

beforeEach(() => useIdleDetection.setState(useIdleDetection.getInitialState(), true));
afterEach(cleanup);

const NOTE = /idle detection does not work here/;

it('says that idle detection does not work where the system can’t tell, and no longer when it can', async () => {
  const client = new FakeClient({ idleDetection: 'blind' });
  provideClient(client);
  const disconnect = connectStores();
  render(<ApprovalsSection />);
  await screen.findByText(NOTE);
  act(() => client.emit('idle-detection:changed', 'works'));
  expect(screen.queryByText(NOTE)).toBeNull();
  disconnect();
});
