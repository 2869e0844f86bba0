import { centreOf } from '../find-colour';
import {
  actOn,
  type Closing,
  call,
  closeOn,
  closing,
  doCalls,
  type Outcome,
  type Scenario,
  screenshot,
  stoppedBecause,
} from '../scripted-agent';

/** “Sign in to the supplier's portal”, which takes a passkey alone. The agent says where to press; the operator answers. */
export function* passkeyPortal(): Scenario {
  const looked = yield* doCalls('I look at the screen first.', [screenshot]);
  if (looked.kind !== 'done') return stoppedBecause(looked);

  const listed = yield* doCalls('The portal asks for a passkey. I look whether there is one for this site.', [
    call('list_credentials', {}),
  ]);
  if (listed.kind !== 'done') return stoppedBecause(listed);

  const used = yield* actOn(
    'portal-passkey',
    'There is one, so I press the button with it. I do not get to see it.',
    (box) => [call('use_passkey', { credential: 'Supplier passkey', coordinate: centreOf(box) })],
  );
  if (used.kind !== 'done') return notUsed(used);

  const seen = yield* doCalls('I look for the balance.', [screenshot]);
  if (seen.kind !== 'done') return stoppedBecause(seen);
  return yield* closeOn('portal-balance', report);
}

function notUsed(outcome: Outcome): Closing {
  if (outcome.kind !== 'denied') return stoppedBecause(outcome);
  return closing(
    'not_done',
    `I did not sign in: “${outcome.reason}”. The button was not pressed, and the portal got nothing.`,
  );
}

function report(isShown: boolean): Closing {
  return isShown
    ? closing(
        'done',
        'Done: I am signed in to the portal of Müller & Søn with the passkey. 1,480.00 € are to be paid by 2026-09-24, invoice 2026-118.',
      )
    : closing(
        'partly',
        'I used the passkey, but the portal does not show the account. I do not try again; please check it.',
      );
}
