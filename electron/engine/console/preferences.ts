import { AirlockError } from '../../../shared/airlock-error';
import { OFFICIAL_MODEL_ADDRESS } from '../../../shared/domain/model-address';
import { Preferences, USUAL_PREFERENCES } from '../../../shared/domain/preferences';
import type { SettingsFile, SettingsShape } from '../base/settings-file';

/** How the console calls its operator, and what it does without one. */
export const PREFERENCES: SettingsShape<Preferences> = {
  file: 'preferences.json',
  what: 'preferences',
  usual: USUAL_PREFERENCES,
  parse: (value) => Preferences.parse(value),
};

type PreferencesFile = SettingsFile<Preferences>;

function addressUnknown(): AirlockError {
  return new AirlockError(
    'bad-input',
    `The preferences can’t be read, so it is not known where the model is. Save its address under Settings; ${OFFICIAL_MODEL_ADDRESS} is the official one.`,
  );
}

/** Where Claude is asked. Throws `bad-input` when the preferences can't be read: another address may stand in them. */
export function addressIn({ settings, isKnown }: PreferencesFile): string {
  if (!isKnown) throw addressUnknown();
  return settings.modelAddress ?? OFFICIAL_MODEL_ADDRESS;
}

/**
 * Saves preferences. Rejects with `bad-input` where those on disk can't be read and these name no address: a change of
 * something else must not make the official address the chosen one. Rejects with `disk-full`.
 */
export async function savePreferences(file: PreferencesFile, preferences: Preferences): Promise<void> {
  if (!file.isKnown && preferences.modelAddress === null) throw addressUnknown();
  await file.save(preferences);
}
