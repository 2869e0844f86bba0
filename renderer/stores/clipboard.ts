import { airlock } from '../client/airlock-client';

/** Rejects where the system refuses it. */
export function copyText(text: string): Promise<void> {
  return airlock().call('app:copy', { text });
}
