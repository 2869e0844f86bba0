import { Spline } from 'lucide-react';
import { lookAlikes } from '../../shared/text/skeleton';
import './look-alike-note.css';

const MOST_SHOWN = 6;

/** Characters that pass for others: a Cyrillic е in a Latin word. Hidden ones are written out where they stand. */
export function LookAlikeNote({ text }: { readonly text: string }) {
  const found = [...new Map(lookAlikes(text).map((one) => [one.char, one])).values()];
  if (found.length === 0) return null;
  return (
    <p className="look-alikes" role="note">
      <Spline aria-hidden="true" />
      <span>
        Not what they look like:{' '}
        {found.slice(0, MOST_SHOWN).map(({ char, looksLike }, index) => (
          <span key={char}>
            {index > 0 && ', '}
            <code>{codePoint(char)}</code> looks like “{looksLike}”
          </span>
        ))}
        {found.length > MOST_SHOWN && ` and ${found.length - MOST_SHOWN} more`}
      </span>
    </p>
  );
}

function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
