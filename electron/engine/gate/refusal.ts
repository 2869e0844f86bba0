/** Why a call was not let through: a ruling of the gate. */
export type Refusal = { readonly verdict: 'denied' | 'lost'; readonly reason: string };

/** What the model reads of a call that was not let through. A fixed template: nothing of the page goes into it. */
export function refusalText({ verdict, reason }: Refusal): string {
  return verdict === 'lost' ? notDoneText('failed', reason) : deniedText(reason);
}

function deniedText(reason: string): string {
  return `ACTION DENIED: ${withoutStop(reason)}. Choose a different approach.`;
}

const TOLD = { failed: 'Not carried out', unknown: 'Outcome unknown' } as const;

/** What the model reads of an action that has not gone as it should. `why` is a fixed phrase of ours. */
export function notDoneText(outcome: keyof typeof TOLD, why: string): string {
  return `${TOLD[outcome]}: ${withoutStop(why)}. Take a screenshot before you go on.`;
}

function withoutStop(reason: string): string {
  return reason.replace(/[.\s]+$/, '');
}
