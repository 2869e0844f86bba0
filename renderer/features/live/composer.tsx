import { MessageSquarePlus, Send, Undo2 } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { type Guidance, MAX_GUIDANCE } from '../../../shared/domain/guidance';
import { isEnded, type Session } from '../../../shared/domain/session';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { KeyHint } from '../../components/key-hint';
import { changeWords, useWordDrafts } from '../../forms/word-drafts';
import { guideAgent, takeBackGuidance } from '../../stores/guidance';
import './composer.css';

/** Says something to the agent, which reads it with its next turn; until then it can be taken back. */
export function Composer({ session }: { readonly session: Session }) {
  const { id, guidance, state } = session;
  const isOver = isEnded(state);
  if (isOver && guidance.length === 0) return null;
  return (
    <section className="composer" aria-label="Words to the agent">
      {guidance.length > 0 && (
        <ul className="composer-unread" aria-label={isOver ? 'Never read by the agent' : 'Not yet read'}>
          {guidance.map((one) => (
            <Unread key={one.id} sessionId={id} guidance={one} isOver={isOver} />
          ))}
        </ul>
      )}
      {!isOver && <ComposerField sessionId={id} />}
    </section>
  );
}

type UnreadProps = { readonly sessionId: string; readonly guidance: Guidance; readonly isOver: boolean };

function Unread({ sessionId, guidance, isOver }: UnreadProps) {
  return (
    <li>
      <span className="composer-state">{isOver ? 'Not read' : 'Waits for its next turn'}</span>
      <bdi dir="auto" className="composer-text">
        {escapeHidden(guidance.text)}
      </bdi>
      {!isOver && (
        <Button
          size="s"
          tone="ghost"
          icon={Undo2}
          onClick={() => void takeBackGuidance(sessionId, guidance.id)}
        >
          Take back
        </Button>
      )}
    </li>
  );
}

function ComposerField({ sessionId }: { readonly sessionId: string }) {
  const text = useWordDrafts(({ texts }) => texts[sessionId] ?? '');
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const canSend = text.trim() !== '' && !isSending;
  const send = async (): Promise<void> => {
    if (!canSend) return;
    setIsSending(true);
    const failed = await guideAgent(sessionId, text.trim());
    setIsSending(false);
    setProblem(failed);
    if (failed === null) changeWords(sessionId, '');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.repeat || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form className="composer-form" onSubmit={onSubmit}>
      <MessageSquarePlus aria-hidden="true" />
      <textarea
        className="input"
        aria-label="Say something to the agent"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'composer-problem'}
        placeholder="Tell the agent…"
        rows={1}
        maxLength={MAX_GUIDANCE}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setProblem(null);
          changeWords(sessionId, event.target.value);
        }}
      />
      <button type="submit" className="composer-send" disabled={!canSend}>
        <Send aria-hidden="true" />
        Send
        <KeyHint keys="Enter" />
      </button>
      {problem !== null && (
        <p className="composer-problem" id="composer-problem" role="alert">
          {escapeHidden(problem)}
        </p>
      )}
    </form>
  );
}
