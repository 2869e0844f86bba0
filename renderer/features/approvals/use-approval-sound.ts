import { useEffect, useRef } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { usePreferences } from '../../stores/preferences-store';
import { playSignal, SIGNALS } from './tones';
import { useLastSeconds } from './use-last-seconds';

/** A short, quiet signal when something new waits: another one where it is critical, and one more when time runs out. */
export function useApprovalSound(pending: readonly Approval[]): void {
  const known = useRef<ReadonlySet<string>>(new Set());
  const isOn = usePreferences((state) => state.preferences.sound);
  useEffect(() => {
    const fresh = pending.filter(({ id }) => !known.current.has(id));
    known.current = new Set(pending.map(({ id }) => id));
    if (fresh.length === 0 || !isOn) return;
    const isCritical = fresh.some(({ level }) => level === 'critical');
    playSignal(isCritical ? SIGNALS.critical : SIGNALS.waits);
  }, [pending, isOn]);
  useLastSeconds(pending, () => {
    if (isOn) playSignal(SIGNALS.runningOut);
  });
}
