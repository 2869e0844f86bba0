import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty-state.css';

type EmptyStateProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly tone?: 'neutral' | 'denied';
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

export function EmptyState({ icon: Icon, title, tone = 'neutral', children, actions }: EmptyStateProps) {
  return (
    <div className={`empty-state empty-state-${tone}`} role={tone === 'denied' ? 'alert' : undefined}>
      <span className="empty-state-icon">
        <Icon aria-hidden="true" />
      </span>
      <h2>{title}</h2>
      {children && <div className="empty-state-text">{children}</div>}
      {actions && <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
