import { OctagonAlert } from 'lucide-react';
import { type RefObject, useCallback, useRef, useState } from 'react';
import type { ActionApproval, Approval } from '../../../shared/domain/approval';
import type { Point } from '../../../shared/domain/geometry';
import { Banner } from '../../components/banner';
import { PracticeBadge } from '../../components/practice-badge';
import { RiskBadge } from '../../components/risk-badge';
import { UntrustedText } from '../../components/untrusted-text';
import {
  type Answering,
  type Deciding,
  decideApproval,
  putAside,
  toggleZoom,
} from '../../stores/approvals-store';
import { openLive } from '../../stores/navigation-store';
import { Difference, Mismatch } from './alarms';
import { AgentWords, Findings, TargetFacts, UnknownTargetNote } from './approval-facts';
import { ApprovalPicture } from './approval-picture';
import { BatchBoard } from './batch-board';
import { useCardKeys } from './card-keys';
import { DecisionBar } from './decision-bar';
import type { Mode } from './decision-bar-props';
import { type EditDraft, editOf, startEdit } from './edit-draft';
import { NetworkFacts } from './network-facts';
import { OtherRequests } from './other-requests';
import { isLongInput, RawInput } from './raw-input';
import { useArming } from './use-arming';

type ApprovalCardProps = {
  readonly approval: Approval;
  readonly deciding: Deciding | undefined;
  readonly isPractice: boolean;
  readonly cardRef: RefObject<HTMLElement | null>;
};

/** One thing that waits, and the means to decide it. Mounted anew for each approval. */
export function ApprovalCard({ approval, deciding, isPractice, cardRef }: ApprovalCardProps) {
  const footer = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<Mode>('choose');
  const [upTo, setUpTo] = useState<string | null>(null);
  const [draft, setDraft] = useState<EditDraft | null>(() => startEdit(approval));
  const [isForRun, setIsForRun] = useState(false);
  const [isRead, setIsRead] = useState(approval.kind !== 'action' || !isLongInput(approval.action));
  const onRead = useCallback(() => setIsRead(true), []);
  const arming = useArming(
    `${approval.id} ${approval.digest} ${mode} ${upTo} ${isForRun} ${approval.hold}`,
    footer,
  );
  const isSending = deciding?.kind === 'sending';
  const answer = (answering: Answering): void => void decideApproval(approval.id, answering);
  const back = (): void => {
    setMode('choose');
    cardRef.current?.focus();
  };
  const canApprove = isRead && !isSending && mode === 'choose';
  const approve = (wasHeld: boolean): void =>
    answer({
      verdict: 'approve',
      reason: '',
      scope: 'once',
      accepts: isForRun ? 'run' : 'once',
      wasHeld,
      ...(upTo !== null && { upTo }),
    });
  const keys = useCardKeys({
    arming,
    canApprove,
    isSending,
    approve,
    needsHold: approval.hold !== null,
    open: (next) => setMode(next === 'edit' && draft === null ? 'choose' : next),
    canGrant: approval.kind === 'action' && approval.grantable !== null,
    putAside: () => putAside(approval.id),
    zoom: toggleZoom,
    goToRun: () => openLive(approval.sessionId),
  });
  const unread = isRead ? null : 'Scroll to the end of the raw input first';
  return (
    <article
      className="approval-card"
      ref={cardRef}
      tabIndex={-1}
      aria-label={approval.kind === 'action' ? 'Action to decide' : 'Connection to decide'}
      onKeyDown={keys.onKeyDown}
      onKeyUp={keys.onKeyUp}
    >
      <div className="approval-body">
        <CardHead approval={approval} isPractice={isPractice} />
        {approval.kind === 'action' ? (
          <ActionFacts
            approval={approval}
            onRead={onRead}
            upTo={upTo}
            onUpTo={setUpTo}
            isForRun={isForRun}
            onForRun={setIsForRun}
            onPlace={
              mode === 'edit' && draft?.kind === 'place' ? (at) => setDraft({ kind: 'place', at }) : null
            }
          />
        ) : (
          <NetworkFacts approval={approval} />
        )}
        <OtherRequests approval={approval} />
      </div>
      <div className="approval-footer" ref={footer}>
        {deciding?.kind === 'failed' && <DecidingError deciding={deciding} />}
        <p className="approval-hold" role="status">
          {isSending ? 'Sending your decision…' : (unread ?? approval.hold)}
        </p>
        <DecisionBar
          approval={approval}
          arming={arming}
          mode={mode}
          isSending={isSending}
          draft={draft}
          upTo={upTo}
          isHeldBack={unread !== null}
          holding={keys.holding}
          edit={draft === null || approval.kind !== 'action' ? null : editOf(approval, draft)}
          onDraft={setDraft}
          onMode={(next) => (next === 'choose' ? back() : setMode(next))}
          onApprove={approve}
          onAnswer={answer}
        />
      </div>
    </article>
  );
}

type ActionFactsProps = {
  readonly approval: ActionApproval;
  readonly onRead: () => void;
  readonly upTo: string | null;
  readonly onUpTo: (toolUseId: string | null) => void;
  /** Whether what may change once it is approved may do so for the rest of the run. */
  readonly isForRun: boolean;
  readonly onForRun: (isForRun: boolean) => void;
  /** Takes another place for the action, chosen on the picture; null while none is asked for. */
  readonly onPlace: ((at: Point) => void) | null;
};

/** The target lens: facts first, then pictures, then what others say about it. */
function ActionFacts({ approval, onRead, upTo, onUpTo, isForRun, onForRun, onPlace }: ActionFactsProps) {
  return (
    <>
      <Difference
        difference={approval.difference}
        acceptable={approval.acceptable}
        isForRun={isForRun}
        onForRun={onForRun}
      />
      <Mismatch mismatch={approval.mismatch} />
      <Findings approval={approval} />
      {approval.target.kind === 'unknown' && <UnknownTargetNote reason={approval.target.reason} />}
      <ApprovalPicture approval={approval} onPlace={onPlace} />
      <BatchBoard steps={approval.batch} upTo={upTo} onUpTo={onUpTo} />
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
        <button
          type="button"
          className="approval-session"
          title="Show this run (J)"
          onClick={() => openLive(approval.sessionId)}
        >
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
