import { Preferences, USUAL_PREFERENCES } from '../../../shared/domain/preferences';
import type { SettingsShape } from '../base/settings-file';

/** How the console calls its operator, and what it does without one. */
export const PREFERENCES: SettingsShape<Preferences> = {
  file: 'preferences.json',
  what: 'preferences',
  usual: USUAL_PREFERENCES,
  parse: (value) => Preferences.parse(value),
};
