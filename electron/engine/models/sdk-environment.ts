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
