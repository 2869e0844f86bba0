import { create } from 'zustand';
import { type Preferences, USUAL_PREFERENCES } from '../../shared/domain/preferences';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { notify } from './notices-store';

export const usePreferences = create<{ readonly preferences: Preferences }>(() => ({
  preferences: USUAL_PREFERENCES,
}));

export async function loadPreferences(): Promise<void> {
  try {
    receivePreferences(await airlock().call('preferences:get'));
  } catch (error) {
    notify('denied', `The preferences could not be read: ${errorMessage(error)}`);
  }
}

export function receivePreferences(preferences: Preferences): void {
  usePreferences.setState({ preferences });
}

/** Saves a change; what was in force stays in force when it can't be saved. */
export async function changePreferences(change: Partial<Preferences>): Promise<void> {
  try {
    const wanted = { ...usePreferences.getState().preferences, ...change };
    receivePreferences(await airlock().call('preferences:save', wanted));
  } catch (error) {
    notify('denied', `The preferences could not be saved: ${errorMessage(error)}`);
  }
}
