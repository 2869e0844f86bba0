import { ShieldAlert } from 'lucide-react';
import type { RiskLevel } from '../../shared/domain/risk';
import { Badge, type BadgeTone } from './badge';

const LOOK: Record<RiskLevel, { tone: BadgeTone; label: string }> = {
  low: { tone: 'neutral', label: 'Low risk' },
  medium: { tone: 'neutral', label: 'Medium risk' },
  high: { tone: 'denied', label: 'High risk' },
  critical: { tone: 'denied', label: 'Critical risk' },
};

export function RiskBadge({ level }: { readonly level: RiskLevel }) {
  return (
    <Badge tone={LOOK[level].tone} icon={ShieldAlert}>
      {LOOK[level].label}
    </Badge>
  );
}
