import type { Policy } from '../../../shared/domain/policy';

/** What of a policy the broker goes by. */
export type EgressPolicy = Pick<
  Policy,
  | 'allowed_hosts'
  | 'unknown_hosts'
  | 'allow_missing_sni'
  | 'max_connections'
  | 'max_download_mb'
  | 'max_upload_mb'
  | 'ask_upload_above_kb'
  | 'connect_timeout_seconds'
  | 'idle_timeout_seconds'
  | 'approval_timeout_seconds'
>;
