import { PencilLine } from 'lucide-react';
import type { ChangeNumbers } from '../../shared/domain/session';
import { countWords } from '../words/change-words';
import { Badge } from './badge';

/** How often a run changed something; nothing where it did not and was kept from nothing. */
export function ChangeCount({ changes }: { readonly changes: ChangeNumbers }) {
  if (changes.sent === 0 && changes.denied === 0) return null;
  return (
    <Badge icon={PencilLine} title="What this run altered at the other end, and what it was kept from">
      {countWords(changes)}
    </Badge>
  );
}
