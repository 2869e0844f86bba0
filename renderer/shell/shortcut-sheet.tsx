import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../components/button';
import { KeyTable } from '../components/key-table';
import { CARD_SHORTCUTS, REPLAY_SHORTCUTS, RUN_SHORTCUTS, WINDOW_SHORTCUTS } from '../words/shortcuts';
import './shortcut-sheet.css';

/** Every key that does something, on “?”. Escape closes it; the focus goes back to where it was. */
export function ShortcutSheet() {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      if (sheet.current?.open === false) sheet.current.showModal();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <dialog ref={sheet} className="shortcut-sheet" aria-label="Keys">
      <header>
        <h2>Keys</h2>
        <Button
          tone="ghost"
          size="s"
          className="icon-only"
          icon={X}
          aria-label="Close"
          onClick={() => sheet.current?.close()}
        />
      </header>
      <div className="shortcut-groups">
        <section>
          <h3>On a card</h3>
          <KeyTable label="On a card" shortcuts={CARD_SHORTCUTS} />
        </section>
        <section>
          <h3>While a run goes on</h3>
          <KeyTable label="While a run goes on" shortcuts={RUN_SHORTCUTS} />
          <h3>In a replay</h3>
          <KeyTable label="In a replay" shortcuts={REPLAY_SHORTCUTS} />
          <h3>In the window</h3>
          <KeyTable label="In the window" shortcuts={WINDOW_SHORTCUTS} />
        </section>
      </div>
    </dialog>
  );
}

/** In a field, and in the sandbox's screen, it is a character like any other. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, canvas, [contenteditable]') !== null
  );
}
