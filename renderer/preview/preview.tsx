import '../client/zod-without-eval';
import '../tokens.css';
import '../base.css';
import { createRoot } from 'react-dom/client';
import { AirlockError } from '../../shared/airlock-error';
import { assertDefined } from '../../shared/assert';
import type { AuditEntry } from '../../shared/domain/audit-entry';
import type { Session } from '../../shared/domain/session';
import type { VaultStatus } from '../../shared/domain/vault';
import { App } from '../app';
// After those of every part, which it goes over.
import '../forced-colors.css';
import { provideClient } from '../client/airlock-client';
import { frameUrl } from '../client/frame-url';
import { connectDraft } from '../forms/draft-store';
import { connectPolicyDrafts } from '../forms/policy-drafts';
import { connectStores } from '../stores/connect-stores';
import { openLive, openReplay, openView, VIEWS } from '../stores/navigation-store';
import { connectTheme } from '../stores/theme-store';
import { withChanges } from './fake-changed-record';
import {
  fakeBeyondChange,
  fakeChangeApproval,
  fakeCriticalChange,
  fakePagesOwnChange,
  fakeRepeatedChange,
} from './fake-changes';
import { FAKE_INFO, FakeClient } from './fake-client';
import { FAKE_FRAMES } from './fake-frames';
import { FAKE_HOSTS } from './fake-hosts';
import { fakePaymentApproval, fakeTypedIbanApproval } from './fake-payment';
import { fakeFinishedRecord, fakeWaitingRecord } from './fake-record';
import { serveFakeScreen } from './fake-screen';
import {
  fakeAliveApproval,
  fakeApproval,
  fakeBatchApproval,
  fakeConnectionApproval,
  fakeHaltApproval,
  fakePasskeyApproval,
  fakePhoneCodeApproval,
  fakePlan,
  fakeQuestion,
  fakeSessions,
  fakeSessionUseApproval,
  fakeSignedOutApproval,
  fakeSignInApproval,
  fakeUploadApproval,
  hostileApproval,
} from './fake-sessions';
import { FAKE_CREDENTIALS, FAKE_IMPORT, OPEN_VAULT } from './fake-vault';

// What the address asks for:
// ?view=live&session=waiting&approvals=2&empty&alive&signIn&phoneCode&passkey&sessionUse&halt&question&options&circles&plan&otherPlan&finished&signedOut&batch&payment&typing&held&heldCritical&heldPage&heldBeyond&heldTwice&altered&fallback&fail=sessions:list&words&vault=locked
const query = new URLSearchParams(window.location.search);
const many = Array.from({ length: 8 }, (_, index) =>
  fakeConnectionApproval({
    id: `many-${index}`,
    sessionId: 'supplier',
    host: `cdn-${index}.larkspur.example`,
  }),
);
const kinds = {
  usual: [fakeApproval(), hostileApproval(), fakeConnectionApproval(), fakeUploadApproval()],
  signIn: [fakeSignInApproval(), fakeApproval()],
  phoneCode: [fakePhoneCodeApproval(), fakeApproval()],
  passkey: [fakePasskeyApproval(), fakeApproval()],
  sessionUse: [fakeSessionUseApproval(), fakeApproval()],
  halt: [fakeHaltApproval(), fakeApproval()],
  question: [fakeQuestion(), fakeApproval()],
  options: [
    fakeQuestion({
      asked: 'call',
      sentence: 'The agent asks you.',
      words: 'There are 48 invoices here. Shall I export all of them for the tax adviser?',
      options: ['Export all of them', 'Leave them as they are'],
    }),
    fakeApproval(),
  ],
  circles: [
    fakeQuestion({
      asked: 'console',
      sentence: 'The agent seems to go in circles.',
      words: 'It made the same call six times in a row, and the screen did not change: left click.',
    }),
    fakeApproval(),
  ],
  finished: [
    fakeQuestion({
      asked: 'finish',
      sentence: 'The agent says: partly done.',
      words: 'I exported 46 of the 48 invoices. Two are drafts, which the export leaves out.',
    }),
    fakeApproval(),
  ],
  plan: [fakePlan(), fakeApproval()],
  otherPlan: [
    fakePlan({
      sentence: 'The agent wants to leave its plan for another.',
      words: 'There is no archive to export: each invoice is saved by itself.',
      plan: {
        steps: ['Save each of the 48 invoices by itself.', 'Report how many there are.'],
        before: ['Open the Exports page.', 'Export all invoices as one archive.', 'Report.'],
      },
    }),
    fakeApproval(),
  ],
  signedOut: [fakeSignedOutApproval(), fakeApproval()],
  alive: [fakeAliveApproval(), fakeApproval()],
  payment: [fakePaymentApproval(), fakeApproval()],
  typing: [fakeTypedIbanApproval(), fakeApproval()],
  batch: [fakeBatchApproval(), fakeApproval(), ...many],
  held: [fakeChangeApproval(), fakeApproval()],
  heldCritical: [fakeCriticalChange(), fakeApproval()],
  heldPage: [fakePagesOwnChange(), fakeApproval()],
  heldBeyond: [fakeBeyondChange(), fakeApproval()],
  heldTwice: [fakeRepeatedChange(), fakeApproval()],
};
const VAULTS: Readonly<Record<string, Partial<VaultStatus>>> = {
  locked: { state: 'locked', protection: 'passphrase' },
  passphrase: { protection: 'passphrase' },
  new: { state: 'passphrase-needed', protection: null, hasSystemStore: false },
  unreadable: { state: 'unreadable', protection: null, problem: 'The vault’s file is damaged.' },
};
function fakeVault(state: string | null): VaultStatus {
  return { ...OPEN_VAULT, ...VAULTS[state ?? ''] };
}
function isKind(name: string): name is keyof typeof kinds {
  return Object.hasOwn(kinds, name);
}
const kind = [...query.keys()].find(isKind) ?? 'usual';
const approvals = kinds[kind];
const counted = (session: Session): Session =>
  query.has('altered') ? { ...session, changes: { sent: 17, denied: 2 } } : session;
