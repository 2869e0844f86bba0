import './key-hint.css';

/** Keys such as `Ctrl+.`, drawn as key caps. For the eye only: the control's own name says what it does. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <span className="key-hint" aria-hidden="true">
      {keys.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
