import type { SessionState } from '../../shared/domain/session';
import { Badge, type BadgeTone } from './badge';

const TONES: Partial<Record<SessionState, BadgeTone>> = {
  failed: 'denied',
  interrupted: 'denied',
  'waiting-for-approval': 'attention',
  'waiting-for-answer': 'attention',
  preparing: 'accent',
  running: 'accent',
};

export function OutcomeBadge({ state, label }: { readonly state: SessionState; readonly label: string }) {
  return <Badge tone={TONES[state] ?? 'neutral'}>{label}</Badge>;
}
