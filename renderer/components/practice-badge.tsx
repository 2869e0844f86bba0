import { GraduationCap } from 'lucide-react';
import { Badge } from './badge';

/** Marks everything that a scripted agent did, so that it is never taken for Claude. */
export function PracticeBadge({ isShort = false }: { readonly isShort?: boolean }) {
  return (
    <Badge tone="accent" icon={GraduationCap} title="Scripted practice agent: no model is involved">
      {isShort ? 'Practice' : 'Scripted practice agent'}
    </Badge>
  );
}
