import type { Duplex } from 'node:stream';
import { AirlockError } from '../../../../shared/airlock-error';
import { ProbeFinding } from '../../../../shared/domain/leak-report';
import { cancelled } from '../../base/limits';
import type { Docker } from '../docker';
import { execStream } from '../exec-stream';

const PROGRAM = '/usr/local/lib/airlock/guest/probe.mjs';
/** An honest report has a few dozen kilobytes. */
const MOST_BYTES = 512 * 1024;
const MOST_FINDINGS = 500;

export type ProbePart = {
  readonly part: 'quick' | 'full' | 'user' | 'bombs';
  /** Numeric user id to try as. */
  readonly user: number;
  /** Ended after this many milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onFinding?: ((finding: ProbeFinding) => void) | undefined;
};

/** `isComplete`: the program came to its end and counted as many findings as have arrived. */
export type ProbeOutput = { readonly findings: readonly ProbeFinding[]; readonly isComplete: boolean };

/**
 * Runs one part of the probe (guest/probe) in a sandbox over one exec. What it prints is from inside and therefore
 * untrusted: bounded, and refused where it is not a finding. Rejects with `sandbox-failed` when it can't be run or says
 * something else, and with `cancelled`; one that was ended half way, or took too long, is an incomplete output.
 */
export async function runProbeProgram(
  docker: Docker,
  containerId: string,
  part: ProbePart,
): Promise<ProbeOutput> {
  if (part.signal?.aborted) throw cancelled('The leak test');
  const command = ['node', PROGRAM, part.part];
  const stream = await execStream(docker, containerId, { command, user: part.user }).catch((error) => {
    throw failed('the engine did not start it', error);
  });
  try {
    return await readOutput(stream, part);
  } finally {
    stream.destroy();
  }
}

function readOutput(stream: Duplex, { limitMs, signal, onFinding }: ProbePart): Promise<ProbeOutput> {
  const reader = new FindingReader(onFinding);
  return new Promise((resolve, reject) => {
    const onAbort = () => settle(() => reject(cancelled('The leak test')));
    const timer = setTimeout(() => settle(() => resolve(reader.output)), limitMs);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      act();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    stream.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        settle(() => reject(error));
      }
    });
    // However the stream ends, what came until then is what there is.
    const finish = () => settle(() => resolve(reader.output));
    stream.on('end', finish).on('close', finish).on('error', finish);
  });
}

/** Takes a report apart as it comes. Throws `sandbox-failed` for anything that is not one. */
export class FindingReader {
  readonly #findings: ProbeFinding[] = [];
  #pending = '';
  #bytes = 0;
  #counted: number | null = null;

  constructor(private readonly onFinding: ((finding: ProbeFinding) => void) | undefined) {}

  get output(): ProbeOutput {
    return { findings: this.#findings, isComplete: this.#counted === this.#findings.length };
  }

  push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MOST_BYTES) throw failed('it said too much');
    const lines = (this.#pending + chunk.toString('latin1')).split('\n');
    this.#pending = lines.pop() ?? '';
    for (const line of lines) this.#take(Buffer.from(line, 'latin1').toString('utf8'));
  }

  #take(line: string): void {
    if (this.#counted !== null) throw failed('it went on after its end');
    const value = parse(line);
    const end = value as { done?: unknown } | null;
    if (typeof end?.done === 'number') {
      this.#counted = end.done;
      return;
    }
    const finding = ProbeFinding.safeParse(value);
    if (!finding.success || this.#findings.length >= MOST_FINDINGS) throw failed('its words make no report');
    if (this.#findings.some(({ id }) => id === finding.data.id)) throw failed('it told one thing twice');
    this.#findings.push(finding.data);
    this.onFinding?.(finding.data);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

export function failed(why: string, cause?: unknown): AirlockError {
  const remedy = 'The sandbox was not used. Build the sandbox image anew (npm run setup) and try again.';
  return new AirlockError('sandbox-failed', `The leak test could not be run: ${why}. ${remedy}`, { cause });
}
