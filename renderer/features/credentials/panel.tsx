import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/button';

type PanelProps = {
  readonly title: ReactNode;
  readonly label: string;
  readonly onClose: () => void;
  /** False while something would be lost by it. */
  readonly canEscape?: boolean;
  readonly children: ReactNode;
};

/** Beside the list, never over what waits for the operator. Takes the focus, and gives it back. */
export function Panel({ title, label, onClose, canEscape = true, children }: PanelProps) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const first = box.current?.querySelector<HTMLElement>('.panel-body :is(input, select, textarea, button)');
    first?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <section
      className="credential-panel"
      aria-label={label}
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || !canEscape) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className="panel-head">
        <h2>{title}</h2>
        <Button size="s" tone="ghost" className="icon-only" icon={X} aria-label="Close" onClick={onClose} />
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}
