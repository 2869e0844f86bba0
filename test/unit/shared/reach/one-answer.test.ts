import { describe, expect, it } from 'vitest';
import { checkEgress } from '../../../../electron/engine/egress/check-egress';
import { checkSettings } from '../../../../electron/engine/sessions/start-checks';
import { applyPolicy, DEFAULT_DRAFT, draftToSettings } from '../../../../renderer/forms/run-draft';
import { Reach } from '../../../../shared/reach/reach';
import { samplePolicy } from '../../../helpers/sample-policy';
import { sampleSettings } from '../../../helpers/sample-settings';

const HOSTS = [
  'example.com',
  '*.api.example.com',
  'app.example.com:8443',
  'plain.example.com:80',
  'portal.practice.localhost:80',
];
const LONG = 'a'.repeat(41);

/** Where a browser would go for an address, as the broker is asked for it. */
function connectionFor(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  return `${hostname}:${port || (protocol === 'http:' ? '80' : '443')}`;
}

async function isLetThrough(policy: ReturnType<typeof samplePolicy>, address: string): Promise<boolean> {
  const asks = { authority: connectionFor(address) };
  const { verdict } = await checkEgress(policy, { asks, answers: null, firstFlight: Buffer.alloc(0) });
  return verdict !== 'deny';
}

function canBegin(policy: ReturnType<typeof samplePolicy>, startUrl: string): boolean {
  try {
    checkSettings(sampleSettings({ model: { kind: 'claude', model: 'claude-opus-5-5' }, policy, startUrl }));
    return true;
  } catch {
    return false;
  }
}

function isTakenByForm(policy: ReturnType<typeof samplePolicy>, startUrl: string): boolean {
  const draft = { ...applyPolicy(DEFAULT_DRAFT, policy, 'whole'), startUrl };
  return draftToSettings(draft, '').kind === 'valid';
}

describe.each(['deny', 'ask'] as const)('where unknown hosts mean %s', (unknown_hosts) => {
  const policy = samplePolicy({ allowed_hosts: HOSTS, unknown_hosts });
  const reach = new Reach(policy);

  it.each([
    'https://unknown.example.net:8443/',
    'https://unknown.example.net:22/',
    'https://example.com:8443/',
    `https://${LONG}.api.example.com/`,
    'https://api.example.com:9443/',
    'https://localhost/',
    'http://localhost/',
    'https://portal.practice.localhost/',
    'http://foo.portal.practice.localhost/',
    'https://printer.local/',
    'https://10.0.0.1/',
    'https://[::1]/',
  ])('guard, form and start refuse %s, as the broker does', async (address) => {
    expect(await isLetThrough(policy, address)).toBe(false);
    expect([
      reach.judge(address).isAllowed,
      canBegin(policy, address),
      isTakenByForm(policy, address),
    ]).toEqual([false, false, false]);
  });

  it.each([
    'https://unknown.example.net/',
    'http://unknown.example.net/',
    'https://api.example.com/',
    'http://example.com/',
    'https://example.com/',
    'https://a.b.api.example.com/',
    'https://app.example.com:8443/',
    'http://plain.example.com/',
    'http://portal.practice.localhost/',
  ])('all four say the same of %s', async (address) => {
    const isAllowed = await isLetThrough(policy, address);
    expect([
      reach.judge(address).isAllowed,
      canBegin(policy, address),
      isTakenByForm(policy, address),
    ]).toEqual([isAllowed, isAllowed, isAllowed]);
  });

  it.each(['https://example.com@evil.test/', 'https://me:secret@example.com/', 'http://example.com:8443/'])(
    'guard, form and start refuse %s, which no connection shows',
    (address) => {
      expect([
        reach.judge(address).isAllowed,
        canBegin(policy, address),
        isTakenByForm(policy, address),
      ]).toEqual([false, false, false]);
    },
  );
});

it('an unknown host on a usual port can be begun at, where the operator is asked about it', async () => {
  const policy = samplePolicy({ allowed_hosts: HOSTS, unknown_hosts: 'ask' });
  const address = 'https://unknown.example.net/';
  expect([
    await isLetThrough(policy, address),
    new Reach(policy).judge(address).isAllowed,
    canBegin(policy, address),
    isTakenByForm(policy, address),
  ]).toEqual([true, true, true, true]);
});
