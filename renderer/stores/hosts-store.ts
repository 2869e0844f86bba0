import { create } from 'zustand';
import type { HostList, HostSettings, HostView } from '../../shared/domain/hosts';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { LOADING, type LoadState, READY } from './load-state';
import { notify } from './notices-store';

export type HostsState = {
  readonly engines: readonly HostView[];
  /** What the operator chose; null until it is known. */
  readonly settings: HostSettings | null;
  readonly load: LoadState;
  readonly isSaving: boolean;
};

export const useHosts = create<HostsState>(() => ({
  engines: [],
  settings: null,
  load: LOADING,
  isSaving: false,
}));

export async function loadHosts(): Promise<void> {
  await receive(airlock().call('hosts:list'));
}

/** Asks every engine again what it is and has. */
export async function checkHosts(): Promise<void> {
  await receive(airlock().call('hosts:check', { engine: null }));
}

async function receive(answer: Promise<HostList>): Promise<void> {
  useHosts.setState({ load: LOADING });
  try {
    receiveHosts(await answer);
  } catch (error) {
    useHosts.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

export function receiveHosts({ engines, settings }: HostList): void {
  useHosts.setState({ engines, settings, load: READY });
}

/** Saves a change; answers what is wrong with it, or null. The list changes when the engine says so. */
export async function saveHosts(change: Partial<HostSettings>): Promise<string | null> {
  const { settings } = useHosts.getState();
  if (settings === null) return 'The engines are not known yet.';
  useHosts.setState({ isSaving: true });
  try {
    receiveHosts(await airlock().call('hosts:save', { ...settings, ...change }));
    return null;
  } catch (error) {
    return errorMessage(error);
  } finally {
    useHosts.setState({ isSaving: false });
  }
}

/** Runs are placed on it or not any more. With none chosen, the one that Docker's own client would use. */
export async function enableEngine(engine: HostView, isEnabled: boolean): Promise<void> {
  const enabled = useHosts
    .getState()
    .engines.filter((other) => (other.id === engine.id ? isEnabled : other.isEnabled))
    .map(({ id }) => id);
  const problem = await saveHosts({ enabled });
  if (problem !== null) notify('denied', problem);
}
