import { airlock } from '../client/airlock-client';
import { loadApp, receiveKey } from './app-store';
import { focusApproval, loadApprovals, receiveApprovals } from './approvals-store';
import { receiveProgress } from './check-up-store';
import { receiveCredentials, receiveVault } from './credentials-store';
import { loadGrants, receiveGrants } from './grants-store';
import { loadHosts, receiveHosts } from './hosts-store';
import { loadIdleDetection, receiveIdleDetection } from './idle-detection-store';
import { loadModels, receiveModels } from './models-store';
import { openLive } from './navigation-store';
import { loadPreferences, receivePreferences } from './preferences-store';
import { receiveEntry } from './records-store';
import { loadSessions, receiveSession } from './sessions-store';
import { receiveWords } from './words-store';

/** Subscribes the stores to what the engine announces, then loads what it holds. Returns the unsubscribe. */
export function connectStores(): () => void {
  const client = airlock();
  const unsubscribes = [
    client.on('sessions:changed', receiveSession),
    client.on('sessions:recorded', ({ sessionId, entry }) => receiveEntry(sessionId, entry)),
    client.on('sessions:words', ({ sessionId, text }) => receiveWords(sessionId, text)),
    client.on('approvals:changed', receiveApprovals),
    client.on('grants:changed', receiveGrants),
    client.on('preferences:changed', receivePreferences),
    client.on('image:progress', receiveProgress),
    client.on('key:changed', receiveKey),
    client.on('models:changed', receiveModels),
    client.on('vault:changed', receiveVault),
    client.on('credentials:changed', receiveCredentials),
    client.on('idle-detection:changed', receiveIdleDetection),
    client.on('hosts:changed', receiveHosts),
    client.on('console:show', ({ sessionId, approvalId }) => {
      openLive(sessionId);
      if (approvalId !== null) focusApproval(approvalId);
    }),
  ];
  void loadApp();
  void loadSessions();
  void loadApprovals();
  void loadGrants();
  void loadPreferences();
  void loadHosts();
  void loadModels();
  void loadIdleDetection();
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}
