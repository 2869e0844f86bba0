import { OctagonAlert } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useCallback, useRef, useState } from 'react';
import type { ActionApproval, Approval } from '../../../shared/domain/approval';
import { Banner } from '../../components/banner';
import { PracticeBadge } from '../../components/practice-badge';
import { RiskBadge } from '../../components/risk-badge';
import { UntrustedText } from '../../components/untrusted-text';
import { type Deciding, decideApproval } from '../../stores/approvals-store';
import { openLive } from '../../stores/navigation-store';
import { AgentWords, Findings, TargetFacts, UnknownTargetNote } from './approval-facts';
import { ApprovalPicture } from './approval-picture';
import { type Approving, DecisionBar } from './decision-bar';
import { NetworkFacts } from './network-facts';
import { isLongInput, RawInput } from './raw-input';
import { type Arming, useArming } from './use-arming';

type ApprovalCardProps = {
  readonly approval: Approval;
  readonly deciding: Deciding | undefined;
  readonly isPractice: boolean;
  readonly cardRef: RefObject<HTMLElement | null>;
};

/** One thing that waits, and the means to decide it. Mounted anew for each approval. */
export function ApprovalCard({ approval, deciding, isPractice, cardRef }: ApprovalCardProps) {
  const footer = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<'choose' | 'deny'>('choose');
  const [reason, setReason] = useState('');
  const [isRead, setIsRead] = useState(approval.kind !== 'action' || !isLongInput(approval.action));
  const onRead = useCallback(() => setIsRead(true), []);
  const arming = useArming(`${approval.id} ${approval.digest} ${mode}`, footer);
  const isSending = deciding?.kind === 'sending';
  const approve = ({ scope }: Approving): void =>
    void decideApproval(approval.id, { verdict: 'approve', reason: '', scope });
  const deny = (): void => void decideApproval(approval.id, { verdict: 'deny', reason: reason.trim() });
  const onKeyDown = cardKeys({
    arming,
    canApprove: isRead && !isSending && mode === 'choose',
    approve: () => approve({ scope: 'once' }),
    openDeny: () => !isSending && setMode('deny'),
  });
  const hold = isRead ? null : 'Scroll to the end of the raw input first';
  return (
    <article
      className="approval-card"
      ref={cardRef}
      tabIndex={-1}
      aria-label={approval.kind === 'action' ? 'Action to decide' : 'Connection to decide'}
      onKeyDown={onKeyDown}
    >
      <div className="approval-body">
        <CardHead approval={approval} isPractice={isPractice} />
        {approval.kind === 'action' ? (
          <ActionFacts approval={approval} onRead={onRead} />
        ) : (
          <NetworkFacts approval={approval} />
        )}
      </div>
      <div className="approval-footer" ref={footer}>
        {deciding?.kind === 'failed' && <DecidingError deciding={deciding} />}
        <p className="approval-hold" role="status">
          {isSending ? 'Sending your decision…' : hold}
        </p>
        <DecisionBar
          arming={arming}
          mode={mode}
          isSending={isSending}
          hold={hold}
          kind={approval.kind}
          reason={reason}
          onReason={setReason}
          onApprove={approve}
          onOpenDeny={() => setMode('deny')}
          onCancelDeny={() => {
            setMode('choose');
            cardRef.current?.focus();
          }}
          onDeny={deny}
        />
      </div>
    </article>
  );
}

type ActionFactsProps = { readonly approval: ActionApproval; readonly onRead: () => void };

function ActionFacts({ approval, onRead }: ActionFactsProps) {
  return (
    <>
      <Findings approval={approval} />
      {approval.target.kind === 'unknown' && <UnknownTargetNote reason={approval.target.reason} />}
      <ApprovalPicture approval={approval} />
      <TargetFacts approval={approval} />
      <RawInput action={approval.action} onRead={onRead} />
      <AgentWords words={approval.agentWords} />
    </>
  );
}

function CardHead({ approval, isPractice }: Pick<ApprovalCardProps, 'approval' | 'isPractice'>) {
  return (
    <header className="approval-head">
      <div className="approval-badges">
        <RiskBadge level={approval.level} />
        {isPractice && <PracticeBadge />}
        <button type="button" className="approval-session" onClick={() => openLive(approval.sessionId)}>
          Step {approval.step} of <UntrustedText text={approval.task} />
        </button>
      </div>
      <p className="approval-sentence">
        <bdi className="untrusted" dir="auto">
          {approval.sentence}
        </bdi>
      </p>
    </header>
  );
}

function DecidingError({ deciding }: { readonly deciding: Extract<Deciding, { kind: 'failed' }> }) {
  return (
    <Banner tone="denied" icon={OctagonAlert} role="alert">
      {deciding.isSettled ? 'Not counted: it was already settled. ' : 'Your decision did not get through. '}
      {deciding.message}
    </Banner>
  );
}

type CardKeys = {
  readonly arming: Arming;
  readonly canApprove: boolean;
  readonly approve: () => void;
  readonly openDeny: () => void;
};

/** Ctrl+Enter approves, D opens the reason; both only on an armed card that has the focus, never by repeat. */
function cardKeys({ arming, canApprove, approve, openDeny }: CardKeys) {
  return (event: KeyboardEvent): void => {
    if (event.repeat || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (canApprove && arming.check()) approve();
    } else if (event.code === 'KeyD' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (arming.check()) openDeny();
    }
  };
}
