import { create } from 'zustand';
import { ThemeChoice } from '../../shared/domain/settings';
import { keep, keptText } from './kept';

export type ThemeState = { readonly choice: ThemeChoice; readonly isSystemDark: boolean };

const STORAGE_KEY = 'airlock.theme';
export const useTheme = create<ThemeState>(() => ({ choice: 'system', isSystemDark: true }));

export function chooseTheme(choice: ThemeChoice): void {
  keep(STORAGE_KEY, choice);
  useTheme.setState({ choice });
}

function themeInForce({ choice, isSystemDark }: ThemeState): 'dark' | 'light' {
  if (choice !== 'system') return choice;
  return isSystemDark ? 'dark' : 'light';
}

/** Follows the system's preference and the operator's choice on the document; returns the unsubscribe. */
export function connectTheme(): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const stored = ThemeChoice.safeParse(keptText(STORAGE_KEY));
  const apply = (state: ThemeState): void => {
    document.documentElement.dataset.theme = themeInForce(state);
  };
  const onSystem = (): void => useTheme.setState({ isSystemDark: system.matches });
  const unsubscribe = useTheme.subscribe(apply);
  useTheme.setState({ choice: stored.success ? stored.data : 'system', isSystemDark: system.matches });
  system.addEventListener('change', onSystem);
  return () => {
    system.removeEventListener('change', onSystem);
    unsubscribe();
  };
}
