import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LeakReport, ProbeFinding } from '../../../shared/domain/leak-report';
import type { SandboxFacts, SandboxReady } from '../../../shared/record/sandbox-facts';
import { UntrustedText } from '../../components/untrusted-text';
import { formatTime } from '../../words/format-date';
import { formatDuration } from '../../words/format-duration';
import { isolationWords } from '../../words/isolation-words';
import '../../components/fact-list.css';
import './sandbox.css';

type SandboxPanelProps = {
  readonly facts: SandboxFacts;
  /** What can be done with the sandbox, while it is there. */
  readonly children?: ReactNode;
};

/** What a session runs in, and what was tried to get out of it. */
export function SandboxPanel({ facts: { ready, leakTest }, children }: SandboxPanelProps) {
  return (
    <div className="sandbox-panel">
      {leakTest === null ? <NotTested /> : <LeakSummary {...leakTest} />}
      {children}
      {leakTest !== null && <Findings report={leakTest.report} />}
      {ready !== null && <ReadyFacts ready={ready} />}
    </div>
  );
}

function NotTested() {
  return (
    <p className="leak-summary leak-open">
      <ShieldQuestion aria-hidden="true" />
      <span>
        <strong>Not tested yet</strong> The leak test runs before the agent gets the sandbox.
      </span>
    </p>
  );
}

type LeakSummaryProps = { readonly report: LeakReport; readonly timestamp: string };

function LeakSummary({ report, timestamp }: LeakSummaryProps) {
  const count = (outcome: ProbeFinding['outcome']) =>
    report.findings.filter((finding) => finding.outcome === outcome).length;
  const Icon = report.passed ? ShieldCheck : ShieldAlert;
  const [held, leaked, notRun] = [count('held'), count('leaked'), count('not-run')];
  return (
    <p className={report.passed ? 'leak-summary leak-held' : 'leak-summary leak-leaked'}>
      <Icon aria-hidden="true" />
      <span>
        <strong>{report.passed ? 'Nothing gets out' : leaked === 0 ? 'Not proved' : 'It leaks'}</strong>{' '}
        {leaked > 0 && `${leaked} of ${report.findings.length} attempts got through. `}
        {held} attempts from inside failed, as they must
        {notRun > 0 && `; ${notRun} could not be tried`}.{' '}
        <span className="faint">
          {formatTime(timestamp)}, {formatDuration(report.durationMs)}
        </span>
      </span>
    </p>
  );
}

const OUTCOME_WORDS = { held: 'held', leaked: 'LEAKED', 'not-run': 'not tried' } as const;
const ORDER = { leaked: 0, 'not-run': 1, held: 2 } as const;

function Findings({ report }: { readonly report: LeakReport }) {
  const sorted = [...report.findings].sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome]);
  return (
    <details className="leak-findings" open={!report.passed}>
      <summary>What was tried</summary>
      <ul aria-label="What was tried">
        {sorted.map((finding) => (
          <li key={finding.id} className={`leak-finding leak-${finding.outcome}`}>
            <span>
              <UntrustedText text={finding.tried} />
              <span className="leak-got">
                <UntrustedText text={finding.got} />
              </span>
            </span>
            <strong>{OUTCOME_WORDS[finding.outcome]}</strong>
          </li>
        ))}
      </ul>
    </details>
  );
}

function ReadyFacts({ ready }: { readonly ready: SandboxReady }) {
  return (
    <dl className="fact-list">
      <dt>Isolation</dt>
      <dd>{isolationWords(ready.isolation)}</dd>
      {ready.engine !== '' && (
        <>
          <dt>Engine</dt>
          <dd>
            <UntrustedText text={ready.engine} />
          </dd>
        </>
      )}
      <dt>Container</dt>
      <dd>
        <code>{ready.containerId.slice(0, 12)}</code>
      </dd>
      <dt>Image</dt>
      <dd>
        <code>
          <UntrustedText text={ready.image} />
        </code>
      </dd>
      <dt>Browser</dt>
      <dd>
        <UntrustedText text={ready.browser} />
      </dd>
      {ready.durationMs !== null && (
        <>
          <dt>Ready in</dt>
          <dd>
            {formatDuration(ready.durationMs)}
            {ready.wasWarm && <span className="faint"> (it was kept ready, never used before)</span>}
          </dd>
        </>
      )}
    </dl>
  );
}
