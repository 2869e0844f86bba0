import type { Duplex } from 'node:stream';
import type { ProbeFinding } from '../../../../shared/domain/leak-report';
import { cancelled, orAborted, withLimit } from '../../base/limits';
import type { Docker } from '../docker';
import { execStream } from '../exec-stream';
import { FindingReader, type ProbeOutput } from './finding-reader';
import { failed } from './probe-failure';

const PROGRAM = '/usr/local/lib/airlock/guest/probe.mjs';

export type ProbePart = {
  readonly part: 'quick' | 'full' | 'user' | 'bombs';
  /** Numeric user id to try as. */
  readonly user: number;
  /** Ended after this many milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onFinding?: ((finding: ProbeFinding) => void) | undefined;
};

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
  const read = new Promise<ProbeOutput>((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        reject(error);
      }
    });
    // However the stream ends, what came until then is what there is.
    const finish = () => resolve(reader.output);
    stream.on('end', finish).on('close', finish).on('error', finish);
  });
  const inTime = withLimit(read, limitMs, null).then((output) => output ?? reader.output);
  return signal === undefined ? inTime : orAborted(inTime, signal, 'The leak test');
}
