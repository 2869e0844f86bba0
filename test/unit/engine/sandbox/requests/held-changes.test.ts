import { describe, expect, it } from 'vitest';
import { CdpConnection } from '../../../../../electron/engine/sandbox/cdp/cdp-connection';
import { type ChangeHolder, HeldChanges } from '../../../../../electron/engine/sandbox/requests/held-changes';
import { NavigationGuard } from '../../../../../electron/engine/sandbox/requests/navigation-guard';
import type { RequestFacts } from '../../../../../electron/engine/sandbox/requests/request-rule';
import { RequestWatch } from '../../../../../electron/engine/sandbox/requests/request-watch';
import { FakeBrowser } from '../../../../helpers/fake-browser';
import { ManualClock } from '../../../../helpers/manual-clock';

class Holder implements ChangeHolder {
  readonly asked: RequestFacts[] = [];
  readonly released: boolean[] = [];

  judge(request: RequestFacts) {
    this.asked.push(request);
    return { kind: 'pass' } as const;
  }

  noteReleased(_request: RequestFacts, isSent: boolean): void {
    this.released.push(isSent);
  }
}

async function watched() {
  const fake = new FakeBrowser();
  const connection = new CdpConnection(fake.client);
  const changes = new HeldChanges(['delete']);
  const holder = new Holder();
  const watch = new RequestWatch(connection.browser, [new NavigationGuard(), changes], new ManualClock());
  return { fake, changes, holder, watch };
}

describe('what is held for changes', () => {
  it('is documents alone until somebody decides about changes', async () => {
    const { fake, watch } = await watched();
    await watch.begin();
    expect(fake.of('Fetch.enable')[0]?.params).toEqual({
      patterns: [{ urlPattern: '*', requestStage: 'Request', resourceType: 'Document' }],
    });
  });

  it('is every kind with a method of its own, and of the others what names a change in its address', async () => {
    const { fake, watch, changes, holder } = await watched();
    changes.holder = holder;
    await watch.begin();
    const [enabled] = fake.of('Fetch.enable');
    const patterns = (enabled?.params.patterns ?? []) as { urlPattern: string; resourceType?: string }[];
    const kinds = patterns.flatMap(({ resourceType }) => resourceType ?? []);
    expect(kinds).toEqual(['Document', 'XHR', 'Fetch', 'Ping', 'CSPViolationReport', 'Other']);
    const addresses = patterns.flatMap((one) => (one.resourceType === undefined ? one.urlPattern : []));
    expect(addresses).toEqual(['*delete*', '*Delete*', '*DELETE*']);
  });
});
