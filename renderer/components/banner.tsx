import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './banner.css';

type BannerProps = {
  readonly tone: 'neutral' | 'accent' | 'attention' | 'denied' | 'allowed';
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly role?: 'status' | 'alert';
};

export function Banner({ tone, icon: Icon, children, actions, role }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role={role}>
      <Icon aria-hidden="true" />
      <div className="banner-text">{children}</div>
      {actions && <div className="banner-actions">{actions}</div>}
    </div>
  );
}
