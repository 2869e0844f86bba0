import { EyeOff } from 'lucide-react';
import type { RedactionNote } from '../../shared/domain/redaction';
import { maskWords } from '../words/mask-words';
import './mask-note.css';

/** Beside a picture: what in it is black, and why. There for every picture, so that nothing jumps between them. */
export function MaskNote({ note }: { readonly note: RedactionNote | null }) {
  return (
    <p className={`mask-note ${note === null ? 'faint' : ''}`}>
      <EyeOff aria-hidden="true" />
      {note === null ? 'Nothing is masked.' : maskWords(note)}
    </p>
  );
}
