/** Every channel between window and engine. The preload needs them without zod; shapes are in contract.ts. */
export const callNames = [
  'app:info',
  'app:copy',
  'check-up:run',
  'image:build',
  'hosts:list',
  'hosts:save',
  'hosts:check',
  'key:status',
  'key:save',
  'key:delete',
  'policies:list',
  'policies:save',
  'policies:remove',
  'policies:check',
  'policies:format',
  'policies:dry-run',
  'policies:export',
  'egress:check',
  'sessions:list',
  'sessions:start',
  'sessions:pause',
  'sessions:resume',
  'sessions:stop',
  'sessions:take-over',
  'sessions:hand-back',
  'sessions:record',
  'sessions:watch',
  'sessions:connections',
  'sessions:test-leaks',
  'approvals:list',
  'approvals:decide',
  'grants:list',
  'grants:withdraw',
  'preferences:get',
  'preferences:save',
  'idle-detection:get',
] as const;

export const eventNames = [
  'sessions:changed',
  'sessions:recorded',
  'sessions:words',
  'approvals:changed',
  'grants:changed',
  'preferences:changed',
  'image:progress',
  'hosts:changed',
  'key:changed',
  'idle-detection:changed',
] as const;

export type CallName = (typeof callNames)[number];
export type EventName = (typeof eventNames)[number];

/** `window.postMessage` type under which the preload hands a live-view port to the page. */
export const LIVE_PORT_MESSAGE = 'airlock:live-port';
