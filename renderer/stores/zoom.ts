import { ZOOMS } from '../../shared/domain/preferences';
import { changePreferences, usePreferences } from './preferences-store';

/** The next larger (1) or smaller (-1) size; 0: the usual one. Stays where there is none. */
export function stepZoom(step: 1 | 0 | -1): void {
  const { zoom } = usePreferences.getState().preferences;
  const next = step === 0 ? 1 : ZOOMS[ZOOMS.indexOf(zoom) + step];
  if (next !== undefined && next !== zoom) void changePreferences({ zoom: next });
}
