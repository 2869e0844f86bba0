import { ProbeFinding } from '../../../../shared/domain/leak-report';
import { failed } from './probe-failure';

/** An honest report has a few dozen kilobytes. */
const MOST_BYTES = 512 * 1024;
const MOST_FINDINGS = 500;

/** `isComplete`: the program came to its end and counted as many findings as have arrived. */
export type ProbeOutput = { readonly findings: readonly ProbeFinding[]; readonly isComplete: boolean };

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
