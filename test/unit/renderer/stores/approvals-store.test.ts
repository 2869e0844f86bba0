import { beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../renderer/client/airlock-client';
import { FakeClient } from '../../../../renderer/preview/fake-client';
import { fakeApproval } from '../../../../renderer/preview/fake-sessions';
import {
  decideApproval,
  loadApprovals,
  receiveApprovals,
  stepApproval,
  useApprovals,
} from '../../../../renderer/stores/approvals-store';
import { useNotices } from '../../../../renderer/stores/notices-store';
import { AirlockError } from '../../../../shared/airlock-error';

const [a, b, c] = ['a', 'b', 'c'].map((id) => fakeApproval({ id })) as [
  ReturnType<typeof fakeApproval>,
  ReturnType<typeof fakeApproval>,
  ReturnType<typeof fakeApproval>,
];
const APPROVE = { verdict: 'approve', reason: '' } as const;
const focused = (): string | null => useApprovals.getState().focusedId;

describe('approvals store', () => {
  let client: FakeClient;
  beforeEach(() => {
    useApprovals.setState(useApprovals.getInitialState(), true);
    useNotices.setState(useNotices.getInitialState(), true);
    client = new FakeClient({ approvals: [a] });
    client.on('approvals:changed', receiveApprovals);
    provideClient(client);
  });

  it('keeps the focused approval when others come before and after it', () => {
    receiveApprovals([b]);
    receiveApprovals([a, b, c]);
    expect(focused()).toBe('b');
  });

  it('goes on to the one after it when the focused approval is settled', () => {
    receiveApprovals([a, b, c]);
    stepApproval(1);
    receiveApprovals([a, c]);
    expect(focused()).toBe('c');
  });

  it('goes back to the first when the last one is settled', () => {
    receiveApprovals([a, b]);
    stepApproval(1);
    receiveApprovals([a]);
    expect(focused()).toBe('a');
  });

  it('does not step past either end', () => {
    receiveApprovals([a, b]);
    stepApproval(-1);
    expect(focused()).toBe('a');
  });

  it('does not let a slow list undo a newer announcement', async () => {
    const listing = loadApprovals();
    receiveApprovals([b, c]);
    await listing;
    expect(useApprovals.getState().pending).toEqual([b, c]);
  });

  it('sends one decision even when asked twice', async () => {
    receiveApprovals([a]);
    await Promise.all([decideApproval('a', APPROVE), decideApproval('a', APPROVE)]);
    expect(client.calls.filter(({ name }) => name === 'approvals:decide')).toHaveLength(1);
  });

  it('keeps the card until the engine says that it is settled', () => {
    receiveApprovals([a]);
    void decideApproval('a', { verdict: 'deny', reason: 'no' });
    client.data = { ...client.data, approvals: [a] };
    expect(useApprovals.getState().deciding.a).toEqual({ kind: 'sending', verdict: 'deny' });
  });

  it('shows that a decision came too late', async () => {
    receiveApprovals([a]);
    client.failures.set('approvals:decide', new AirlockError('conflict', 'It had expired.'));
    await decideApproval('a', APPROVE);
    expect(useApprovals.getState().deciding.a).toEqual({
      kind: 'failed',
      message: 'It had expired.',
      isSettled: true,
    });
  });

  it('tells the operator when the card in front of them lapsed', () => {
    receiveApprovals([{ ...a, expiresAt: Date.now() - 1 }]);
    receiveApprovals([]);
    expect(useNotices.getState().notices[0]?.text).toContain('No answer in time');
  });
});
