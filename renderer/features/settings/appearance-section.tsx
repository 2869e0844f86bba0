import { ToggleGroup } from 'radix-ui';
import { ThemeChoice } from '../../../shared/domain/settings';
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
    </section>
  );
}
