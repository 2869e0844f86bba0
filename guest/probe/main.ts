// Tries, from inside a sandbox, what must not be possible in it. Prints each finding as one line of JSON and, when all
// have been tried, how many there were: output without that line is not a report.
//
// usage: probe.mjs quick | full | user | bombs    (guest/README.md)
import type { ProbeFinding } from '../../shared/domain/leak-report';
import { bombs } from './bombs';
import { furtherFiles, quickFiles } from './files';
import { furtherKernel, quickKernel } from './kernel';
import { displayProbes, furtherNeighbours, quickNeighbours } from './neighbours';
import { furtherNetwork, quickNetwork } from './network';
import { quickPrivileges } from './privileges';
import { type Probe, runOne, runTogether } from './probe';
import { relayProbes } from './relay';
import { allSystemCalls, quickSystemCalls } from './system-calls';

const USERS: Readonly<Record<number, string>> = { 1002: 'display', 1003: 'relay' };
const user = USERS[process.getuid?.() ?? 0];
const neighbours = [...quickNeighbours, ...furtherNeighbours, ...(user === 'display' ? [] : displayProbes)];

const parts: Readonly<Record<string, () => AsyncIterable<ProbeFinding>>> = {
  /** The short form, at every start: what matters most, all at once. */
  quick: () =>
    together(
      [...quickNetwork, ...quickPrivileges, ...quickFiles, ...quickKernel, ...quickNeighbours],
      quickSystemCalls,
    ),
  /** Everything but the bombs, as the browser's user. */
  full: () =>
    together(
      [
        ...quickNetwork,
        ...furtherNetwork,
        ...quickPrivileges,
        ...quickFiles,
        ...furtherFiles,
        ...quickKernel,
        ...furtherKernel,
        ...neighbours,
        ...relayProbes,
      ],
      allSystemCalls,
    ),
  /** What depends on who tries: for the display's and the relay's user. */
  user: () => together([...quickPrivileges, ...quickFiles, ...neighbours], quickSystemCalls),
  bombs: () => oneByOne(bombs),
};

async function* together(
  probes: readonly Probe[],
  calls: () => Promise<readonly Probe[]>,
): AsyncIterable<ProbeFinding> {
  // The calls wait for another program meanwhile.
  const [first, second] = await Promise.all([runTogether(probes), calls().then(runTogether)]);
  yield* first;
  yield* second;
}

async function* oneByOne(probes: readonly Probe[]): AsyncIterable<ProbeFinding> {
  for (const probe of probes) yield await runOne(probe);
}

function say(value: unknown): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(value)}\n`, () => resolve()));
}

async function main(name = ''): Promise<void> {
  const part = parts[name];
  if (part === undefined) {
    process.exitCode = 64;
    return;
  }
  let count = 0;
  for await (const finding of part()) {
    await say(user === undefined ? finding : { ...finding, id: `${finding.id}.by-${user}` });
    count += 1;
  }
  await say({ done: count });
}

// Known by its name to whoever looks at processes or at denied calls.
process.title = 'airlock-probe';
void main(process.argv[2]).finally(() => process.exit());
