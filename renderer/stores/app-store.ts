import { create } from 'zustand';
import type { AppInfo, KeyStatus } from '../../shared/domain/settings';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { LOADING, type LoadState, READY } from './load-state';

export type AppState = {
  readonly info: AppInfo | null;
  readonly key: KeyStatus | null;
  readonly load: LoadState;
};

export const useApp = create<AppState>(() => ({ info: null, key: null, load: LOADING }));

export async function loadApp(): Promise<void> {
  try {
    const [info, key] = await Promise.all([airlock().call('app:info'), airlock().call('key:status')]);
    useApp.setState({ info, key, load: READY });
  } catch (error) {
    useApp.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

export function receiveKey(key: KeyStatus): void {
  useApp.setState({ key });
}

/** Hands the key to the engine and forgets it; only its status comes back. */
export async function saveKey(key: string): Promise<void> {
  receiveKey(await airlock().call('key:save', { key }));
}

export async function deleteKey(): Promise<void> {
  receiveKey(await airlock().call('key:delete'));
}