const altered = (entries: AuditEntry[]) => (query.has('altered') ? withChanges(entries) : entries);
const client = new FakeClient(
  query.has('empty')
    ? {}
    : {
        sessions: fakeSessions().map(counted),
        approvals: approvals.slice(0, Number(query.get('approvals') ?? 0)),
        records: {
          waiting: altered(fakeWaitingRecord()),
          supplier: fakeWaitingRecord().slice(0, 20),
          'claude-run': fakeWaitingRecord().slice(0, 14),
          finished: altered(fakeFinishedRecord()),
        },
        engines: FAKE_HOSTS,
        credentials: FAKE_CREDENTIALS,
        importPreview: FAKE_IMPORT,
        vault: fakeVault(query.get('vault')),
        info: { ...FAKE_INFO, runtime: query.has('fallback') ? 'npm-fallback' : 'official' },
      },
);
for (const name of query.getAll('fail')) {
  client.failures.set(
    name as never,
    new AirlockError(
      'engine-unreachable',
      'Docker does not answer on /var/run/docker.sock. Start it, then try again.',
    ),
  );
}
const call = client.call;
Object.assign(client, {
  call: ((name, ...input) => {
    const watched = input[0] as { sessionId?: string } | undefined;
    if (name === 'sessions:watch' && watched?.sessionId) {
      void serveFakeScreen(watched.sessionId, frameUrl(watched.sessionId, FAKE_FRAMES.exports));
    }
    return call(name, ...input);
  }) as typeof call,
});
Object.assign(window, { fakeClient: client });
provideClient(client);
connectTheme();
connectDraft();
connectPolicyDrafts();
connectStores();
const session = query.get('session');
const view = VIEWS.find((candidate) => candidate === query.get('view')) ?? 'live';
if (view === 'sessions' && session) openReplay(session);
else if (session) openLive(session);
else openView(view);
createRoot(assertDefined(document.getElementById('root'), 'element #root')).render(<App />);
if (query.has('words')) {
  client.emit('sessions:words', {
    sessionId: session ?? 'waiting',
    text: 'The exports page lists 48 invoices. Next I look for a button that exports all of them at on',
  });
}
const change = query.get('change');
if (change && session) setTimeout(() => client.changeSession(session, JSON.parse(change)), 100);
