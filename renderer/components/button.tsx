import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { KeyHint } from './key-hint';
import './button.css';

export type ButtonTone = 'neutral' | 'primary' | 'danger' | 'ghost';

type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  readonly tone?: ButtonTone;
  readonly size?: 's' | 'm' | 'l';
  readonly icon?: LucideIcon;
  /** A shortcut that does the same; shown, not listened for. */
  readonly keys?: string;
  readonly type?: 'button' | 'submit';
};

export function Button({ tone = 'neutral', size = 'm', icon: Icon, keys, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${tone} button-${size} ${rest.className ?? ''}`}
    >
      {Icon && <Icon className="button-icon" aria-hidden="true" />}
      {children}
      {keys && <KeyHint keys={keys} />}
    </button>
  );
}
