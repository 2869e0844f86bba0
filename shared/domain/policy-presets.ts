import type { Policy } from './policy';

const EDITING_KEYS = [
  'Return',
  'Tab',
  'shift+Tab',
  'Escape',
  'BackSpace',
  'Delete',
  'space',
  'Up',
  'Down',
  'Left',
  'Right',
  'Home',
  'End',
  'Page_Up',
  'Page_Down',
  'ctrl+a',
  'ctrl+c',
  'ctrl+x',
  'ctrl+v',
  'ctrl+z',
  'ctrl+f',
  'ctrl+l',
  'ctrl+t',
  'ctrl+w',
  'ctrl+Tab',
  'ctrl+shift+Tab',
  'ctrl+plus',
  'ctrl+minus',
  'ctrl+0',
  'ctrl',
  'shift',
  'alt+Left',
  'alt+Right',
  'F5',
] as const;

const LIMITS = {
  version: 1,
  blocked_regions: [],
  allowed_regions: [],
  screen_area: null,
  rules: [],
  rate_limits: {},
  max_tokens: null,
  max_cost_usd: null,
  max_actions_per_minute: 60,
  max_steps: 30,
  timeout_seconds: 300,
  allowed_hosts: [],
  unknown_hosts: 'deny',
  allow_missing_sni: false,
  max_connections: 256,
  max_download_mb: 2000,
  max_upload_mb: 100,
  ask_upload_above_kb: 1000,
  connect_timeout_seconds: 10,
  idle_timeout_seconds: 60,
  isolation: 'any',
  risky_from: 'medium',
  approval_timeout_seconds: 120,
  on_no_answer: 'deny',
} as const;

export const READ_ONLY: Policy = {
  ...LIMITS,
  name: 'Read-only',
  allow_click: true,
  allow_type: false,
  allow_key: false,
  allow_scroll: true,
  allowed_key_combos: [],
  confirm: 'risky',
  on_risk: 'deny',
  ask_upload_above_kb: 50,
};

export const SUPERVISED: Policy = {
  ...LIMITS,
  name: 'Supervised',
  allow_click: true,
  allow_type: true,
  allow_key: true,
  allow_scroll: true,
  allowed_key_combos: EDITING_KEYS,
  confirm: 'risky',
  on_risk: 'ask',
};

export const LOCKED_DOWN: Policy = {
  ...LIMITS,
  name: 'Locked down',
  allow_click: true,
  allow_type: true,
  allow_key: true,
  allow_scroll: true,
  allowed_key_combos: ['Return', 'Tab', 'Escape', 'BackSpace', 'Up', 'Down', 'Page_Up', 'Page_Down'],
  max_actions_per_minute: 20,
  max_connections: 64,
  max_download_mb: 500,
  max_upload_mb: 10,
  ask_upload_above_kb: 50,
  confirm: 'every',
  on_risk: 'ask',
  risky_from: 'low',
};

/** The presets an operator starts from, the default first. */
export const POLICY_PRESETS: readonly Policy[] = [SUPERVISED, READ_ONLY, LOCKED_DOWN];

/** One sentence for each preset, for the person who chooses. */
export const PRESET_SUMMARIES: Readonly<Record<string, string>> = {
  Supervised: 'Clicks, types and scrolls; stops and asks before anything risky or unknown.',
  'Read-only': 'Looks, clicks and scrolls; never types, and every risky click is denied.',
  'Locked down': 'Asks before every single action, few keys, 20 actions a minute.',
};
