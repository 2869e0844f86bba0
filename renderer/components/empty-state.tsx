import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty-state.css';

type EmptyStateProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly tone?: 'neutral' | 'denied';
  /** It stands for a whole view, and so has that view’s heading. */
  readonly isView?: boolean;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

export function EmptyState(props: EmptyStateProps) {
  const { icon: Icon, title, tone = 'neutral', isView = false, children, actions } = props;
  const Heading = isView ? 'h1' : 'h2';
  return (
    <div className={`empty-state empty-state-${tone}`} role={tone === 'denied' ? 'alert' : undefined}>
      <span className="empty-state-icon">
        <Icon aria-hidden="true" />
      </span>
      <Heading className="empty-state-title">{title}</Heading>
      {children && <div className="empty-state-text">{children}</div>}
      {actions && <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
