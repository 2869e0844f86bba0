import { ToggleGroup } from 'radix-ui';
import { ZOOMS } from '../../../shared/domain/preferences';
import { ThemeChoice } from '../../../shared/domain/settings';
import { changePreferences, usePreferences } from '../../stores/preferences-store';
import { chooseTheme, useTheme } from '../../stores/theme-store';

const LABELS: Record<ThemeChoice, string> = { system: 'As the system', dark: 'Dark', light: 'Light' };

export function AppearanceSection() {
  const choice = useTheme((state) => state.choice);
  return (
    <section className="settings-section" aria-label="Appearance">
      <header className="settings-section-head">
        <h2>Appearance</h2>
      </header>
      <ToggleGroup.Root
        type="single"
        className="theme-choice"
        aria-label="Theme"
        value={choice}
        onValueChange={(value) => {
          const chosen = ThemeChoice.safeParse(value);
          if (chosen.success) chooseTheme(chosen.data);
        }}
      >
        {ThemeChoice.options.map((option) => (
          <ToggleGroup.Item key={option} value={option}>
            {LABELS[option]}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      <TextSize />
    </section>
  );
}

/** Kept, and the same as Ctrl+=, Ctrl+- and Ctrl+0. */
function TextSize() {
  const zoom = usePreferences(({ preferences }) => preferences.zoom);
  return (
    <label className="text-size">
      Text size
      <select
        className="input"
        value={zoom}
        onChange={({ target }) => {
          const chosen = ZOOMS.find((size) => String(size) === target.value);
          if (chosen !== undefined) void changePreferences({ zoom: chosen });
        }}
      >
        {ZOOMS.map((size) => (
          <option key={size} value={size}>
            {Math.round(size * 100)} %
          </option>
        ))}
      </select>
    </label>
  );
}
