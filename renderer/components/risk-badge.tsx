import { type LucideIcon, OctagonAlert, ShieldAlert } from 'lucide-react';
import type { RiskLevel } from '../../shared/domain/risk';
import { Badge, type BadgeTone } from './badge';

type Look = { readonly tone: BadgeTone; readonly icon: LucideIcon; readonly label: string };

/** Each step differs in more than its colour. */
const LOOK: Record<RiskLevel, Look> = {
  low: { tone: 'neutral', icon: ShieldAlert, label: 'Low risk' },
  medium: { tone: 'neutral', icon: ShieldAlert, label: 'Medium risk' },
  high: { tone: 'denied', icon: ShieldAlert, label: 'High risk' },
  critical: { tone: 'critical', icon: OctagonAlert, label: 'Critical risk' },
};

export function RiskBadge({ level }: { readonly level: RiskLevel }) {
  const { tone, icon, label } = LOOK[level];
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
