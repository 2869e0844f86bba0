import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';
import { clearSdkEnvironment } from './sdk-environment';

const nothing = (): void => undefined;

/**
 * All that the SDK would otherwise read from the environment, or decide by itself. What it has to say quotes the answer,
 * so that nobody listens. Its own retries are off: ours are shown and can be stopped.
 */
const SETTLED = {
  authToken: null,
  webhookKey: null,
  maxRetries: 0,
  logLevel: 'off',
  logger: { error: nothing, warn: nothing, info: nothing, debug: nothing },
  openTelemetry: { traces: false, propagation: false },
} as const satisfies ClientOptions;

export type ClientAccess = {
  readonly apiKey: string;
  /** An http or https URL. */
  readonly address: string;
  /** How the service is reached. Never the SDK's own, which knows of no proxy. */
  readonly fetch: typeof globalThis.fetch;
};

/** The official SDK for one service, told everything it could look for elsewhere. */
export function createClient({ apiKey, address, fetch }: ClientAccess): Anthropic {
  clearSdkEnvironment(process.env);
  return new Anthropic({ ...SETTLED, apiKey, baseURL: address, fetch });
}
