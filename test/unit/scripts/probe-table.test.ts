import { describe, expect, it } from 'vitest';
import { printFindings } from '../../../scripts/lib/probe-table';
import type { ProbeFinding } from '../../../shared/domain/leak-report';

const finding = (id: string, outcome: ProbeFinding['outcome'], got = 'EPERM'): ProbeFinding => ({
  id,
  tried: `try ${id}`,
  outcome,
  got,
});

function print(findings: readonly ProbeFinding[]): string[] {
  const lines: string[] = [];
  printFindings({ passed: false, durationMs: 1234, findings }, (line) => lines.push(line));
  return lines;
}

describe('the table of the probe', () => {
  it('is grouped by topic, and tells leaks apart from what was not run', () => {
    const lines = print([
      finding('sys.bpf', 'leaked'),
      finding('net.tcp', 'held'),
      finding('sys.x', 'not-run'),
    ]);
    expect(lines.map((line) => line.replace(/ {2,}/g, '  ').trimEnd())).toEqual([
      'Network: 1 held, 0 leaked',
      '  ✓ try net.tcp  EPERM',
      '',
      'System calls: 0 held, 1 leaked, 1 not run',
      '  ✗ try sys.bpf  EPERM',
      '  - try sys.x  EPERM',
      '',
      'LEAKED  sys.bpf: try sys.bpf',
      '1 held, 1 leaked, 1 not run, 1.2 s',
    ]);
  });

  it('leaves out nothing that was found', () => {
    const prefixes = ['net', 'proxy', 'fs', 'kernel', 'sys', 'priv', 'users', 'outside', 'bomb', 'new'];
    const rows = print(prefixes.map((prefix) => finding(`${prefix}.a`, 'held'))).filter((line) =>
      line.startsWith('  ✓'),
    );
    expect(rows).toHaveLength(prefixes.length);
  });

  it('shows text from inside escaped, on one line', () => {
    const [, row = ''] = print([finding('net.a', 'leaked', 'a\u001b[2J\u202eb\nc')]);
    expect(['\u001b', '\u202e', '\n'].filter((char) => row.includes(char))).toEqual([]);
  });
});
