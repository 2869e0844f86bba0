import { Pin } from 'lucide-react';
import { Button } from '../../components/button';
import { pinLive, useNavigation } from '../../stores/navigation-store';
import './live-pin.css';

/** Keeps this run in Live whichever card comes to the front. */
export function LivePin({ sessionId }: { readonly sessionId: string }) {
  const isPinned = useNavigation(({ pinnedId }) => pinnedId === sessionId);
  return (
    <Button
      tone="ghost"
      size="s"
      className="icon-only live-pin"
      icon={Pin}
      aria-label="Pin this run"
      aria-pressed={isPinned}
      title={
        isPinned
          ? 'Pinned: Live stays with this run until it ends'
          : 'Pin this run: Live stays with it, whichever card is in front'
      }
      onClick={() => pinLive(isPinned ? null : sessionId)}
    />
  );
}
