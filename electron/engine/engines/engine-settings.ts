import { EngineSettings, USUAL_ENGINE_SETTINGS } from '../../../shared/domain/engines';
import type { SettingsShape } from '../base/settings-file';

/** The operator's choices about engines. */
export const ENGINE_SETTINGS: SettingsShape<EngineSettings> = {
  file: 'engines.json',
  what: 'engine settings',
  usual: USUAL_ENGINE_SETTINGS,
  parse: (value) => EngineSettings.parse(value),
};
