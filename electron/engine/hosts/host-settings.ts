import { HostSettings, USUAL_HOST_SETTINGS } from '../../../shared/domain/hosts';
import type { SettingsShape } from '../base/settings-file';

/** The operator's choices about engines. */
export const HOST_SETTINGS: SettingsShape<HostSettings> = {
  file: 'engines.json',
  what: 'engine settings',
  usual: USUAL_HOST_SETTINGS,
  parse: (value) => HostSettings.parse(value),
};
