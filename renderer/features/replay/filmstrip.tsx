import { useEffect, useRef } from 'react';
import { frameUrl } from '../../client/frame-url';
import { ActionIcon } from '../../components/action-icon';
import { sentenceText, stepSentence } from '../../words/step-sentence';
import { stepVerdict } from '../../words/step-verdict';
import type { ReplayStep } from './replay-model';

type FilmstripProps = {
  readonly sessionId: string;
  readonly steps: readonly ReplayStep[];
  readonly position: number;
  readonly onPick: (position: number) => void;
};

/** One small frame for each step; the current one is kept in sight, and is the one that Tab reaches. */
export function Filmstrip({ sessionId, steps, position, onPick }: FilmstripProps) {
  const strip = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const current = strip.current?.children[position];
    current?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
    // The arrows move the focus with the place, where the strip has it.
    if (strip.current?.contains(document.activeElement)) {
      current?.querySelector('button')?.focus({ preventScroll: true });
    }
  }, [position]);
  return (
    <ol className="filmstrip" aria-label="Filmstrip" ref={strip}>
      {steps.map((step, index) => (
        <li key={step.toolUseId}>
          <button
            type="button"
            className={`film film-${stepVerdict(step).tone}`}
            aria-label={`Step ${step.number}: ${sentenceText(stepSentence(step.action, step.target))}, ${stepVerdict(step).label}`}
            aria-current={index === position ? 'step' : undefined}
            tabIndex={index === position ? 0 : -1}
            onClick={() => onPick(index)}
          >
            {step.before === null ? (
              <span className="film-blank" />
            ) : (
              <img
                src={frameUrl(sessionId, step.before)}
                alt=""
                loading="lazy"
                decoding="async"
                draggable={false}
              />
            )}
            <span className="film-label">
              <ActionIcon member={step.action.member} />
              {step.number}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
