import { Ban, OctagonX } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button';
import { KeyHint } from '../../components/key-hint';
import type { DecisionBarProps } from './decision-bar-props';
import { placeKeyOf } from './place-key';

const QUICK_REASONS = ['Not part of the task', 'Wrong target', 'Too risky', 'Find another way'] as const;
const MAX_REASON = 500;

function isQuick(reason: string): boolean {
  return QUICK_REASONS.some((quick) => quick === reason);
}

/** The reason goes to the agent, so that it can take another way. */
export function DenyForm({ isSending, onMode, onAnswer }: DecisionBarProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [reason, setReason] = useState('');
  useEffect(() => field.current?.focus(), []);
  const canSend = reason.trim() !== '' && !isSending;
  const deny = (then: 'go-on' | 'stop'): void => {
    if (canSend) onAnswer({ verdict: 'deny', reason: reason.trim(), then });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Nothing typed here may reach the card, whose Ctrl+Enter approves.
    event.stopPropagation();
    if (event.key === 'Escape') onMode('choose');
    const quick = QUICK_REASONS[(placeKeyOf(event) ?? 0) - 1];
    // In the midst of a reason a digit is a character like any other.
    if (quick !== undefined && (reason === '' || isQuick(reason))) {
      event.preventDefault();
      setReason(quick);
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    if (event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    if (!event.repeat) deny('go-on');
  };
  return (
    <fieldset className="deny-form" onKeyDown={onKeyDown} aria-label="Deny with a reason">
      <div className="deny-quick">
        {QUICK_REASONS.map((quick, index) => (
          <button
            key={quick}
            type="button"
            aria-pressed={reason === quick}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => {
              setReason(quick);
              field.current?.focus();
            }}
          >
            {quick}
            <KeyHint keys={String(index + 1)} />
          </button>
        ))}
      </div>
      <textarea
        ref={field}
        className="input"
        aria-label="Reason for the denial"
        placeholder="Why not? The agent reads this and looks for another way."
        rows={2}
        maxLength={MAX_REASON}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="deny-actions">
        <Button tone="ghost" onClick={() => onMode('choose')}>
          Back
        </Button>
        <Button tone="danger" size="l" icon={OctagonX} disabled={!canSend} onClick={() => deny('stop')}>
          Deny and stop
        </Button>
        <button
          type="button"
          className="armed-button armed-button-send"
          disabled={!canSend}
          onClick={() => deny('go-on')}
        >
          <Ban className="armed-icon" aria-hidden="true" />
          Send denial
          <KeyHint keys="Enter" />
        </button>
      </div>
    </fieldset>
  );
}
