import { create } from 'zustand';
import type { Grant } from '../../shared/domain/grant';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { notify } from './notices-store';

/** What the operator has approved for the rest of running sessions. */
export const useGrants = create<{ readonly grants: readonly Grant[] }>(() => ({ grants: [] }));

export async function loadGrants(): Promise<void> {
  try {
    receiveGrants(await airlock().call('grants:list'));
  } catch (error) {
    notify('denied', `Standing approvals could not be read: ${errorMessage(error)}`);
  }
}

export function receiveGrants(grants: readonly Grant[]): void {
  useGrants.setState({ grants });
}

export async function withdrawGrant({ sessionId, id }: Grant): Promise<void> {
  try {
    await airlock().call('grants:withdraw', { sessionId, grantId: id });
    notify('allowed', 'Withdrawn. From now on it is asked again.');
  } catch (error) {
    notify('denied', `It could not be withdrawn: ${errorMessage(error)}`);
  }
}
