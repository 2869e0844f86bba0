import { app, type BrowserWindow, Notification } from 'electron';
import type { Approval } from '../../shared/domain/approval';
import type { Preferences } from '../../shared/domain/preferences';

/**
 * Calls the operator back when an approval waits and the console is not in front. Says which risk, never what the page
 * says: a notification is shown outside the console, over other windows and on lock screens.
 */
export class ApprovalNotifier {
  readonly #announced = new Set<string>();

  constructor(
    private readonly currentWindow: () => BrowserWindow | null,
    private readonly preferences: () => Preferences,
  ) {}

  update(pending: readonly Approval[]): void {
    app.setBadgeCount(pending.length);
    const window = this.currentWindow();
    for (const approval of pending) {
      if (this.#announced.has(approval.id)) continue;
      this.#announced.add(approval.id);
      if (window === null || window.isFocused() || !this.preferences().notify) continue;
      window.flashFrame(true);
      if (!Notification.isSupported()) continue;
      this.#show(approval, window);
    }
  }

  announceRunningOn(sessions: number): void {
    if (sessions === 0 || !Notification.isSupported()) return;
    const body = `${sessions} ${sessions === 1 ? 'run goes' : 'runs go'} on. Start Airlock again to see and stop them.`;
    new Notification({ title: 'Airlock keeps running', body }).show();
  }

  #show(approval: Approval, window: BrowserWindow): void {
    const body = `Step ${approval.step} is rated ${approval.level} and waits for your decision.`;
    const notification = new Notification({ title: 'Airlock: approval needed', body, silent: false });
    notification.on('click', () => {
      window.show();
      window.focus();
    });
    notification.show();
  }
}
