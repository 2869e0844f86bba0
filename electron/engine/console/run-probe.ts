import type { LeakReport, ProbeFinding } from '../../../shared/domain/leak-report';
import { SUPERVISED } from '../../../shared/domain/policy-presets';
import { systemClock } from '../base/clock';
import { createId } from '../base/ids';
import type { Log } from '../base/log';
import { EgressBroker } from '../egress/egress-broker';
import { BROWSER_USER, DISPLAY_USER, RELAY_USER } from '../sandbox/container-spec';
import type { Docker } from '../sandbox/docker';
import type { Isolation } from '../sandbox/isolation';
import { EngineLatency, lookFromOutside } from '../sandbox/probe/look-from-outside';
import { failed } from '../sandbox/probe/probe-failure';
import { type ProbePart, runProbeProgram } from '../sandbox/probe/probe-program';
import { Sandbox } from '../sandbox/sandbox';

const DISPLAY = { width: 1280, height: 800 } as const;
const PART_LIMIT_MS = 60_000;
const BOMBS_LIMIT_MS = 60_000;

export type ProbeOptions = {
  readonly docker: Docker;
  readonly log: Log;
  /** Tag of the sandbox image. */
  readonly image: string;
  readonly seccompProfile: string;
  readonly isolation: Isolation;
  /** Whose sandbox it is: a console removes what an earlier start of it left behind. */
  readonly owner: string;
  readonly version: string;
  /** Without the bombs, which take most of the time. */
  readonly isQuick: boolean;
  readonly onFinding?: (finding: ProbeFinding) => void;
  readonly signal: AbortSignal;
};

/**
 * Starts a sandbox as a run would, with a way out that leads nowhere, tries everything in it and removes it. Rejects as
 * `Sandbox.create` does, and with `sandbox-failed` when the probe could not be run; a leak is a report, not an error.
 */
export async function runProbe(options: ProbeOptions): Promise<LeakReport> {
  const { docker, log, signal } = options;
  const begun = performance.now();
  const broker = new EgressBroker({
    clock: systemClock,
    policy: { ...SUPERVISED, allowed_hosts: [], unknown_hosts: 'deny' },
    services: new Map(),
    onDecided: async () => undefined,
  });
  const { owner, version, image, isolation, seccompProfile } = options;
  const plan = {
    sandboxId: `probe-${createId()}`,
    owner,
    version,
    image,
    isolation,
    seccompProfile,
    display: DISPLAY,
  };
  try {
    const sandbox = await Sandbox.create({ docker, clock: systemClock, log }, plan, signal);
    try {
      const guard = async () => undefined;
      await sandbox.begin({
        network: { attach: (stream) => broker.attach(stream), guard },
        startUrl: null,
        pictures: { redaction: SUPERVISED.redaction, area: null },
      });
      const findings = await tryEverything(sandbox.containerId, options);
      const passed = findings.every(({ outcome }) => outcome !== 'leaked');
      return { passed, durationMs: Math.round(performance.now() - begun), findings };
    } finally {
      await sandbox.dispose();
    }
  } finally {
    broker.dispose();
  }
}

async function tryEverything(containerId: string, options: ProbeOptions): Promise<readonly ProbeFinding[]> {
  const { docker, onFinding, signal } = options;
  const findings: ProbeFinding[] = [];
  const note = (finding: ProbeFinding) => {
    findings.push(finding);
    onFinding?.(finding);
  };
  const run = (part: ProbePart['part'], user: number, limitMs: number) =>
    runProbeProgram(docker, containerId, { part, user, limitMs, signal, onFinding: note });
  for (const [part, user] of [
    ['full', BROWSER_USER],
    ['user', DISPLAY_USER],
    ['user', RELAY_USER],
  ] as const) {
    const { isComplete } = await run(part, user, PART_LIMIT_MS);
    if (!isComplete) throw failed(`its part "${part}" broke off, or took too long`);
  }
  for (const finding of await lookFromOutside(docker, containerId)) note(finding);
  if (options.isQuick) return findings;
  const latency = new EngineLatency(docker, systemClock);
  const { isComplete } = await run('bombs', BROWSER_USER, BOMBS_LIMIT_MS);
  note(await latency.finding());
  if (!isComplete) note(endedByBombs);
  return findings;
}

const endedByBombs: ProbeFinding = {
  id: 'bomb.sandbox',
  tried: 'go on after the bombs',
  outcome: 'not-run',
  got: 'the sandbox itself was ended by one of them; the later ones were not tried',
};
