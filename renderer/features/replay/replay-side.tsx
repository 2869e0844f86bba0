import { Tabs } from 'radix-ui';
import { useMemo } from 'react';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import type { CacheWarmth } from '../../../shared/domain/cache-warmth';
import { planAt } from '../../../shared/record/plan-progress';
import type { RecordReading } from '../../../shared/record/record-reader';
import { PlanProgress } from '../../components/plan-progress';
import { UntrustedBlock } from '../../components/untrusted-text';
import { warmthWords } from '../../words/warmth-words';
import { ChangeTally } from '../changes/change-tally';
import { ChangesPanel } from '../changes/changes-panel';
import { NetworkPanel } from '../network/network-panel';
import { SandboxPanel } from '../sandbox/sandbox-panel';
import { RecordEvents } from './record-events';
import type { ReplayStep } from './replay-model';
import { StepFacts } from './step-facts';
import '../../components/tabs.css';
import '../../components/fact-list.css';
import './replay-side.css';

type ReplaySideProps = {
  readonly step: ReplayStep | undefined;
  readonly closingWords: string;
  /** At the end of the run; null before it. */
  readonly warmth: CacheWarmth | null;
  readonly entries: readonly AuditEntry[];
  readonly reading: RecordReading;
  readonly onStep: (number: number) => void;
  readonly isOver: boolean;
  readonly allowedHosts: readonly string[];
};

const NO_HOSTS = [] as const;
const NO_CHANGES = [] as const;

export function ReplaySide(props: ReplaySideProps) {
  const { step, closingWords, warmth, entries, reading, onStep, allowedHosts, isOver } = props;
  const { network, sandbox, changes } = reading;
  const number = step?.number ?? null;
  const saved = warmth && warmthWords(warmth);
  const plan = useMemo(() => (number === null ? null : planAt(entries, number)), [entries, number]);
  return (
    <Tabs.Root className="replay-side" defaultValue={firstTab(props)}>
      <Tabs.List className="tab-list" aria-label="Details">
        <Tabs.Trigger value="changes">
          Changes <ChangeTally changes={changes} />
        </Tabs.Trigger>
        <Tabs.Trigger value="step">Step</Tabs.Trigger>
        <Tabs.Trigger value="network">
          Network <span className="faint">{network.hosts.length}</span>
        </Tabs.Trigger>
        <Tabs.Trigger value="sandbox">Sandbox</Tabs.Trigger>
        <Tabs.Trigger value="record">
          Record <span className="faint">{entries.length}</span>
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className="tab-content" value="changes">
        <ChangesPanel changes={changes} isOver={isOver} onStep={onStep} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="step">
        {step === undefined ? (
          <p className="replay-none">No step to show.</p>
        ) : (
          <StepFacts
            step={step}
            hosts={network.bySteps.get(step.number) ?? NO_HOSTS}
            changes={changes.bySteps.get(step.number) ?? NO_CHANGES}
          />
        )}
        {plan !== null && <PlanProgress plan={plan} isOpen />}
        {closingWords !== '' && (
          <section className="replay-words replay-closing" aria-label="The agent’s last words">
            <h2>
              The agent’s last words <span className="faint">unverified</span>
            </h2>
            <UntrustedBlock text={closingWords} />
          </section>
        )}
        {saved !== null && <p className="replay-saved">{saved}</p>}
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="network">
        <NetworkPanel hosts={network.hosts} allowedHosts={allowedHosts} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="sandbox">
        <SandboxPanel facts={sandbox} />
      </Tabs.Content>
      <Tabs.Content className="tab-content tab-content-record" value="record">
        <RecordEvents entries={entries} onStep={onStep} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

/** What a run altered is read before how it went. */
function firstTab({ step, reading }: ReplaySideProps): string {
  if (reading.changes.all.length > 0) return 'changes';
  return step === undefined ? 'record' : 'step';
}
