import type { LeakReport, ProbeFinding } from '../../shared/domain/leak-report';
import { shortLabel } from '../../shared/text/visible-text';

const TOPICS: Readonly<Record<string, string>> = {
  net: 'Network',
  proxy: 'Ways round the relay',
  fs: 'Files',
  kernel: 'Kernel files',
  sys: 'System calls',
  priv: 'Privileges',
  users: 'Other users of the sandbox',
  outside: 'Seen from outside',
  bomb: 'Bombs',
};
const OTHER = 'Other';
const MARKS = { held: '✓', leaked: '✗', 'not-run': '-' } as const;
const TRIED_COLUMNS = 72;
const GOT_COLUMNS = 60;

/** A table grouped by topic, leaks named again at its end. What was got is text from inside and shown escaped. */
export function printFindings({ findings, durationMs }: LeakReport, say: (line: string) => void): void {
  for (const topic of [...Object.values(TOPICS), OTHER]) {
    const rows = findings.filter(({ id }) => (TOPICS[id.split('.')[0] ?? ''] ?? OTHER) === topic);
    if (rows.length === 0) continue;
    say(`${topic}: ${sums(rows)}`);
    for (const row of rows) say(formatRow(row));
    say('');
  }
  for (const row of findings.filter(({ outcome }) => outcome === 'leaked'))
    say(`LEAKED  ${row.id}: ${row.tried}`);
  say(`${sums(findings)}, ${(durationMs / 1000).toFixed(1)} s`);
}

function formatRow({ outcome, tried, got, id }: ProbeFinding): string {
  const [, user] = /\.by-(\w+)$/.exec(id) ?? [];
  const words = user === undefined ? tried : `${tried} (as the ${user}'s user)`;
  return `  ${MARKS[outcome]} ${shortLabel(words, TRIED_COLUMNS).padEnd(TRIED_COLUMNS)} ${shortLabel(got, GOT_COLUMNS)}`;
}

function sums(findings: readonly ProbeFinding[]): string {
  const count = (wanted: ProbeFinding['outcome']) =>
    findings.filter(({ outcome }) => outcome === wanted).length;
  const [leaks, skipped] = [count('leaked'), count('not-run')];
  return [`${count('held')} held`, `${leaks} leaked`, ...(skipped > 0 ? [`${skipped} not run`] : [])].join(
    ', ',
  );
}
