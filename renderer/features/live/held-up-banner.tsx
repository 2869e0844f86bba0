import { Eraser, MessageSquarePlus, ScrollText, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Session } from '../../../shared/domain/session';
import type { WayOn } from '../../../shared/domain/way-on';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { getOn } from '../../stores/guidance';

const WAYS: Readonly<Record<WayOn, { readonly label: string; readonly icon: typeof Eraser }>> = {
  word: { label: 'Say something', icon: MessageSquarePlus },
  'drop-turn': { label: 'Leave its last turn out', icon: Eraser },
  compact: { label: 'Sum up and go on', icon: ScrollText },
};

/** A run that the model would refuse to go on with as it is, and what can be done about that. */
export function HeldUpBanner({ session: { id, stateReason, waysOn } }: { readonly session: Session }) {
  const [isBusy, setIsBusy] = useState(false);
  const choose = (way: WayOn) => async (): Promise<void> => {
    // What is written there gets the run going when it is sent.
    if (way === 'word') return document.querySelector<HTMLElement>('.composer textarea')?.focus();
    setIsBusy(true);
    await getOn(id, way);
    setIsBusy(false);
  };
  return (
    <Banner
      tone="attention"
      icon={TriangleAlert}
      role="alert"
      actions={waysOn.map((way) => (
        <Button key={way} size="s" icon={WAYS[way].icon} disabled={isBusy} onClick={() => void choose(way)()}>
          {WAYS[way].label}
        </Button>
      ))}
    >
      <strong>The run needs you.</strong> {escapeHidden(stateReason)}
    </Banner>
  );
}
