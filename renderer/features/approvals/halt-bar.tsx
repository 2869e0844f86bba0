import { Pause, Play } from 'lucide-react';
import type { Answering } from '../../stores/approvals-store';
import { ApproveButton } from './approve-button';
import { ArmedButton } from './armed-button';
import type { DecisionBarProps } from './decision-bar-props';
import { RunAnswers } from './run-answers';

/** Leaves a halted run as it is. No agent reads the reason; the record keeps it. */
export const KEEP_PAUSED: Answering = { verdict: 'deny', reason: 'Kept paused.' };
const TAKE_OVER: Answering = { verdict: 'deny', reason: 'The operator took over.', then: 'take-over' };
const STOP: Answering = { verdict: 'deny', reason: 'The operator stopped the run.', then: 'stop' };

/** The answers to a halt. Leaving the run as it is takes one press; letting it go on may take holding. */
export function HaltBar(props: DecisionBarProps) {
  const { approval, arming, isSending, holding, onApprove, onAnswer } = props;
  return (
    <>
      <RunAnswers
        approvalId={approval.id}
        isDisabled={isSending}
        takeOverTitle="Take mouse and keyboard"
        meanwhile="the run stays halted"
        onTakeOver={() => onAnswer(TAKE_OVER)}
        onStop={() => onAnswer(STOP)}
      />
      <div className="decision-bar">
        <ArmedButton
          label="Keep it paused"
          tone="deny"
          icon={Pause}
          keys="D"
          arming={arming}
          isDisabled={isSending}
          ignoresKeys={false}
          onPress={() => onAnswer(KEEP_PAUSED)}
        />
        <ApproveButton
          label="Let it go on"
          heldLabel="Hold to go on"
          hold={approval.hold}
          icon={Play}
          keys="Ctrl+Enter"
          arming={arming}
          isDisabled={isSending}
          isHeldByKeys={holding}
          onApprove={onApprove}
        />
      </div>
    </>
  );
}
