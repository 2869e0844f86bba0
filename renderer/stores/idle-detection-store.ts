import { create } from 'zustand';
import type { IdleDetection } from '../../shared/domain/idle-detection';
import { airlock } from '../client/airlock-client';

export const useIdleDetection = create<{ readonly detection: IdleDetection }>(() => ({
  detection: 'not-known-yet',
}));

export function receiveIdleDetection(detection: IdleDetection): void {
  useIdleDetection.setState({ detection });
}

/** What can't be read stays not known: nothing depends on it but a sentence in Settings. */
export async function loadIdleDetection(): Promise<void> {
  const detection = await airlock()
    .call('idle-detection:get')
    .catch(() => 'not-known-yet' as const);
  receiveIdleDetection(detection);
}
