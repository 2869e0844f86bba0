import {
  fakeBeyondChange,
  fakeChangeApproval,
  fakeCriticalChange,
  fakePagesOwnChange,
  fakeRepeatedChange,
} from '../../renderer/preview/fake-changes';
import { fakePaymentApproval, fakeTypedIbanApproval } from '../../renderer/preview/fake-payment';
import {
  fakeAliveApproval,
  fakeBatchApproval,
  fakeConnectionApproval,
  fakeHaltApproval,
  fakePasskeyApproval,
  fakePhoneCodeApproval,
  fakeSessionUseApproval,
  fakeSignedOutApproval,
  fakeSignInApproval,
  fakeUploadApproval,
  hostileApproval,
} from '../../renderer/preview/fake-sessions';
import type { Approval } from '../../shared/domain/approval';
import type { Session } from '../../shared/domain/session';
import type { ConsoleApp } from './console-app';

/** Every form that a card has, by its name; few of them come from a practice run. */
export const FORGED_CARDS: Readonly<Record<string, () => Approval>> = {
  payment: fakePaymentApproval,
  'typed account number': fakeTypedIbanApproval,
  'turn of several steps': fakeBatchApproval,
  'page that never rests': fakeAliveApproval,
  'unknown target': hostileApproval,
  'sign-in': fakeSignInApproval,
  'code by phone': fakePhoneCodeApproval,
  passkey: fakePasskeyApproval,
  'sign-in without a form': fakeSessionUseApproval,
  change: fakeChangeApproval,
  'payment that is sent': fakeCriticalChange,
  'change of the page itself': fakePagesOwnChange,
  'change beyond what was approved': fakeBeyondChange,
  'change sent before': fakeRepeatedChange,
  connection: fakeConnectionApproval,
  upload: fakeUploadApproval,
  halt: fakeHaltApproval,
  'sign-in that is over': fakeSignedOutApproval,
};

/**
 * Has the window told of approvals that its engine knows nothing of, as those of a run that it does know. They can be looked
 * at, not answered.
 */
export async function forgeCards(
  { app }: ConsoleApp,
  run: Session,
  approvals: readonly Approval[],
): Promise<void> {
  const pending = approvals.map((approval) => ({
    ...approval,
    sessionId: run.id,
    ...((approval.kind === 'action' || approval.kind === 'change') &&
      run.lastFrame !== null && { frame: run.lastFrame }),
  }));
  await app.evaluate(({ BrowserWindow }, told) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('approvals:changed', told);
  }, pending);
}
