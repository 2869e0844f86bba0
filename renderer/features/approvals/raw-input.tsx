import { useEffect, useRef } from 'react';
import type { RecordedAction } from '../../../shared/domain/action';
import { LookAlikeNote } from '../../components/look-alike-note';
import { UntrustedBlock } from '../../components/untrusted-text';

/** Above this much input the end must have been seen before the action can be approved. */
const LONG_INPUT = 1200;

export function isLongInput(action: RecordedAction): boolean {
  return JSON.stringify(action.input).length > LONG_INPUT;
}

type RawInputProps = { readonly action: RecordedAction; readonly onRead: () => void };

/** The model's input as it was sent, as JSON, with every hidden character written out. */
export function RawInput({ action, onRead }: RawInputProps) {
  const box = useRef<HTMLPreElement>(null);
  const text = `${action.member} ${JSON.stringify(action.input, null, 2)}`;
  const reportIfRead = (): void => {
    const element = box.current;
    if (element && element.scrollTop + element.clientHeight >= element.scrollHeight - 4) onRead();
  };
  useEffect(() => {
    if (!isLongInput(action)) onRead();
  }, [action, onRead]);
  return (
    <section className="approval-raw" aria-label="Raw input">
      <h3>
        Raw input <span className="faint">{text.length.toLocaleString('en-US')} characters</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
      <pre ref={box} tabIndex={0} onScroll={reportIfRead}>
        <UntrustedBlock text={text} />
      </pre>
      <LookAlikeNote text={text} />
    </section>
  );
}
