import { AirlockError } from '../../shared/airlock-error';
import type { Credential } from '../../shared/domain/credential';
import type { CredentialDraft } from '../../shared/domain/credential-draft';
import type { ImportChoice, ImportPreview } from '../../shared/domain/credential-import';
import type { VaultStatus } from '../../shared/domain/vault';

export type FakeVaultData = {
  readonly vault: VaultStatus;
  readonly credentials: readonly Credential[];
  /** What choosing a file brings; null when the operator changes their mind. */
  readonly importPreview: ImportPreview | null;
};

export const OPEN_VAULT: VaultStatus = {
  state: 'open',
  protection: 'system',
  hasSystemStore: true,
  problem: '',
};

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 29, 9, 30);

export function fakeCredential(changes: Partial<Credential> & { readonly name: string }): Credential {
  return {
    id: changes.name.toLowerCase(),
    kind: 'login',
    origins: ['https://app.larkspur.example'],
    policies: ['Supervised'],
    account: '',
    hasCode: false,
    source: { kind: 'airlock' },
    createdAt: NOW - 40 * DAY,
    changedAt: NOW - 40 * DAY,
    usedAt: null,
    ...changes,
  };
}

export const FAKE_CREDENTIALS: readonly Credential[] = [
  fakeCredential({
    name: 'Billing',
    origins: ['http://billing.practice.test'],
    account: 'ada@larkspur.example',
    hasCode: true,
    policies: ['Supervised', 'Locked down'],
    usedAt: NOW - 3_600_000,
  }),
  fakeCredential({
    name: 'Larkspur admin',
    origins: [
      'https://app.larkspur.example',
      'https://login.larkspur.example:8443',
      'https://eu.larkspur.example',
    ],
    account: 'operations-team@larkspur.example',
    source: { kind: 'command', command: 'op', reference: 'op://Operations/Larkspur' },
    hasCode: true,
    usedAt: NOW - 3 * DAY,
  }),
  fakeCredential({
    name: 'Parcels API',
    kind: 'header',
    headerName: 'Authorization',
    origins: ['https://api.parcels.example'],
    account: 'read only',
    policies: [],
  }),
  fakeCredential({
    name: 'Supplier portal',
    kind: 'session',
    origins: ['https://portal.xn--mller-kva.example'],
    account: 'm.ueller@supplier.example',
    usedAt: NOW - 12 * DAY,
    health: { state: 'signed-out', at: NOW - 12 * DAY },
  }),
  fakeCredential({ name: 'Warehouse PIN', kind: 'secret', origins: ['https://stock.larkspur.example'] }),
];

export const FAKE_IMPORT: ImportPreview = {
  importId: 'import-1',
  fileName: 'chrome-passwords.csv',
  format: 'Chrome or Edge',
  rows: [
    {
      line: 2,
      name: 'Acme',
      origins: ['https://app.acme.example'],
      account: 'ada@acme.example',
      hasCode: true,
      verdict: 'ready',
      notes: [],
    },
    {
      line: 3,
      name: 'Parcels',
      origins: ['https://www.parcels.example', 'https://login.parcels.example'],
      account: 'ada',
      hasCode: false,
      verdict: 'ready',
      notes: ['The address http://old.parcels.example is not encrypted: only https:// will do.'],
    },
    {
      line: 4,
      name: 'Larkspur',
      origins: ['https://app.larkspur.example'],
      account: 'operations-team@larkspur.example',
      hasCode: false,
      verdict: 'duplicate',
      notes: ['The same account and site as “Larkspur admin” in the vault.'],
    },
    {
      line: 5,
      name: 'Old intranet',
      origins: [],
      account: 'ada',
      hasCode: false,
      verdict: 'left-out',
      notes: ['The address http://intranet/login is not encrypted: only https:// will do.'],
    },
  ],
};

type SetVault = (change: Partial<FakeVaultData>) => void;

/** The vault's calls on data in memory, as the engine answers them. The passphrase is `open sesame please`. */
export function fakeVaultHandlers(get: () => FakeVaultData, set: SetVault) {
  const become = (change: Partial<VaultStatus>): VaultStatus => {
    set({ vault: { ...get().vault, ...change } });
    return get().vault;
  };
  return {
    'vault:status': () => get().vault,
    'vault:unlock': ({ passphrase }: { passphrase: string }) => {
      if (passphrase !== 'open sesame please') {
        throw new AirlockError('bad-input', 'That is not the passphrase of this vault. Nothing was changed.');
      }
      return become({ state: 'open' });
    },
    'vault:lock': () => become({ state: 'locked' }),
    'vault:look-again': () => get().vault,
    'vault:set-passphrase': ({ next }: { next: string | null }) =>
      become({ state: 'open', protection: next === null ? 'system' : 'passphrase' }),
    'vault:begin-anew': () => {
      const { hasSystemStore } = get().vault;
      set({ credentials: [] });
      become(hasSystemStore ? OPEN_VAULT : { state: 'passphrase-needed', protection: null, problem: '' });
      return '/root/.config/airlock/credentials.vault.kept-20261129T093000';
    },
    'credentials:list': () => (get().vault.state === 'open' ? get().credentials : []),
    'credentials:save': (draft: CredentialDraft) => {
      const saved = savedCredential(draft, get().credentials);
      set({ credentials: byName([...get().credentials.filter(({ id }) => id !== saved.id), saved]) });
      return saved;
    },
    'credentials:remove': ({ id }: { id: string }) =>
      set({ credentials: get().credentials.filter((credential) => credential.id !== id) }),
    'credentials:import-preview': () => get().importPreview,
    'credentials:import-take': ({ lines, policies }: ImportChoice) => {
      const rows = get().importPreview?.rows.filter(({ line }) => lines.includes(line)) ?? [];
      const taken = rows.map(({ name, origins, account, hasCode }) =>
        fakeCredential({ name, origins, account, hasCode, policies, id: `imported-${name}` }),
      );
      set({ credentials: byName([...get().credentials, ...taken]) });
      return taken;
    },
    'credentials:import-drop': () => undefined,
  };
}

function savedCredential(draft: CredentialDraft, kept: readonly Credential[]): Credential {
  const { id, secrets, headerName, ...plain } = draft;
  const former = kept.find((credential) => credential.id === id);
  if (kept.some(({ name, id: other }) => name === draft.name && other !== id)) {
    throw new AirlockError(
      'conflict',
      `There is an entry “${draft.name}” already. Choose a name that looks different.`,
    );
  }
  const hadCode = secrets.seed === undefined && (former?.hasCode ?? false);
  return {
    ...plain,
    ...(headerName !== null && { headerName }),
    id: id ?? `new-${kept.length}`,
    hasCode: draft.source.kind === 'command' ? draft.hasCode : typeof secrets.seed === 'string' || hadCode,
    createdAt: former?.createdAt ?? NOW,
    changedAt: NOW,
    usedAt: former?.usedAt ?? null,
  };
}

function byName(credentials: readonly Credential[]): readonly Credential[] {
  return [...credentials].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
