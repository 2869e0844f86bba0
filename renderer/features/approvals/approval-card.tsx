import { OctagonAlert } from 'lucide-react';
import { type RefObject, useCallback, useId, useRef, useState } from 'react';
import type { ActionApproval, Approval } from '../../../shared/domain/approval';
import type { Point } from '../../../shared/domain/geometry';
import { isCodeByPhone } from '../../../shared/domain/sign-in';
import { readTypedCode } from '../../../shared/domain/typed-code';
import { Banner } from '../../components/banner';
import { FormFacts } from '../../components/form-facts';
import { PracticeBadge } from '../../components/practice-badge';
import { QuestionBadge } from '../../components/question-badge';
import { RiskBadge } from '../../components/risk-badge';
import { planProblem, stepsOf } from '../../forms/plan-drafts';
import {
  type Answering,
  type Deciding,
  decideApproval,
  putAside,
  toggleZoom,
} from '../../stores/approvals-store';
import { openLive } from '../../stores/navigation-store';
import { Difference, Mismatch } from './alarms';
import { ANSWER_FIELD } from './answer-form';
import { AgentWords, Findings, TargetFacts, UnknownTargetNote } from './approval-facts';
import { ApprovalPicture } from './approval-picture';
import { BatchBoard } from './batch-board';
import { useCardKeys } from './card-keys';
import { CardRun } from './card-run';
import { ChangeFacts } from './change-facts';
import { ChangeHead } from './change-head';
import { CodeField } from './code-field';
import { DecisionBar } from './decision-bar';
import type { Mode } from './decision-bar-props';
import { type EditDraft, editOf, startEdit } from './edit-draft';
import { KEEP_PAUSED } from './halt-bar';
import { HaltFacts } from './halt-facts';
import { NetworkFacts } from './network-facts';
import { OtherRequests } from './other-requests';
import { QuestionFacts } from './question-facts';
import { isLongInput, RawInput } from './raw-input';
import { SignInFacts } from './sign-in-facts';
import { useArming } from './use-arming';
import { usePlanRows } from './use-plan-rows';

type ApprovalCardProps = {
  readonly approval: Approval;
  readonly deciding: Deciding | undefined;
  readonly isPractice: boolean;
  readonly cardRef: RefObject<HTMLElement | null>;
};

const CARD_NAMES: Readonly<Record<Approval['kind'], string>> = {
  action: 'Action to decide',
  change: 'Change to decide',
  connection: 'Connection to decide',
  upload: 'Connection to decide',
  halt: 'Halted run to decide',
  question: 'Question to answer',
};

