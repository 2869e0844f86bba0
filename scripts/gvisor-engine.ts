/**
 * For npm test: starts a Docker engine of its own with gVisor and the sandbox image, prints its address on a line, and
 * removes it when stdin ends. The engine in use stays without gVisor, since a run takes the strongest there is.
 */
import { startOwnEngine } from '../test/helpers/own-engine';

async function main(): Promise<void> {
  const engine = await startOwnEngine({ gvisor: true });
  process.stdout.write(`${engine.host}\n`);
  await new Promise((resolve) => process.stdin.once('end', resolve).once('close', resolve).resume());
  await engine.stop();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
