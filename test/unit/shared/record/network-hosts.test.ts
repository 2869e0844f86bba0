import { describe, expect, it } from 'vitest';
import { fakeConnections, fakeRefusals } from '../../../../renderer/preview/fake-network';
import { fakeEntries } from '../../../../renderer/preview/fake-record';
import { withProgress } from '../../../../shared/record/network-hosts';
import { startReading } from '../../../../shared/record/record-reader';

const open = fakeConnections(3, 1, 9).slice(0, 1);
const entries = fakeEntries([...fakeConnections(2, 2, 1), ...fakeRefusals(2), ...open]);

const { hosts, bySteps } = startReading(entries).reading.network;

describe('the hosts of a record', () => {
  it('stand with refused ones first, then the one heard of last', () => {
    expect(hosts.map(({ host }) => host)).toEqual([
      'larkspur-login.example',
      'telemetry.larkspur.example',
      'billing.practice.test',
    ]);
  });

  it('count what went out and came in, and what is still open', () => {
    const billing = hosts.at(-1);
    expect(billing).toMatchObject({ port: 80, open: 1, bytesUp: 419 + 426, bytesDown: 3210 + 6420 });
    expect(billing?.connections.map(({ step, ended }) => [step, ended])).toEqual([
      [2, 'both sides were done'],
      [2, 'both sides were done'],
      [3, null],
    ]);
  });

  it('show how far an open connection is, but believe the record once it has ended', () => {
    const progress = (connection: number) => ({
      connection,
      host: 'billing.practice.test',
      port: 80,
      step: 3,
      bytesUp: 1_000_000,
      bytesDown: 5,
      sinceMs: 10,
    });
    const billing = withProgress(hosts, [progress(9), progress(1)]).at(-1);
    expect(billing?.bytesUp).toBe(419 + 426 + 1_000_000);
  });

  it('count refusals that were left out of the record', () => {
    const telemetry = hosts.find(({ host }) => host.startsWith('telemetry'));
    expect(telemetry?.refusals).toMatchObject([{ count: 4, lastStep: 2, url: null }]);
  });

  it('count refused documents that were left out as well', () => {
    const refused = entries.filter(({ kind }) => kind === 'navigation-refused');
    const repeated = refused.map((entry) => ({ ...entry, detail: { ...entry.detail, repeats: 6 } }));
    const [host] = startReading(repeated as typeof entries).reading.network.hosts;
    expect(host?.refusals).toMatchObject([{ count: 7 }]);
  });

  it('keep a refused document apart from connections: it has no port', () => {
    expect(hosts[0]).toMatchObject({
      port: null,
      refusals: [{ url: 'https://larkspur-login.example/session?next=exports' }],
    });
  });
});

it('names each host once for a step, refused and reached apart', () => {
  expect(bySteps.get(2)).toEqual([
    { host: 'billing.practice.test', isRefused: false },
    { host: 'telemetry.larkspur.example', isRefused: true },
    { host: 'larkspur-login.example', isRefused: true },
  ]);
  expect(bySteps.get(3)).toEqual([{ host: 'billing.practice.test', isRefused: false }]);
});
