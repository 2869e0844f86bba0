import './state-dot.css';

export type DotTone = 'busy' | 'attention' | 'calm' | 'allowed' | 'denied';

/** A state at a glance; the text beside it says the same. */
export function StateDot({ tone }: { readonly tone: DotTone }) {
  return <span className={`state-dot state-dot-${tone}`} aria-hidden="true" />;
}
