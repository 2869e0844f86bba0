import { NO_WISHES } from '../../shared/domain/model-wishes';
import type { SessionSettings } from '../../shared/domain/session';
import { samplePolicy } from './sample-policy';

export function sampleSettings(changes: Partial<SessionSettings> = {}): SessionSettings {
  return {
    task: 'Export all invoices.',
    model: { kind: 'practice', scenario: 'download-all' },
    policy: samplePolicy({ allowed_hosts: ['billing.practice.test:80'] }),
    display: { width: 1280, height: 800 },
    startUrl: 'http://billing.practice.test/exports',
    engine: null,
    keepMinutes: 0,
    planFirst: false,
    wishes: NO_WISHES,
    ...changes,
  };
}
