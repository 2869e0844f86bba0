import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './badge.css';

export type BadgeTone = 'neutral' | 'accent' | 'attention' | 'denied' | 'critical' | 'allowed';

type BadgeProps = {
  readonly tone?: BadgeTone;
  readonly icon?: LucideIcon;
  readonly title?: string;
  readonly children: ReactNode;
};

export function Badge({ tone = 'neutral', icon: Icon, title, children }: BadgeProps) {
  return (
    <span className={`badge badge-${tone}`} title={title}>
      {Icon && <Icon aria-hidden="true" />}
      {children}
    </span>
  );
}
