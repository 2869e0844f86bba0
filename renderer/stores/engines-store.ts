import { create } from 'zustand';
import type { EngineList, EngineSettings, EngineView } from '../../shared/domain/engines';
import { airlock, errorMessage } from '../client/airlock-client';
import { LOADING, type LoadState, READY } from './load-state';
import { notify } from './notices-store';

export type EnginesState = {
  readonly engines: readonly EngineView[];
  /** What the operator chose; null until it is known. */
  readonly settings: EngineSettings | null;
  readonly load: LoadState;
  readonly isSaving: boolean;
};

export const useEngines = create<EnginesState>(() => ({
  engines: [],
  settings: null,
  load: LOADING,
  isSaving: false,
}));

export async function loadEngines(): Promise<void> {
  await receive(airlock().call('engines:list'));
}

/** Asks every engine again what it is and has. */
export async function checkEngines(): Promise<void> {
  await receive(airlock().call('engines:check', { engine: null }));
}

async function receive(answer: Promise<EngineList>): Promise<void> {
  useEngines.setState({ load: LOADING });
  try {
    receiveEngines(await answer);
  } catch (error) {
    useEngines.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

export function receiveEngines({ engines, settings }: EngineList): void {
  useEngines.setState({ engines, settings, load: READY });
}

/** Saves a change; answers what is wrong with it, or null. The list changes when the engine says so. */
export async function saveEngines(change: Partial<EngineSettings>): Promise<string | null> {
  const { settings } = useEngines.getState();
  if (settings === null) return 'The engines are not known yet.';
  useEngines.setState({ isSaving: true });
  try {
    receiveEngines(await airlock().call('engines:save', { ...settings, ...change }));
    return null;
  } catch (error) {
    return errorMessage(error);
  } finally {
    useEngines.setState({ isSaving: false });
  }
}

/** Runs are placed on it or not any more. With none chosen, the one that Docker's own client would use. */
export async function enableEngine(engine: EngineView, isEnabled: boolean): Promise<void> {
  const enabled = useEngines
    .getState()
    .engines.filter((other) => (other.id === engine.id ? isEnabled : other.isEnabled))
    .map(({ id }) => id);
  const problem = await saveEngines({ enabled });
  if (problem !== null) notify('denied', problem);
}
