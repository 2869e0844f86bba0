import { Tabs } from 'radix-ui';
import type { AuditEntry } from '../../../shared/domain/audit-entry';
import { UntrustedBlock } from '../../components/untrusted-text';
import { RecordEvents } from './record-events';
import type { ReplayStep } from './replay-model';
import { StepFacts } from './step-facts';
import './replay-side.css';

type ReplaySideProps = {
  readonly step: ReplayStep | undefined;
  readonly closingWords: string;
  readonly entries: readonly AuditEntry[];
  readonly onStep: (number: number) => void;
};

export function ReplaySide({ step, closingWords, entries, onStep }: ReplaySideProps) {
  return (
    <Tabs.Root className="replay-side" defaultValue={step === undefined ? 'record' : 'step'}>
      <Tabs.List className="tab-list" aria-label="Details">
        <Tabs.Trigger value="step">Step</Tabs.Trigger>
        <Tabs.Trigger value="record">
          Record <span className="faint">{entries.length}</span>
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className="tab-content" value="step">
        {step === undefined ? <p className="replay-none">No step to show.</p> : <StepFacts step={step} />}
        {closingWords !== '' && (
          <section className="replay-words replay-closing" aria-label="The agent’s last words">
            <h3>
              The agent’s last words <span className="faint">unverified</span>
            </h3>
            <UntrustedBlock text={closingWords} />
          </section>
        )}
      </Tabs.Content>
      <Tabs.Content className="tab-content tab-content-record" value="record">
        <RecordEvents entries={entries} onStep={onStep} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
