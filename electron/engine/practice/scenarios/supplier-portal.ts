import {
  type Closing,
  call,
  closeOn,
  closing,
  doCalls,
  type Scenario,
  screenshot,
  stoppedBecause,
} from '../scripted-agent';

const CREDENTIAL = { credential: 'Supplier portal' };

/** “Sign in to the supplier's portal.” The agent names a credential; what it is, the console alone knows. */
export function* supplierPortal(): Scenario {
  const looked = yield* doCalls('I look at the screen first.', [screenshot]);
  if (looked.kind !== 'done') return stoppedBecause(looked);

  const listed = yield* doCalls(
    'The portal asks me to sign in. I look whether there is a credential for it.',
    [call('list_credentials', {})],
  );
  if (listed.kind !== 'done') return stoppedBecause(listed);

  const named = yield* doCalls(
    'There is one for this site, so I sign in with it. I do not see what it holds.',
    [call('fill_login', CREDENTIAL)],
  );
  if (named.kind !== 'done') return stoppedBecause(named);

  const passed = yield* doCalls('Now it asks for the password.', [call('fill_login', CREDENTIAL)]);
  if (passed.kind !== 'done') return stoppedBecause(passed);

  const confirmed = yield* doCalls('And for a one-time code.', [call('fill_otp', CREDENTIAL)]);
  if (confirmed.kind !== 'done') return stoppedBecause(confirmed);

  const seen = yield* doCalls('I look for the balance.', [screenshot]);
  if (seen.kind !== 'done') return stoppedBecause(seen);
  return yield* closeOn('portal-balance', report);
}

function report(isShown: boolean): Closing {
  return isShown
    ? closing(
        'done',
        'Done: I am signed in to the portal of Müller & Søn. 1,480.00 € are to be paid by 2026-09-24, invoice 2026-118.',
      )
    : closing(
        'partly',
        'I signed in, but the portal does not show the account. I do not try again; please check it.',
      );
}
