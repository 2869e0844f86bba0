import { Notification } from 'electron';
import type { Call } from './notifications';

/** Older ones have long left the screen. */
const MOST_KEPT = 20;

/** The notifications of the system. Nothing where it has none. */
export class DesktopNotifications {
  /** The newest last. One that nobody holds is collected, and a click on it leads nowhere. */
  #kept: readonly Notification[] = [];

  show({ title, body, onClick }: Call): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body, silent: false });
    this.#kept = [...this.#kept, notification].slice(-MOST_KEPT);
    if (onClick !== null) notification.on('click', onClick);
    notification.show();
  }
}
