import type { ClientOptions } from '@anthropic-ai/sdk';

/** The one variable that the console reads itself, as a source of the key, and gives on by name. */
const KEY = 'ANTHROPIC_API_KEY';

/**
 * Takes the variables of the SDK out of an environment. The SDK reads its address, token, heads, log level, profile and
 * tracing from there where it is not told otherwise, and adds the heads of `ANTHROPIC_CUSTOM_HEADERS` whatever it is
 * told. They are meant for other programs of the operator's shell: with them a run, and its key, would go elsewhere with
 * nothing in the window or the record that says so. Every name of the family goes, those of later versions, too.
 */
export function clearSdkEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) {
    if (/^ANTHROPIC_/i.test(name) && name !== KEY) delete environment[name];
  }
}

const nothing = (): void => undefined;

/**
 * All that the SDK would otherwise read from the environment, or decide by itself. What it has to say quotes the answer,
 * so that nobody listens.
 */
export const SETTLED = {
  authToken: null,
  webhookKey: null,
  maxRetries: 0,
  logLevel: 'off',
  logger: { error: nothing, warn: nothing, info: nothing, debug: nothing },
  openTelemetry: { traces: false, propagation: false },
} as const satisfies ClientOptions;
