import { Smartphone } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { MAX_TYPED_CODE, readTypedCode } from '../../../shared/domain/typed-code';
import { KeyHint } from '../../components/key-hint';
import '../../components/field.css';
import './code-field.css';

type CodeFieldProps = {
  readonly code: string;
  /** Approving takes more than a key. */
  readonly needsHold: boolean;
  readonly isSending: boolean;
  readonly onCode: (code: string) => void;
  readonly onEnter: () => void;
};

const HINT = 'It is filled and blacked out as a password is; the agent and the record never have it.';
const PROBLEM = 'That is no code: 4 to 12 letters and digits are.';

/** Where the operator types the one-time code that came by phone. It has the focus where the card would. */
export function CodeField({ code, needsHold, isSending, onCode, onEnter }: CodeFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [wasTried, setWasTried] = useState(false);
  // As a card does: it takes the focus from nothing that has it.
  useEffect(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) field.current?.focus({ preventScroll: true });
  }, []);
  const isCode = readTypedCode(code) !== null;
  const isWrong = !isCode && (wasTried || code.length > MAX_TYPED_CODE);
  const onKeyDown = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key !== 'Enter' || !isPlain || event.repeat || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setWasTried(true);
    if (isCode && !needsHold) onEnter();
  };
  return (
    <div className="code-field">
      <label htmlFor="typed-code">
        <Smartphone aria-hidden="true" />
        Code that came by phone
        {!needsHold && <KeyHint keys="Enter" />}
      </label>
      <input
        ref={field}
        id="typed-code"
        className="input"
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        disabled={isSending}
        value={code}
        aria-invalid={isWrong}
        aria-describedby="typed-code-note"
        onChange={({ target }) => {
          setWasTried(false);
          onCode(target.value.slice(0, MAX_TYPED_CODE + 1));
        }}
        onKeyDown={onKeyDown}
      />
      <p
        id="typed-code-note"
        className={isWrong ? 'field-error' : 'field-hint'}
        role={isWrong ? 'alert' : undefined}
      >
        {isWrong ? PROBLEM : HINT}
      </p>
    </div>
  );
}
