import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { EnginesSection } from '../../../../../renderer/features/settings/engines-section';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { FAKE_HOSTS } from '../../../../../renderer/preview/fake-hosts';
import { useHosts } from '../../../../../renderer/stores/hosts-store';
import { AirlockError } from '../../../../../shared/airlock-error';

let client: FakeClient;
beforeEach(() => {
  useHosts.setState(useHosts.getInitialState(), true);
  client = new FakeClient({ engines: FAKE_HOSTS });
  provideClient(client);
});
afterEach(cleanup);

const saved = () => client.calls.filter(({ name }) => name === 'hosts:save').map(({ input }) => input);

describe('the container engines', () => {
  it('say of each what it is, how much room it has and what it lacks', async () => {
    render(<EnginesSection />);
    const rows = await screen.findAllByRole('checkbox');
    expect(rows).toHaveLength(3);
    expect(document.body.textContent).toContain('Docker 27.3.1 (API 1.47) · gVisor, runc · 1 of 4 in use');
    expect(document.body.textContent).toContain('Room for 15 more runs');
    expect(document.body.textContent).toContain('docker --context lab version');
  });

  it('are used for runs or not, one by one', async () => {
    render(<EnginesSection />);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Use Build host for runs' }));
    await waitFor(() => expect(saved()).toMatchObject([{ enabled: ['local'] }]));
  });

  it('can be added; what was typed stays when the address is refused', async () => {
    render(<EnginesSection />);
    await screen.findAllByRole('checkbox');
    const form = screen.getByRole('form', { name: 'Add an engine', hidden: true });
    const fill = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    fill('Name', 'Lab');
    fill('Address', 'tcp://lab:2375');
    client.failures.set('hosts:save', new AirlockError('bad-input', 'tcp:// needs TLS.'));
    fireEvent.submit(form);
    await screen.findByText('tcp:// needs TLS.');
    expect(screen.getByLabelText<HTMLInputElement>('Address').value).toBe('tcp://lab:2375');
    client.failures.clear();
    fill('Address', 'ssh://ops@lab');
    fireEvent.submit(form);
    await waitFor(() =>
      expect(saved().at(-1)).toMatchObject({
        added: [{ name: 'Build host' }, { name: 'Lab', address: 'ssh://ops@lab', certificates: null }],
      }),
    );
  });

  it('say so when they can not be listed', async () => {
    client.failures.set('hosts:list', new AirlockError('internal', 'No list.'));
    render(<EnginesSection />);
    expect((await screen.findByRole('alert')).textContent).toContain('No list.');
  });
});
