import { Ban, Check, CheckCheck, Hand, Pencil } from 'lucide-react';
import type { ActionApproval, Approval, ChangeApproval } from '../../../shared/domain/approval';
import { Button } from '../../components/button';
import { AnswerForm } from './answer-form';
import { ApproveButton } from './approve-button';
import { ArmedButton } from './armed-button';
import type { DecisionBarProps } from './decision-bar-props';
import { DenyForm } from './deny-form';
import { EditForm } from './edit-form';
import { GrantForm } from './grant-form';
import { HaltBar } from './halt-bar';
import { LaterButton } from './later-button';
import './decision-bar.css';

export function DecisionBar(props: DecisionBarProps) {
  const { approval } = props;
  if (approval.kind === 'halt') return <HaltBar {...props} />;
  if (approval.kind === 'question') return <AnswerForm {...props} approval={approval} />;
  switch (props.mode) {
    case 'deny':
      return <DenyForm {...props} />;
    case 'edit':
      return <EditForm {...props} />;
    case 'grant':
      return <GrantForm {...props} />;
    case 'choose':
      return <Choices {...props} />;
  }
}

function Choices(props: DecisionBarProps) {
  const { approval, arming, isSending, isHeldBack, onMode, onAnswer } = props;
  const isAction = isOfAgent(approval);
  return (
    <>
      <OtherAnswers {...props} />
      <div className={isAction ? 'decision-bar' : 'decision-bar decision-bar-three'}>
        <ArmedButton
          label="Deny"
          tone="deny"
          icon={Ban}
          keys="D"
          arming={arming}
          isDisabled={isSending}
          ignoresKeys={false}
          onPress={() => onMode('deny')}
        />
        {!isAction && approval.hold === null && (
          <ArmedButton
            label="For this run"
            tone="approve-more"
            icon={CheckCheck}
            keys="G"
            arming={arming}
            isDisabled={isSending || isHeldBack}
            ignoresKeys
            onPress={() => onAnswer({ verdict: 'approve', reason: '', scope: 'run' })}
          />
        )}
        <Approve {...props} />
      </div>
    </>
  );
}

function Approve({ approval, arming, isSending, isHeldBack, holding, upTo, onApprove }: DecisionBarProps) {
  const label = approveWords(approval, upTo);
  return (
    <ApproveButton
      label={label}
      heldLabel={HOLD_WORDS[label] ?? `Hold: ${label}`}
      hold={approval.hold}
      icon={Check}
      keys="Ctrl+Enter"
      arming={arming}
      isDisabled={isSending || isHeldBack}
      isHeldByKeys={holding}
      onApprove={onApprove}
    />
  );
}

const HOLD_WORDS: Readonly<Record<string, string>> = {
  'Approve once': 'Hold to approve',
  'This time': 'Hold: this time',
};

/** What the agent did or brought about, as opposed to data that waits on its way. */
function isOfAgent(approval: Approval): approval is ActionApproval | ChangeApproval {
  return approval.kind === 'action' || approval.kind === 'change';
}

function approveWords(approval: Approval, upTo: string | null): string {
  if (!isOfAgent(approval)) return 'This time';
  if (upTo === null || approval.kind === 'change') return 'Approve once';
  const current = approval.batch.findIndex(({ state }) => state === 'current');
  const last = approval.batch.findIndex(({ toolUseId }) => toolUseId === upTo);
  return last === current ? 'Approve, stop after' : `Approve ${last - current + 1} steps`;
}

/** What can be answered besides yes and no. */
function OtherAnswers({ approval, draft, isSending, upTo, onMode, onAnswer }: DecisionBarProps) {
  const takeOver = (): void =>
    onAnswer({
      verdict: 'deny',
      reason: 'The operator took over. Look at the screen before you go on.',
      then: 'take-over',
    });
  return (
    <div className="decision-others">
      {draft !== null && upTo === null && (
        <Button
          size="s"
          tone="ghost"
          icon={Pencil}
          disabled={isSending}
          title="Change it, then approve (E)"
          onClick={() => onMode('edit')}
        >
          Edit
        </Button>
      )}
      {isOfAgent(approval) && approval.grantable !== null && upTo === null && (
        <Button
          size="s"
          tone="ghost"
          icon={CheckCheck}
          disabled={isSending}
          title="Approve the same for this run (G)"
          onClick={() => onMode('grant')}
        >
          For this run
        </Button>
      )}
      {isOfAgent(approval) && (
        <Button
          size="s"
          tone="ghost"
          icon={Hand}
          disabled={isSending}
          title="Deny it and take mouse and keyboard"
          onClick={takeOver}
        >
          Take over
        </Button>
      )}
      <LaterButton approvalId={approval.id} isDisabled={isSending} meanwhile="its time runs on" />
    </div>
  );
}
