import { CornerDownRight, ScrollText } from 'lucide-react';
import type { Exchange } from '../../shared/record/recorded-step';
import { UntrustedBlock } from './untrusted-text';
import './exchanges.css';

/** What the agent asked and what the operator answered, and summaries from which it went on. */
export function Exchanges({ said }: { readonly said: readonly Exchange[] }) {
  return said.map((exchange, index) =>
    exchange.kind === 'summary' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: what was said has no other identity and no state
      <Summary key={index} {...exchange} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: what was said has no other identity and no state
      <Answered key={index} {...exchange} />
    ),
  );
}

function Summary({ words, by }: Exchange) {
  return (
    <details className="exchange exchange-summary">
      <summary>
        <ScrollText aria-hidden="true" />
        The conversation was summed up {by === 'model' ? 'by the agent' : 'by the console'}
      </summary>
      <UntrustedBlock text={words} />
    </details>
  );
}

function Answered({ kind, words, answer, by }: Exchange) {
  return (
    <div className="exchange">
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
  );
}
