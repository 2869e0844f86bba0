import type { RiskCategory } from '../../shared/domain/risk';

/** What an action could bring about, as an operator reads it. */
export const CATEGORY_NAMES: Readonly<Record<RiskCategory, string>> = {
  payment: 'Payment',
  deletion: 'Deletion',
  sending: 'Sending',
  account: 'Account',
  consent: 'Consent',
  credentials: 'Credentials',
  download: 'Download',
  upload: 'Upload',
  navigation: 'Leaves the site',
  execution: 'Runs something',
  unknown: 'Unknown',
};
