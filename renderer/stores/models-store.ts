import { create } from 'zustand';
import type { ModelList } from '../../shared/domain/model-list';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { notify } from './notices-store';

const NONE: ModelList = { models: [], source: 'table', problem: null, isAsking: false };

/** Which models a run can be given to. */
export const useModels = create<{ readonly list: ModelList }>(() => ({ list: NONE }));

export async function loadModels(): Promise<void> {
  await take('models:list');
}

/** Has the API asked anew which there are. */
export async function refreshModels(): Promise<void> {
  await take('models:refresh');
}

export function receiveModels(list: ModelList): void {
  useModels.setState({ list });
}

async function take(call: 'models:list' | 'models:refresh'): Promise<void> {
  try {
    receiveModels(await airlock().call(call));
  } catch (error) {
    notify('denied', `The models could not be listed: ${errorMessage(error)}`);
  }
}
