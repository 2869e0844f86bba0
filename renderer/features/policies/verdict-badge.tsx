import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { Ruling } from '../../../shared/domain/dry-run';
import { Badge } from '../../components/badge';

const LOOKS = {
  allow: { tone: 'allowed', icon: CircleCheck, word: 'Allow' },
  ask: { tone: 'attention', icon: CircleHelp, word: 'Ask' },
  deny: { tone: 'denied', icon: CircleX, word: 'Deny' },
} as const;

export function VerdictBadge({ verdict }: { readonly verdict: Ruling['verdict'] }) {
  const { tone, icon, word } = LOOKS[verdict];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
