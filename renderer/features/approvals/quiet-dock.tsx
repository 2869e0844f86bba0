import { DoorClosed } from 'lucide-react';
import { KeyTable } from '../../components/key-table';
import { useApprovals } from '../../stores/approvals-store';
import { CARD_SHORTCUTS } from '../../words/shortcuts';
import './quiet-dock.css';

/** The card's place while nothing waits: kept, so that nothing moves when something comes. */
export function QuietDock() {
  const aside = useApprovals((state) => state.aside.size);
  return (
    <section className="quiet-dock" aria-label="Approvals">
      <DoorClosed aria-hidden="true" />
      <h2>{aside === 0 ? 'Nothing waits for you' : `Nothing else waits; ${aside} put aside`}</h2>
      <p className="muted">Whatever is risky stops here, one card at a time, and waits for your answer.</p>
      <KeyTable label="Keys on a card" shortcuts={CARD_SHORTCUTS} />
    </section>
  );
}