/** One thing that waits, and the means to decide it. Mounted anew for each approval. */
export function ApprovalCard({ approval, deciding, isPractice, cardRef }: ApprovalCardProps) {
  const footer = useRef<HTMLDivElement>(null);
  const sentenceId = useId();
  const [mode, setMode] = useState<Mode>('choose');
  const [upTo, setUpTo] = useState<string | null>(null);
  const [draft, setDraft] = useState<EditDraft | null>(() => startEdit(approval));
  const [code, setCode] = useState('');
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
  const asksCode = approval.kind === 'action' && approval.signIn !== null && isCodeByPhone(approval.signIn);
  const lacksCode = asksCode && readTypedCode(code) === null;
  const isQuestion = approval.kind === 'question';
  const plan = usePlanRows(approval);
  const problem = plan === null ? null : planProblem(plan);
  const isApproved = !isQuestion || (plan !== null && problem === null);
  const canApprove = isRead && !isSending && mode === 'choose' && !lacksCode && isApproved;
  const approve = (wasHeld: boolean): void => {
    answer({
      verdict: 'approve',
      reason: '',
      scope: 'once',
      accepts: isForRun ? 'run' : 'once',
      wasHeld,
      ...(plan !== null && { plan: [...stepsOf(plan)] }),
      ...(upTo !== null && { upTo }),
      ...(asksCode && { code }),
    });
    setCode('');
  };
  const keys = useCardKeys({
    arming,
    canApprove,
    isSending,
    approve,
    needsHold: approval.hold !== null,
    deny: isQuestion ? null : () => (approval.kind === 'halt' ? answer(KEEP_PAUSED) : setMode('deny')),
    reply: isQuestion ? () => document.getElementById(ANSWER_FIELD)?.focus() : null,
    open: (next) => (next === 'choose' || (next === 'edit' && draft === null) ? back() : setMode(next)),
    canGrant: canGrant(approval),
    putAside: () => putAside(approval.id),
    zoom: toggleZoom,
    goToRun: () => openLive(approval.sessionId),
  });
  const unread = isRead ? problem : 'Scroll to the end of the raw input first';
  return (
    <article
      className="approval-card"
      data-level={approval.level}
      ref={cardRef}
      tabIndex={-1}
      aria-label={CARD_NAMES[approval.kind]}
      aria-describedby={sentenceId}
      aria-keyshortcuts={keysOf(approval)}
      onKeyDown={keys.onKeyDown}
      onKeyUp={keys.onKeyUp}
    >
      <div className="approval-body">
        <CardHead approval={approval} isPractice={isPractice} sentenceId={sentenceId} />
        {approval.kind === 'halt' && <HaltFacts approval={approval} />}
        {approval.kind === 'change' && <ChangeFacts approval={approval} />}
        {isQuestion && <QuestionFacts approval={approval} />}
        {(approval.kind === 'connection' || approval.kind === 'upload') && (
          <NetworkFacts approval={approval} />
        )}
        {approval.kind === 'action' && (
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
        )}
        <OtherRequests approval={approval} />
      </div>
      <div className="approval-footer" ref={footer}>
        {deciding?.kind === 'failed' && <DecidingError deciding={deciding} />}
        <p className="approval-hold" role="status">
          {isSending ? 'Sending your decision…' : (unread ?? holdWords(approval))}
        </p>
        {asksCode && mode === 'choose' && (
          <CodeField
            code={code}
            needsHold={approval.hold !== null}
            isSending={isSending}
            onCode={setCode}
            onEnter={() => canApprove && arming.check() && approve(false)}
          />
        )}
        <DecisionBar
          approval={approval}
          arming={arming}
          mode={mode}
          isSending={isSending}
          draft={draft}
          upTo={upTo}
          isHeldBack={unread !== null || lacksCode}
          holding={keys.holding}
          edit={draft === null || approval.kind !== 'action' ? null : editOf(approval, draft)}
          onDraft={setDraft}
          onMode={(next) => (next === 'choose' ? back() : setMode(next))}
          onApprove={approve}
          onAnswer={answer}
          onBack={back}
        />
      </div>
    </article>
  );
}

/** The keys that do something on the card. */
function keysOf(approval: Approval): string {
  if (approval.kind !== 'question') return 'Control+Enter D E G S N P J Z';
  return approval.asked === 'plan' ? 'Control+Enter A S N P J Z' : 'A S N P J Z';
}

/** Whether something like it can be let go for the rest of the run. */
function canGrant(approval: Approval): boolean {
  if (approval.kind === 'action' || approval.kind === 'change') return approval.grantable !== null;
  return approval.kind === 'connection' || approval.kind === 'upload';
}

/** Why a click is not enough, and what is. */
function holdWords({ hold, level }: Approval): string | null {
  return hold !== null && level === 'critical' ? 'Critical: hold the button for 1 second.' : hold;
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
      <Mismatch mismatch={approval.mismatch} />
      <Difference
        difference={approval.difference}
        acceptable={approval.acceptable}
        isForRun={isForRun}
        onForRun={onForRun}
      />
      {approval.signIn !== null && <SignInFacts use={approval.signIn} />}
      <Findings approval={approval} />
      {approval.signIn === null && approval.target.kind === 'unknown' && (
        <UnknownTargetNote reason={approval.target.reason} />
      )}
      {approval.signIn === null && (
        <FormFacts action={approval.action} targets={[approval.target, ...approval.targets]} when="waits" />
      )}
      <ApprovalPicture approval={approval} onPlace={onPlace} />
      <BatchBoard steps={approval.batch} upTo={upTo} onUpTo={onUpTo} />
      {approval.signIn === null && <TargetFacts approval={approval} />}
      <RawInput action={approval.action} onRead={onRead} />
      <AgentWords words={approval.agentWords} />
    </>
  );
}

type CardHeadProps = Pick<ApprovalCardProps, 'approval' | 'isPractice'> & { readonly sentenceId: string };

function CardHead({ approval, isPractice, sentenceId }: CardHeadProps) {
  return (
    <header className="approval-head" id={sentenceId}>
      <CardRun approval={approval} />
      <div className="approval-badges">
        {approval.kind === 'question' ? <QuestionBadge /> : <RiskBadge level={approval.level} />}
        {isPractice && <PracticeBadge />}
      </div>
      {approval.kind === 'change' ? (
        <ChangeHead approval={approval} />
      ) : (
        <h3 className="approval-sentence">
          <bdi className="untrusted" dir="auto">
            {approval.sentence}
          </bdi>
        </h3>
      )}
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
