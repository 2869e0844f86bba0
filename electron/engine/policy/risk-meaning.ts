import type { RiskCategory } from '../../../shared/domain/risk';

/** What each category means for the agent and the operator. */
export const MEANING: Readonly<Record<RiskCategory, string>> = {
  payment: 'it may pay or order something',
  deletion: 'it may delete something',
  sending: 'it may send or publish something',
  account: 'it may change an account or who may do what',
  consent: 'it may agree to something',
  credentials: 'it may use or show credentials',
  download: 'it may download something',
  upload: 'it may upload something',
  navigation: 'it leads off the site',
  execution: 'it may run code or a command',
  unknown: "it can't be told what it does",
};
