import { Check, Flag, Send } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { MAX_ANSWER, type QuestionApproval } from '../../../shared/domain/approval';
import { escapeHidden } from '../../../shared/text/visible-text';
import { KeyHint } from '../../components/key-hint';
import { changeWords, useWordDrafts } from '../../forms/word-drafts';
import type { Answering } from '../../stores/approvals-store';
import { commandSession } from '../../stores/sessions-store';
import { ApproveButton } from './approve-button';
import { ArmedButton } from './armed-button';
import type { DecisionBarProps } from './decision-bar-props';
import { RunAnswers } from './run-answers';
import './answer-form.css';

const OVER: Answering = { verdict: 'deny', reason: '' };
const STOP: Answering = { verdict: 'deny', reason: '', then: 'stop' };

const ASKED = {
  label: 'Your answer',
  placeholder: 'Your answer. The agent goes on with it.',
  send: 'Send answer',
  over: 'The task is done',
  meanwhile: 'the agent waits',
} as const;
/** For an agent that says it has finished. */
const FINISHED = {
  label: 'What else there is to do',
  placeholder: 'And now also… The agent goes on where it is.',
  send: 'Go on',
  over: 'End the run',
  meanwhile: 'the desktop is kept',
} as const;

/** For an agent that proposes its steps. */
const PROPOSED = {
  label: 'Your answer',
  placeholder: 'What to plan otherwise. The agent proposes it again.',
  send: 'Send answer',
  over: '',
  meanwhile: 'the agent waits',
} as const;

/** The id of the field, for the key that leads to it. */
export const ANSWER_FIELD = 'answer-to-agent';

type AnswerFormProps = DecisionBarProps & { readonly approval: QuestionApproval };

/** The operator's answer to the agent, or the end of the run. What is typed stays while another card is in front. */
export function AnswerForm(props: AnswerFormProps) {
  const { approval, arming, isSending, onAnswer, onBack } = props;
  const { id, sessionId, options, asked } = approval;
  const isPlan = asked === 'plan';
  const words = isPlan ? PROPOSED : asked === 'finish' ? FINISHED : ASKED;
  const text = useWordDrafts(({ texts }) => texts[id] ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  const canSend = text.trim() !== '' && !isSending;
  const send = (): void => {
    if (canSend) onAnswer({ verdict: 'approve', reason: '', answer: text.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The chord that approves is the card's, from a button too.
    if (event.target instanceof HTMLButtonElement && (event.ctrlKey || event.metaKey)) return;
    // Nothing typed here may reach the card, whose single keys do something else.
    event.stopPropagation();
    if (event.key === 'Escape') onBack();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    if (event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    if (!event.repeat) send();
  };
  return (
    <>
      <RunAnswers
        approvalId={id}
        isDisabled={isSending}
        takeOverTitle="Take mouse and keyboard; the question stays"
        meanwhile={words.meanwhile}
        onTakeOver={() => void commandSession(sessionId, 'take-over')}
        onStop={() => onAnswer(STOP)}
      />
      <fieldset className="answer-form" onKeyDown={onKeyDown} aria-label="Answer the agent">
        {options.length > 0 && (
          <div className="answer-options">
            {options.map((option) => (
              <button
                key={option}
                type="button"
                aria-pressed={text === option}
                disabled={isSending}
                onClick={() => {
                  changeWords(id, option);
                  field.current?.focus();
                }}
              >
                <bdi dir="auto">{escapeHidden(option)}</bdi>
              </button>
            ))}
          </div>
        )}
        <textarea
          ref={field}
          id={ANSWER_FIELD}
          className="input"
          aria-label={words.label}
          placeholder={words.placeholder}
          rows={isPlan ? 2 : 3}
          maxLength={MAX_ANSWER}
          value={text}
          onChange={(event) => changeWords(id, event.target.value)}
        />
        <div className="answer-actions">
          {!isPlan && (
            <ArmedButton
              label={words.over}
              tone="neutral"
              icon={Flag}
              arming={arming}
              isDisabled={isSending}
              ignoresKeys={false}
              onPress={() => onAnswer(OVER)}
            />
          )}
          <button
            type="button"
            className="armed-button armed-button-answer"
            disabled={!canSend}
            onClick={send}
          >
            <Send className="armed-icon" aria-hidden="true" />
            {words.send}
            <KeyHint keys="Enter" />
          </button>
          {isPlan && <ApprovePlan {...props} />}
        </div>
      </fieldset>
    </>
  );
}

function ApprovePlan({ approval, arming, isSending, isHeldBack, holding, onApprove }: AnswerFormProps) {
  return (
    <ApproveButton
      label="Approve plan"
      heldLabel="Hold: approve plan"
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
