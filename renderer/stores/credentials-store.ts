import { create } from 'zustand';
import type { Credential } from '../../shared/domain/credential';
import type { CredentialDraft } from '../../shared/domain/credential-draft';
import type { ImportChoice, ImportPreview } from '../../shared/domain/credential-import';
import type { VaultStatus } from '../../shared/domain/vault';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { LOADING, type LoadState, READY } from './load-state';

export type CredentialsState = {
  /** By name, without secrets; none while the vault is not open. */
  readonly credentials: readonly Credential[];
  /** Null until it is known. */
  readonly vault: VaultStatus | null;
  readonly load: LoadState;
};

export const useCredentials = create<CredentialsState>(() => ({
  credentials: [],
  vault: null,
  load: LOADING,
}));

export async function loadCredentials(): Promise<void> {
  try {
    const vault = await airlock().call('vault:status');
    const credentials = await airlock().call('credentials:list');
    useCredentials.setState({ vault, credentials, load: READY });
  } catch (error) {
    useCredentials.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

export function receiveVault(vault: VaultStatus): void {
  useCredentials.setState({ vault });
}

export function receiveCredentials(credentials: readonly Credential[]): void {
  useCredentials.setState({ credentials });
}

/** These answer what went wrong, or null. What has changed is announced by the engine. */
export function unlockVault(passphrase: string): Promise<string | null> {
  return problemOf(airlock().call('vault:unlock', { passphrase }));
}

export function lockVault(): Promise<string | null> {
  return problemOf(airlock().call('vault:lock'));
}

/** Whether a vault that could not be read can be now; the status tells. */
export function lookAgain(): Promise<string | null> {
  return problemOf(airlock().call('vault:look-again'));
}

/** `next` null: under the system's key store. */
export function setPassphrase(current: string | null, next: string | null): Promise<string | null> {
  return problemOf(airlock().call('vault:set-passphrase', { current, next }));
}

/** Rejects as the engine does; the answer is where the former vault lies. */
export function beginVaultAnew(): Promise<string | null> {
  return airlock().call('vault:begin-anew');
}

export function saveCredential(draft: CredentialDraft): Promise<string | null> {
  return problemOf(airlock().call('credentials:save', draft));
}

export function removeCredential(id: string): Promise<string | null> {
  return problemOf(airlock().call('credentials:remove', { id }));
}

/** Null when the operator chose no file. Rejects as the engine does. */
export function previewImport(): Promise<ImportPreview | null> {
  return airlock().call('credentials:import-preview');
}

/** How many entries were taken. Rejects as the engine does. */
export async function takeImport(choice: ImportChoice): Promise<number> {
  return (await airlock().call('credentials:import-take', choice)).length;
}

export function dropImport(): Promise<string | null> {
  return problemOf(airlock().call('credentials:import-drop'));
}

async function problemOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}
