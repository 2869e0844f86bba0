import { create } from 'zustand';
import type { DryRunStep, DryRunSubject } from '../../shared/domain/dry-run';
import type { Policy } from '../../shared/domain/policy';
import type { PolicyCheck, PolicyFormat, StoredPolicy } from '../../shared/domain/policy-document';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
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

/** Reads a document and says what is wrong with it. Rejects as the engine does. */
export function readPolicy(text: string): Promise<PolicyCheck> {
  return airlock().call('policies:check', { text });
}

/** A policy as a document, with the comments of `into` where it is given. Rejects as the engine does. */
export function formatPolicy(policy: Policy, into: string | null): Promise<string> {
  return airlock().call('policies:format', { policy, format: 'yaml', into });
}

/** Asks where to, and writes the policy there. Answers the file's path, or null when the operator thought better of it. */
export function exportPolicy(policy: Policy, format: PolicyFormat): Promise<string | null> {
  return airlock().call('policies:export', { policy, format });
}

/** What a policy would have said to actions that were asked for once. Rejects as the engine does. */
export function judgePast(policy: Policy, subject: DryRunSubject): Promise<readonly DryRunStep[]> {
  return airlock().call('policies:dry-run', { policy, subject });
}
