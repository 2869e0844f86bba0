import { clickAndLook, doCalls, type Outcome, type Plan, screenshot } from '../scripted-agent';
import type { Taken } from '../taken-turns';

/** Looks at the screen and opens the supplier's newest message; how the last of it ended. */
export function* openMessage(): Generator<Plan, Outcome, Taken> {
  const looked = yield* doCalls('I look at the screen first.', [screenshot]);
  if (looked.kind !== 'done') return looked;
  const inbox = yield* clickAndLook(
    'nav-messages',
    'The message should be under Messages, so I open that page.',
  );
  if (inbox.kind !== 'done') return inbox;
  return yield* clickAndLook('open-message', 'The newest message is about delivery terms. I open it.');
}
