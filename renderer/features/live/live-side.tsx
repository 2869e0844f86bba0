import { Tabs } from 'radix-ui';
import { useMemo } from 'react';
import { isEnded, type Session } from '../../../shared/domain/session';
import { isHalted } from '../../../shared/domain/session-state';
import { withProgress } from '../../../shared/record/network-hosts';
import type { RecordReading } from '../../../shared/record/record-reader';
import { PlanProgress } from '../../components/plan-progress';
import { useOpenConnections } from '../../stores/open-connections';
import { useWords } from '../../stores/words-store';
import { hasPausedItself } from '../../words/session-words';
import { RunApprovals } from '../approvals/run-approvals';
import { ChangeTally } from '../changes/change-tally';
import { ChangesPanel } from '../changes/changes-panel';
import { NetworkPanel } from '../network/network-panel';
import { SandboxPanel } from '../sandbox/sandbox-panel';
import { Composer } from './composer';
import { LeakTestButton } from './leak-test-button';
import { StepList } from './step-list';
import '../../components/tabs.css';

type LiveSideProps = { readonly session: Session; readonly reading: RecordReading };

/** What the agent does, what it reaches, and what it runs in. */
export function LiveSide({ session, reading }: LiveSideProps) {
  const { steps, network, changes, sandbox, closingWords } = reading;
  const words = useWords((state) => state.texts[session.id] ?? '');
  const isOver = isEnded(session.state);
  const open = useOpenConnections(isOver ? null : session.id);
  const hosts = useMemo(() => withProgress(network.hosts, open), [network, open]);
  const refused = hosts.filter(({ refusals }) => refusals.length > 0).length;
  return (
    <Tabs.Root className="live-tabs" defaultValue="steps">
      <Tabs.List className="tab-list" aria-label="What to see of the run">
        <Tabs.Trigger value="steps">Steps</Tabs.Trigger>
        <Tabs.Trigger value="approvals">
          Approvals <span className="faint">{session.approvalNumbers.asked}</span>
        </Tabs.Trigger>
        <Tabs.Trigger value="changes">
          Changes <ChangeTally changes={changes} />
        </Tabs.Trigger>
        <Tabs.Trigger value="network">
          Network {refused === 0 && <span className="faint">{hosts.length}</span>}
          {refused > 0 && (
            <span className="tab-alarm" title={`${refused} of ${hosts.length} hosts refused`}>
              {refused}
              <span className="visually-hidden"> refused</span>
            </span>
          )}
        </Tabs.Trigger>
        <Tabs.Trigger value="sandbox">
          Sandbox
          {sandbox.leakTest?.report.passed === false && <span className="tab-alarm">leaks</span>}
        </Tabs.Trigger>
      </Tabs.List>
      {/* The list inside takes the focus, since it is what scrolls. */}
      <Tabs.Content className="tab-content live-steps" value="steps" tabIndex={-1}>
        {session.plan !== null && <PlanProgress plan={session.plan} isOpen={false} />}
        <StepList
          steps={steps}
          hosts={network.bySteps}
          changes={changes.bySteps}
          words={isOver || hasPausedItself(session) ? closingWords : words}
          emptyText={emptyText(session)}
        />
        <Composer session={session} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="approvals">
        <RunApprovals session={session} steps={steps} changes={changes} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="changes">
        <ChangesPanel changes={changes} isOver={isOver} onStep={null} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="network">
        <NetworkPanel hosts={hosts} allowedHosts={session.settings.policy.allowed_hosts} />
      </Tabs.Content>
      <Tabs.Content className="tab-content" value="sandbox">
        <SandboxPanel facts={sandbox}>
          {!isOver && sandbox.ready !== null && <LeakTestButton sessionId={session.id} />}
        </SandboxPanel>
      </Tabs.Content>
    </Tabs.Root>
  );
}

function emptyText(session: Session): string {
  if (isEnded(session.state)) return 'The run ended before its first step.';
  if (session.state === 'queued') return 'Steps appear here once there is room for the sandbox.';
  if (isHalted(session.state)) return 'Nothing was done yet, and nothing is until the run goes on.';
  if (session.settings.planFirst && session.plan === null && session.state === 'running')
    return 'The agent looks, and then proposes its plan.';
  return session.state === 'preparing'
    ? 'Steps appear here once the sandbox is ready.'
    : 'The agent is thinking about its first step.';
}
