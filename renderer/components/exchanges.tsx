import { CornerDownRight } from 'lucide-react';
import type { Exchange } from '../../shared/record/recorded-step';
import { UntrustedBlock } from './untrusted-text';
import './exchanges.css';

/** What the agent asked and what the operator answered. */
export function Exchanges({ said }: { readonly said: readonly Exchange[] }) {
  return said.map(({ kind, words, answer, by }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what was said has no other identity and no state
    <div className="exchange" key={index}>
      {words !== '' && (
        <div className="exchange-words">
          <UntrustedBlock text={words} />
        </div>
      )}
      <div className="exchange-answer">
        <CornerDownRight aria-hidden="true" />
        <div>
          <span className="exchange-by">
            {answer === null ? (
              'No answer'
            ) : (
              <>
                {kind === 'answer' ? 'Answer of' : 'Said by'} <bdi>{by}</bdi>
              </>
            )}
          </span>
          {answer !== null && <UntrustedBlock text={answer} />}
        </div>
      </div>
    </div>
  ));
}
