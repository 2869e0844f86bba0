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

/** Where Claude is asked. Throws `bad-input` when the preferences can't be read: another address may stand in them. */
export function addressIn({ settings, isKnown }: SettingsFile<Preferences>): string {
  if (isKnown) return settings.modelAddress ?? OFFICIAL_MODEL_ADDRESS;
  throw new AirlockError(
    'bad-input',
    'The preferences can’t be read, so it is not known where the model is. Save the model’s address under Settings.',
  );
}
