import { create } from 'zustand';
import type { StoredPolicy } from '../../shared/domain/policy-document';
import { airlock, errorMessage } from '../client/airlock-client';
import { LOADING, type LoadState, READY } from './load-state';

export type PoliciesState = {
  /** The presets, then the operator's own, as the engine lists them. */
  readonly policies: readonly StoredPolicy[];
  readonly load: LoadState;
};

export const usePolicies = create<PoliciesState>(() => ({ policies: [], load: LOADING }));

/** Files may have been changed outside the console: asked again whenever they are looked at. */
export async function loadPolicies(): Promise<void> {
  try {
    usePolicies.setState({ policies: await airlock().call('policies:list'), load: READY });
  } catch (error) {
    usePolicies.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

/** Keeps a document in place of another, or as a new one. Rejects as the engine does. */
export async function keepPolicy(text: string, replaces: string | null): Promise<StoredPolicy> {
  const saved = await airlock().call('policies:save', { text, replaces });
  await loadPolicies();
  return saved;
}

export async function removePolicy(id: string): Promise<void> {
  await airlock().call('policies:remove', { id });
  await loadPolicies();
}
