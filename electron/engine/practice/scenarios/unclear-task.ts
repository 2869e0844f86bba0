import {
  askOperator,
  type Closing,
  clickAndLook,
  closeOn,
  closing,
  doCalls,
  type Scenario,
  screenshot,
  stoppedBecause,
} from '../scripted-agent';

const EXPORT = 'Export all of them';
const LEAVE = 'Leave them as they are';

/** “Get the invoices ready for the tax adviser.” It does not say what that means, so the agent asks. */
export function* unclearTask(): Scenario {
  const looked = yield* doCalls('I look at the screen first.', [screenshot]);
  if (looked.kind !== 'done') return stoppedBecause(looked);

  const opened = yield* clickAndLook(
    'nav-exports',
    'Invoices are exported on the Exports page, so I open it.',
  );
  if (opened.kind !== 'done') return stoppedBecause(opened);

  const answer = yield* askOperator('Your task does not say which invoices are meant, so I ask.', {
    question: 'There are 48 invoices here. Shall I export all of them for the tax adviser?',
    options: [EXPORT, LEAVE],
  });
  if (answer === null)
    return closing('not_done', 'I could not ask what is meant, so I left everything as it is.');
  if (answer !== EXPORT)
    return closing('not_done', `You said “${answer}”, so I exported nothing and left everything as it is.`);

  const downloaded = yield* clickAndLook('download-all', 'You want all of them, so I press Download all.');
  if (downloaded.kind !== 'done') return stoppedBecause(downloaded);
  return yield* closeOn('export-ready', report);
}

function report(isReady: boolean): Closing {
  return isReady
    ? closing('done', 'Done: all invoices are exported, and the page reports “Export ready”.')
    : closing('partly', 'I pressed Download all, but the page does not confirm it; please check.');
}
